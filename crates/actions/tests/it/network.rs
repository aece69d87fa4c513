//! Networks: beginning one, coming into it, leaving it, and its topics and calendar.

use domain::{Permission, Permit};
use std::collections::BTreeSet;

use actions::chat::{Agree, Open, Plan, Schedule, ties};
use actions::network::topic::{Propose, Retire, Vote};
use actions::network::{
    self, ChangeSettings, EndCode, EndPerson, EndSchool, Leave, MakeCode, MakeFeed, NetworkPage,
    NetworkWanted, Newcomer, PeopleOfNetwork, SetAdministrator,
};
use actions::{ActionError, House, Once};
use domain::TimeOfDay;
use domain::chat::network::{CodeKind, Readers};
use domain::chat::room::Hold;
use domain::chat::{ChatRole, Participant, chat_permissions};
use domain::id::{AccountId, NetworkId, TopicId};
use jiff::civil::date;
use testing::{Database, Person, TestSchool, within};
use tokio::task::JoinSet;

const PASSWORD: &str = "blue crystals in water";
const HERE: &str = "192.0.2.1";

fn wanted(slug: &str) -> NetworkWanted {
    NetworkWanted {
        name: "Test Network".to_owned(),
        slug: slug.to_owned(),
        time_zone: "Europe/London".to_owned(),
        readers: Readers::Members,
    }
}

fn code_for(kind: CodeKind, uses: u32) -> MakeCode {
    MakeCode { kind, words: "for a test".to_owned(), uses, days: 7 }
}

fn key(text: &str) -> Once {
    Once::new(text, text.as_bytes()).unwrap()
}

/// A school, and a network that its head began.
async fn begun(database: &Database) -> (TestSchool, Person, NetworkId) {
    let school = TestSchool::on(database).await;
    let head = school.head().await;
    let id = begun_by(&head, "test-network").await;
    (school, head, id)
}

async fn begun_by(head: &Person, slug: &str) -> NetworkId {
    network::begin(&head.house, &head.permit().unwrap(), wanted(slug), None).await.unwrap()
}

async fn in_network(who: &Person, id: NetworkId) -> Option<Participant> {
    ties::in_network(&who.house, who.account(), &who.actor.name, id).await.unwrap()
}

async fn permit<P: Permission<Scope = NetworkId>>(who: &Person, id: NetworkId) -> Permit<P> {
    in_network(who, id).await.expect("somebody who belongs").permit().unwrap()
}

async fn makes(who: &Person, id: NetworkId, wanted: MakeCode) -> String {
    who.house.act(&permit(who, id).await, (), wanted, None).await.unwrap().code
}

async fn joins(who: &Person, code: &str) -> Result<NetworkId, ActionError> {
    network::join(&who.house, who.account(), code, HERE, None).await
}

async fn seen(who: &Person, id: NetworkId) -> NetworkPage {
    network::show(&who.house, &permit(who, id).await).await.unwrap()
}

async fn looked_after(who: &Person, id: NetworkId) -> PeopleOfNetwork {
    network::people(&who.house, &permit(who, id).await).await.unwrap()
}

/// What stands beside a field.
fn field<T: std::fmt::Debug>(outcome: Result<T, ActionError>) -> (&'static str, String) {
    match outcome.unwrap_err() {
        ActionError::Invalid(invalid) => (invalid.field, invalid.words),
        other => panic!("nothing about a field: {other:?}"),
    }
}

fn is_not_found<T: std::fmt::Debug>(outcome: &Result<T, ActionError>) -> bool {
    matches!(outcome, Err(ActionError::NotFound(_)))
}

async fn propose(who: &Person, id: NetworkId, words: &str) -> Result<TopicId, ActionError> {
    let proposed = Propose { words: words.to_owned() };
    who.house.act(&permit(who, id).await, (), proposed, None).await
}

async fn votes(who: &Person, id: NetworkId, topic: TopicId, wanted: bool) {
    who.house.act(&permit(who, id).await, (), Vote { topic, wanted }, None).await.unwrap();
}

/// Another administrator of a network, beside whoever began it.
async fn second_administrator(head: &Person, id: NetworkId, who: &Person) {
    let code = makes(head, id, code_for(CodeKind::Person, 1)).await;
    joins(who, &code).await.unwrap();
    let permit = permit(head, id).await;
    looks_after_it(&permit, &head.house, who, true).await.unwrap();
}

async fn looks_after_it(
    permit: &Permit<chat_permissions::ManageNetwork>,
    house: &House,
    who: &Person,
    looks_after_it: bool,
) -> Result<(), ActionError> {
    house.act(permit, (), SetAdministrator { person: who.account(), looks_after_it }, None).await
}

fn newcomer<'a>(code: &'a str, email: &'a str, password: &'a str) -> Newcomer<'a> {
    Newcomer { code, email, name: "N. Comer", password, from: HERE, browser: "A browser" }
}

async fn account_of(school: &TestSchool, email: &str) -> Option<AccountId> {
    let found = school.storage.door().await.unwrap().find_account(email).await.unwrap();
    found.map(|account| account.id)
}

testing::on_both_databases! {
    async fn whoever_begins_a_network_looks_after_it_and_nobody_else_belongs(database: &Database) {
        let (school, head, id) = begun(database).await;
        assert!(in_network(&head, id).await.unwrap().is(ChatRole::NetworkAdministrator));
        assert_eq!(in_network(&school.technician().await, id).await, None);
        let page = seen(&head, id).await;
        assert_eq!((page.people, page.schools, page.network.demonstration), (1, 0, false));
        let again = network::begin(&head.house, &head.permit().unwrap(), wanted("test-network"), None).await;
        assert_eq!(field(again).0, "slug");
        let nowhere = NetworkWanted { time_zone: "Europe/Atlantis".to_owned(), ..wanted("other") };
        assert_eq!(field(network::begin(&head.house, &head.permit().unwrap(), nowhere, None).await).0, "time-zone");
        let teacher = school.teacher("A. Teacher").await;
        assert!(teacher.permit::<domain::people::permissions::BeginNetwork>().is_err());
    }

    async fn one_form_sent_twice_begins_one_network(database: &Database) {
        let school = TestSchool::on(database).await;
        let head = school.head().await;
        let (first, second) = (
            network::begin(&head.house, &head.permit().unwrap(), wanted("once"), Some(key("k"))).await.unwrap(),
            network::begin(&head.house, &head.permit().unwrap(), wanted("once"), Some(key("k"))).await.unwrap(),
        );
        assert_eq!(first, second);
        assert_eq!(network::every(&head.house).await.unwrap().len(), 1);
    }

    async fn a_code_lets_in_as_many_as_it_says_and_is_kept_by_its_hash(database: &Database) {
        let (school, head, id) = begun(database).await;
        let code = makes(&head, id, code_for(CodeKind::Person, 2)).await;
        for (_, _, text) in database.every_text().await {
            assert!(!text.contains(&code) && !text.contains(&code.replace('-', "")));
        }
        let (one, two) = (school.teacher("A. Teacher").await, school.teacher("B. Teacher").await);
        assert_eq!(joins(&one, &code.to_lowercase().replace('-', " ")).await.unwrap(), id);
        // Somebody who is in it already uses nothing up.
        assert_eq!(joins(&one, &code).await.unwrap(), id);
        assert_eq!(joins(&two, &code).await.unwrap(), id);
        let used_up = field(joins(&school.technician().await, &code).await);
        let wrong = field(joins(&school.trainee().await, "00000-00000").await);
        let no_code = field(joins(&school.other_technician().await, "hello").await);
        assert_eq!(used_up.0, "code");
        assert!(used_up == wrong && wrong == no_code, "{used_up:?} {wrong:?} {no_code:?}");
        for who in [&one, &two] {
            assert!(in_network(who, id).await.unwrap().is(ChatRole::Member));
            assert!(in_network(who, id).await.unwrap().permit::<chat_permissions::ManageNetwork>().is_err());
        }
        let kept = looked_after(&head, id).await;
        assert_eq!((kept.people.len(), kept.codes[0].standing.uses_left), (3, 0));
    }

    async fn a_code_that_is_over_or_ended_or_for_a_school_lets_nobody_in(database: &Database) {
        let (school, head, id) = begun(database).await;
        let teacher = school.teacher("A. Teacher").await;
        let (over, ended) = (
            makes(&head, id, code_for(CodeKind::Person, 5)).await,
            makes(&head, id, MakeCode { days: 90, ..code_for(CodeKind::Person, 5) }).await,
        );
        let for_schools = makes(&head, id, MakeCode { days: 90, ..code_for(CodeKind::School, 5) }).await;
        school.clock.pass_minutes(7 * 24 * 60);
        let newest = looked_after(&head, id).await.codes.into_iter().find(|code| code.standing.kind == CodeKind::Person && code.standing.ends_at > school.house.now()).unwrap();
        head.house.act(&permit(&head, id).await, (), EndCode { code: newest.id }, None).await.unwrap();
        let refused = [
            field(joins(&teacher, &over).await),
            field(joins(&teacher, &ended).await),
            field(joins(&teacher, &for_schools).await),
        ];
        assert!(refused.iter().all(|one| *one == refused[0]), "{refused:?}");
        assert_eq!(in_network(&teacher, id).await, None);
        let again = head.house.act(&permit(&head, id).await, (), EndCode { code: newest.id }, None).await;
        assert!(is_not_found(&again));
    }

    async fn codes_are_made_within_their_bounds_and_told_once(database: &Database) {
        let (_school, head, id) = begun(database).await;
        let (house, manage) = (&head.house, permit(&head, id).await);
        for (wanted, at) in [
            (code_for(CodeKind::Person, 0), "uses"),
            (code_for(CodeKind::Person, 501), "uses"),
            (MakeCode { days: 0, ..code_for(CodeKind::Person, 1) }, "days"),
            (MakeCode { days: 91, ..code_for(CodeKind::Person, 1) }, "days"),
            (MakeCode { words: "x".repeat(101), ..code_for(CodeKind::Person, 1) }, "words"),
        ] {
            assert_eq!(field(house.act(&manage, (), wanted, None).await).0, at);
        }
        let most = MakeCode { days: 90, ..code_for(CodeKind::Person, 500) };
        let made = house.act(&manage, (), most.clone(), Some(key("k"))).await.unwrap();
        let again = house.act(&manage, (), most, Some(key("k"))).await.unwrap();
        assert_eq!((made.id, again.code.as_str()), (again.id, ""));
        let kept = network::code(house, &manage, again.id).await.unwrap();
        assert_eq!(kept.words, "for a test");
        assert_eq!(looked_after(&head, id).await.codes.len(), 1);
    }

    async fn ten_race_for_the_last_use_and_one_gets_in(database: &Database) {
        let (school, head, id) = begun(database).await;
        let other = school.seen_by_another_process(database, 1_000_000).await;
        let code = makes(&head, id, code_for(CodeKind::Person, 1)).await;
        let mut tasks = JoinSet::new();
        let names = [
            "A. Teacher", "B. Teacher", "C. Teacher", "D. Teacher", "E. Teacher", "F. Teacher", "A. Technician",
            "B. Technician", "A. Senior", "A. Leader",
        ];
        for (at, name) in names.into_iter().enumerate() {
            let process = if at % 2 == 0 { &school } else { &other };
            let (who, code) = (process.member(name).await, code.clone());
            tasks.spawn(async move { (joins(&who, &code).await, who) });
        }
        let mut got_in = Vec::new();
        for (outcome, who) in within("ten answers", tasks.join_all()).await {
            match outcome {
                Ok(_) => got_in.push(who.account()),
                refused => assert_eq!(field(refused).0, "code"),
            }
        }
        assert_eq!(got_in.len(), 1);
        let kept = looked_after(&head, id).await;
        let in_it: BTreeSet<AccountId> = kept.people.iter().map(|person| person.account).collect();
        assert_eq!(in_it, BTreeSet::from([head.account(), got_in[0]]));
        assert_eq!(kept.codes[0].standing.uses_left, 0);
    }

    async fn one_form_sent_five_times_at_once_uses_a_code_once(database: &Database) {
        let (school, head, id) = begun(database).await;
        let code = makes(&head, id, code_for(CodeKind::Person, 5)).await;
        let who = school.teacher("A. Teacher").await;
        let mut tasks = JoinSet::new();
        // As many as may be tried before waiting begins.
        for _ in 0..5 {
            let (who, code) = (who.clone(), code.clone());
            tasks.spawn(async move { network::join(&who.house, who.account(), &code, HERE, Some(key("k"))).await });
        }
        for answer in within("five answers", tasks.join_all()).await {
            assert_eq!(answer.unwrap(), id);
        }
        assert_eq!(looked_after(&head, id).await.codes[0].standing.uses_left, 4);
        // A replay is answered as before, even when the code is used up meanwhile.
        let kept = looked_after(&head, id).await;
        head.house.act(&permit(&head, id).await, (), EndCode { code: kept.codes[0].id }, None).await.unwrap();
        assert_eq!(network::join(&who.house, who.account(), &code, HERE, Some(key("k"))).await.unwrap(), id);
    }

    async fn guessing_codes_is_slowed_for_the_person_and_for_the_address(database: &Database) {
        let (school, head, id) = begun(database).await;
        let code = makes(&head, id, code_for(CodeKind::Person, 5)).await;
        let guesser = school.teacher("A. Teacher").await;
        for _ in 0..5 {
            assert_eq!(field(joins(&guesser, "00000-00000").await).0, "code");
        }
        let slowed = joins(&guesser, &code).await;
        assert!(matches!(slowed, Err(ActionError::TooManyTries { .. })), "{slowed:?}");
        // Others behind the same address go on; after the wait so does the guesser.
        joins(&school.teacher("B. Teacher").await, &code).await.unwrap();
        school.clock.pass_minutes(15);
        joins(&guesser, &code).await.unwrap();
        // From one address, sixty are free; whoever has no account here is counted by it.
        for at in 0..60 {
            let email = format!("guesser{at}@elsewhere.example");
            assert_eq!(field(network::join_as_newcomer(&head.house, newcomer("0", &email, PASSWORD)).await).0, "code");
        }
        let slowed = network::join_as_newcomer(&head.house, newcomer(&code, "new@elsewhere.example", PASSWORD)).await;
        assert!(matches!(slowed, Err(ActionError::TooManyTries { .. })), "{slowed:?}");
    }

    async fn somebody_without_an_account_comes_in_by_a_code(database: &Database) {
        let (school, head, id) = begun(database).await;
        let house = &head.house;
        let code = makes(&head, id, code_for(CodeKind::Person, 3)).await;
        let short = network::join_as_newcomer(house, newcomer(&code, "n.comer@elsewhere.example", "short")).await;
        assert_eq!(field(short).0, "password");
        assert_eq!(account_of(&school, "n.comer@elsewhere.example").await, None);
        let arrived =
            network::join_as_newcomer(house, newcomer(&code, " N.Comer@Elsewhere.example ", PASSWORD)).await.unwrap();
        assert_eq!(arrived.network, id);
        let visitor = actions::sign_in::visitor(house, &arrived.signed_in.token).await.unwrap().unwrap();
        assert_eq!((visitor.visit.name.as_str(), visitor.actor), ("N. Comer", None));
        let own = ties::networks_of(house, arrived.signed_in.account).await.unwrap();
        assert_eq!(own.iter().map(|network| network.id).collect::<Vec<_>>(), [id]);
        // An address that has an account here comes in by its password alone.
        let wrong = newcomer(&code, "n.comer@elsewhere.example", "another password");
        assert_eq!(field(network::join_as_newcomer(house, wrong).await).0, "password");
        let again = newcomer(&code, "n.comer@elsewhere.example", PASSWORD);
        let again = network::join_as_newcomer(house, again).await.unwrap();
        assert_eq!(again.signed_in.account, arrived.signed_in.account);
        let kept = looked_after(&head, id).await;
        assert_eq!((kept.people.len(), kept.codes[0].standing.uses_left), (2, 2));
        drop(school);
    }

    async fn a_school_joins_and_its_people_belong_until_it_is_let_go(database: &Database) {
        let (school, head, id) = begun(database).await;
        let there = school.neighbour().await;
        let code = makes(&head, id, code_for(CodeKind::School, 1)).await;
        let (their_head, technician) = (there.head().await, there.technician().await);
        assert!(technician.permit::<domain::people::permissions::JoinNetworks>().is_err());
        let join = |who: Person, code: String| async move {
            network::join_school(&who.house, &who.permit().unwrap(), &code, HERE, None).await
        };
        assert_eq!(join(their_head.clone(), code.clone()).await.unwrap(), id);
        assert_eq!(field(join(school.administrator().await, code.clone()).await).0, "code");
        assert!(in_network(&technician, id).await.unwrap().is(ChatRole::Member));
        assert!(in_network(&their_head, id).await.unwrap().is(ChatRole::Member), "and no more than that");
        assert_eq!(in_network(&there.prep_room().await, id).await, None);
        assert_eq!(in_network(&there.senior_leader().await, id).await, None);
        assert_eq!(in_network(&there.administrator().await, id).await, None);
        let kept = looked_after(&head, id).await;
        // Six teachers, a trainee, two technicians, a senior technician and the head of science.
        assert_eq!(kept.schools.iter().map(|one| (one.id, one.people)).collect::<Vec<_>>(), [(there.id, 11)]);
        assert_eq!((seen(&technician, id).await.people, seen(&technician, id).await.schools), (12, 1));
        // Whoever joins by themselves as well stays when the school goes.
        let own = makes(&head, id, code_for(CodeKind::Person, 1)).await;
        joins(&technician, &own).await.unwrap();
        assert_eq!(seen(&technician, id).await.people, 12);
        head.house.act(&permit(&head, id).await, (), EndSchool { school: there.id }, None).await.unwrap();
        assert_eq!(in_network(&their_head, id).await, None);
        assert!(in_network(&technician, id).await.is_some());
        assert!(is_not_found(&head.house.act(&permit(&head, id).await, (), EndSchool { school: there.id }, None).await));
        let by_school = makes(&head, id, code_for(CodeKind::School, 1)).await;
        join(their_head.clone(), by_school).await.unwrap();
        assert!(in_network(&their_head, id).await.is_some());
    }

    async fn whoever_was_taken_out_needs_a_code_made_afterwards(database: &Database) {
        let (school, head, id) = begun(database).await;
        let teacher = school.teacher("A. Teacher").await;
        let code = makes(&head, id, code_for(CodeKind::Person, 9)).await;
        joins(&teacher, &code).await.unwrap();
        let held = permit::<chat_permissions::ManageNetwork>(&head, id).await;
        head.house.act(&held, (), EndPerson { person: teacher.account() }, Some(key("k"))).await.unwrap();
        head.house.act(&held, (), EndPerson { person: teacher.account() }, Some(key("k"))).await.unwrap();
        assert!(is_not_found(&head.house.act(&held, (), EndPerson { person: teacher.account() }, None).await));
        assert_eq!(in_network(&teacher, id).await, None);
        assert_eq!(ties::networks_of(&head.house, teacher.account()).await.unwrap(), []);
        assert_eq!(field(joins(&teacher, &code).await).0, "code");
        school.clock.pass_minutes(1);
        joins(&teacher, &makes(&head, id, code_for(CodeKind::Person, 1)).await).await.unwrap();
        assert!(in_network(&teacher, id).await.is_some());
    }

    async fn a_network_of_schools_is_never_left_without_an_administrator(database: &Database) {
        let (school, head, id) = begun(database).await;
        let (house, technician) = (&head.house, school.technician().await);
        let manage = permit::<chat_permissions::ManageNetwork>(&head, id).await;
        assert_eq!(field(house.act(&permit(&head, id).await, (), Leave {}, None).await).0, "person");
        assert_eq!(field(house.act(&manage, (), EndPerson { person: head.account() }, None).await).0, "person");
        let demoted = looks_after_it(&manage, house, &head, false).await;
        assert_eq!(field(demoted).0, "person");
        second_administrator(&head, id, &technician).await;
        assert!(in_network(&technician, id).await.unwrap().is(ChatRole::NetworkAdministrator));
        house.act(&permit(&head, id).await, (), Leave {}, None).await.unwrap();
        assert_eq!(in_network(&head, id).await, None);
        assert_eq!(field(house.act(&permit(&technician, id).await, (), Leave {}, None).await).0, "person");
        // A member who was never an administrator leaves freely, and only once.
        let teacher = school.teacher("A. Teacher").await;
        joins(&teacher, &makes(&technician, id, code_for(CodeKind::Person, 1)).await).await.unwrap();
        house.act(&permit(&teacher, id).await, (), Leave {}, None).await.unwrap();
        assert_eq!(in_network(&teacher, id).await, None);
    }

    async fn two_administrators_leave_at_once_and_one_stays(database: &Database) {
        let (school, head, id) = begun(database).await;
        let technician = school.technician().await;
        second_administrator(&head, id, &technician).await;
        let (one, two) = (permit(&head, id).await, permit(&technician, id).await);
        let both = async { tokio::join!(head.house.act(&one, (), Leave {}, None), head.house.act(&two, (), Leave {}, None)) };
        let (first, second) = within("both", Box::pin(both)).await;
        assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
        let stays = if first.is_ok() { &technician } else { &head };
        assert_eq!(looked_after(stays, id).await.people.len(), 1);
    }

    async fn a_department_is_made_once_and_its_people_belong(database: &Database) {
        let school = TestSchool::on(database).await;
        let other = school.seen_by_another_process(database, 1_000_000).await;
        let mut tasks = JoinSet::new();
        for at in 0..8 {
            let who = if at % 2 == 0 { school.technician().await } else { other.head().await };
            tasks.spawn(async move { network::department(&who.house, &who.permit().unwrap()).await.unwrap() });
        }
        let made = within("eight answers", tasks.join_all()).await;
        let id = made[0];
        assert!(made.iter().all(|one| *one == id));
        let (head, teacher) = (school.head().await, school.teacher("A. Teacher").await);
        assert!(in_network(&head, id).await.unwrap().is(ChatRole::NetworkAdministrator));
        assert!(in_network(&school.senior_technician().await, id).await.unwrap().is(ChatRole::NetworkAdministrator));
        assert!(!in_network(&teacher, id).await.unwrap().is(ChatRole::NetworkAdministrator));
        let page = seen(&teacher, id).await;
        assert_eq!((page.network.of_school, page.people, page.schools), (Some(school.id), 11, 1));
        assert_eq!(page.network.time_zone, "Europe/London");
        let manage = permit::<chat_permissions::ManageNetwork>(&head, id).await;
        assert_eq!(field(head.house.act(&manage, (), EndSchool { school: school.id }, None).await).0, "school");
        let for_schools = head.house.act(&manage, (), code_for(CodeKind::School, 1), None).await;
        assert_eq!(field(for_schools).0, "kind");
        assert_eq!(field(head.house.act(&permit(&teacher, id).await, (), Leave {}, None).await).0, "person");
        // A department's head looks after it, so its last guest administrator may go.
        let leader = school.senior_leader().await;
        second_administrator(&head, id, &leader).await;
        head.house.act(&permit(&leader, id).await, (), Leave {}, None).await.unwrap();
        // The next school's is its own, although a network has its short name already.
        let there = school.neighbour().await;
        begun_by(&there.head().await, "next-school-department").await;
        let theirs = network::department(&there.house, &there.technician().await.permit().unwrap()).await.unwrap();
        assert_ne!(theirs, id);
        assert_eq!(in_network(&there.head().await, id).await, None);
    }

    async fn topics_are_listed_by_votes_and_each_person_has_one(database: &Database) {
        let (school, head, id) = begun(database).await;
        let teacher = school.teacher("A. Teacher").await;
        joins(&teacher, &makes(&head, id, code_for(CodeKind::Person, 1)).await).await.unwrap();
        let burettes = propose(&head, id, "  Burettes that leak ").await.unwrap();
        let cress = propose(&teacher, id, "Cress").await.unwrap();
        assert_eq!(field(propose(&teacher, id, "burettes THAT leak").await).0, "words");
        assert_eq!(field(propose(&teacher, id, " ").await).0, "words");
        let listed = |page: NetworkPage| -> Vec<(TopicId, usize, bool)> {
            page.topics.iter().map(|topic| (topic.id, topic.votes, topic.has_own_vote)).collect()
        };
        let mut both = [(burettes, 1, false), (cress, 1, true)];
        both.sort();
        assert_eq!(listed(seen(&teacher, id).await), both, "as many votes: in the order of their identifiers");
        for _ in 0..2 {
            votes(&head, id, cress, true).await;
        }
        assert_eq!(listed(seen(&head, id).await), [(cress, 2, true), (burettes, 1, true)]);
        for _ in 0..2 {
            votes(&head, id, cress, false).await;
        }
        votes(&teacher, id, cress, false).await;
        assert_eq!(listed(seen(&teacher, id).await), [(burettes, 1, false), (cress, 0, false)]);
        assert_eq!(seen(&head, id).await.topics[0].words, "Burettes that leak");
        assert!(in_network(&teacher, id).await.unwrap().permit::<chat_permissions::PlanChats>().is_err());
        head.house.act(&permit(&head, id).await, (), Retire { topic: burettes }, None).await.unwrap();
        assert_eq!(listed(seen(&head, id).await), [(cress, 0, false)]);
        let gone = head.house.act(&permit(&head, id).await, (), Vote { topic: burettes, wanted: true }, None).await;
        assert!(is_not_found(&gone));
    }

    async fn two_networks_never_see_each_other(database: &Database) {
        let (school, head, id) = begun(database).await;
        let there = school.neighbour().await;
        let their_head = there.head().await;
        let theirs = begun_by(&their_head, "their-network").await;
        let topic = propose(&their_head, theirs, "Cress").await.unwrap();
        makes(&their_head, theirs, code_for(CodeKind::Person, 1)).await;
        let code = looked_after(&their_head, theirs).await.codes[0].id;
        let manage = permit::<chat_permissions::ManageNetwork>(&head, id).await;
        let house = &head.house;
        assert_eq!(in_network(&head, theirs).await, None);
        assert!(is_not_found(&house.act(&manage, (), EndCode { code }, None).await));
        assert!(is_not_found(&house.act(&manage, (), EndPerson { person: their_head.account() }, None).await));
        let made = looks_after_it(&manage, house, &their_head, true).await;
        assert!(is_not_found(&made));
        assert!(is_not_found(&house.act(&manage, (), EndSchool { school: there.id }, None).await));
        assert!(is_not_found(&house.act(&permit(&head, id).await, (), Vote { topic, wanted: true }, None).await));
        assert!(is_not_found(&house.act(&permit(&head, id).await, (), Retire { topic }, None).await));
        assert_eq!(seen(&head, id).await.topics, []);
        let theirs_still = looked_after(&their_head, theirs).await;
        assert_eq!((theirs_still.people.len(), theirs_still.codes[0].standing.ended_at), (1, None));
        assert_eq!(seen(&their_head, theirs).await.topics[0].votes, 1);
    }

    async fn a_network_changes_its_name_its_zone_and_its_readers(database: &Database) {
        let (_school, head, id) = begun(database).await;
        let manage = permit::<chat_permissions::ManageNetwork>(&head, id).await;
        let wanted = |name: &str, zone: &str| ChangeSettings {
            name: name.to_owned(),
            time_zone: zone.to_owned(),
            readers: Readers::Everybody,
        };
        head.house.act(&manage, (), wanted(" New Name ", "Asia/Hong_Kong"), None).await.unwrap();
        let kept = seen(&head, id).await.network;
        assert_eq!((kept.name.as_str(), kept.time_zone.as_str()), ("New Name", "Asia/Hong_Kong"));
        assert_eq!((kept.readers, kept.slug.as_str()), (Readers::Everybody, "test-network"));
        assert_eq!(field(head.house.act(&manage, (), wanted(" ", "UTC"), None).await).0, "name");
        assert_eq!(field(head.house.act(&manage, (), wanted("N", "GMT+99"), None).await).0, "time-zone");
    }

    async fn once_somebody_agreed_to_its_readers_there_can_be_fewer_and_no_more(database: &Database) {
        let (_school, head, id) = begun(database).await;
        let manage = permit::<chat_permissions::ManageNetwork>(&head, id).await;
        let sets = async |readers: Readers| {
            let wanted = ChangeSettings {
                name: "Test Network".to_owned(),
                time_zone: "Europe/London".to_owned(),
                readers,
            };
            head.house.act(&manage, (), wanted, None).await
        };
        sets(Readers::Everybody).await.unwrap();
        sets(Readers::Members).await.unwrap();
        let wanted = Plan {
            subject: "Burettes".to_owned(),
            tag: String::new(),
            welcome: String::new(),
            date: date(2026, 1, 19),
            time: TimeOfDay::at(20, 0).unwrap(),
            minutes: 60,
            questions: Vec::new(),
            hold: Hold::Nobody,
            topic: None,
        };
        let house = &head.house;
        let chat = house.act(&permit(&head, id).await, (), wanted, None).await.unwrap();
        let host = ties::in_chat(house, head.account(), &head.actor.name, chat).await.unwrap().unwrap();
        house.act(&host.permit().unwrap(), chat, Schedule {}, None).await.unwrap();
        house.act(&host.permit().unwrap(), chat, Open {}, None).await.unwrap();
        sets(Readers::Everybody).await.unwrap();
        // What was on show when the readers became more is no longer what happens.
        let agree = Agree { handle: "a_head".to_owned(), readers: Readers::Members };
        let stale = house.act(&host.permit().unwrap(), chat, agree.clone(), None).await;
        assert!(matches!(stale, Err(ActionError::Stale)));
        sets(Readers::Members).await.unwrap();
        house.act(&host.permit().unwrap(), chat, agree, None).await.unwrap();
        assert_eq!(field(sets(Readers::Everybody).await).0, "readers");
        assert_eq!(seen(&head, id).await.network.readers, Readers::Members);
        sets(Readers::Members).await.unwrap();
    }

    async fn the_operator_makes_a_network_and_puts_somebody_in_charge(database: &Database) {
        let school = TestSchool::on(database).await;
        let house = &school.house;
        let id = network::create(house, wanted("county")).await.unwrap();
        assert_eq!(field(network::create(house, wanted("county")).await).0, "slug");
        assert_eq!(network::find(house, "county").await.unwrap(), id);
        assert_eq!(network::find(house, &id.to_string()).await.unwrap(), id);
        assert!(is_not_found(&network::find(house, "nowhere").await));
        assert!(is_not_found(&network::find(house, &school.id.to_string()).await));
        let technician = school.technician().await;
        let email = school.email("A. Technician").to_uppercase();
        assert_eq!(field(network::add_person(house, id, &email, ChatRole::Host).await).0, "role");
        let nobody = network::add_person(house, id, "nobody@elsewhere.example", ChatRole::Member).await;
        assert_eq!(field(nobody).0, "email");
        network::add_person(house, id, &email, ChatRole::NetworkAdministrator).await.unwrap();
        assert!(in_network(&technician, id).await.unwrap().is(ChatRole::NetworkAdministrator));
    }

    async fn a_calendar_address_is_secret_of_ones_own_and_ends_with_belonging(database: &Database) {
        let (school, head, id) = begun(database).await;
        let house = &head.house;
        let teacher = school.teacher("A. Teacher").await;
        joins(&teacher, &makes(&head, id, code_for(CodeKind::Person, 1)).await).await.unwrap();
        let first = house.act(&permit(&teacher, id).await, (), MakeFeed {}, Some(key("k"))).await.unwrap().secret;
        assert_eq!(house.act(&permit(&teacher, id).await, (), MakeFeed {}, Some(key("k"))).await.unwrap().secret, "");
        for (_, _, text) in database.every_text().await {
            assert!(!text.contains(&first));
        }
        let calendar = network::feed(house, &first).await.unwrap();
        assert_eq!((calendar.name.as_str(), calendar.evenings.len()), ("Test Network", 0));
        let second = house.act(&permit(&teacher, id).await, (), MakeFeed {}, None).await.unwrap().secret;
        assert!(is_not_found(&network::feed(house, &first).await));
        assert!(is_not_found(&network::feed(house, "").await));
        let heads = house.act(&permit(&head, id).await, (), MakeFeed {}, None).await.unwrap().secret;
        let manage = permit::<chat_permissions::ManageNetwork>(&head, id).await;
        house.act(&manage, (), EndPerson { person: teacher.account() }, None).await.unwrap();
        assert!(is_not_found(&network::feed(house, &second).await));
        network::feed(house, &heads).await.unwrap();
    }

    async fn history_tells_what_was_done_without_names_or_words(database: &Database) {
        let (school, head, id) = begun(database).await;
        let teacher = school.teacher("A. Teacher").await;
        joins(&teacher, &makes(&head, id, code_for(CodeKind::Person, 1)).await).await.unwrap();
        propose(&teacher, id, "Burettes that leak").await.unwrap();
        let told: Vec<String> = database
            .every_text()
            .await
            .into_iter()
            .filter(|(table, _, _)| table == "network_event")
            .map(|(_, _, text)| text)
            .collect();
        for kind in ["network.begin", "network.code", "network.join", "topic.propose"] {
            assert_eq!(told.iter().filter(|text| *text == kind).count(), 1, "{kind}");
        }
        for text in told {
            assert!(!text.contains("Burettes") && !text.contains("Teacher") && !text.contains("Head"), "{text}");
        }
    }
}
