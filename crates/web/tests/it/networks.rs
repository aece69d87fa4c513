//! Networks, as people come into them, use them and look after them.

use actions::chat::{Plan, PutOff, Schedule, ties};
use axum::body::Body;
use axum::http::StatusCode;
use domain::TimeOfDay;
use domain::chat::room::Hold;
use domain::id::{ChatId, NetworkId};
use jiff::civil::date;
use testing::Person;

use crate::page::Page;
use crate::site::{Browser, Site};

const PASSWORD: &str = "blue crystals in water";

/// A network that the head began on its page, with its address.
async fn begun(head: &Browser) -> String {
    let form = head.get("/networks/new").await.form("/networks");
    assert_eq!(form.get("time-zone"), "Europe/London");
    let begun = head.sends(&form.with("name", "Test Network")).await;
    begun.location().split('?').next().unwrap().to_owned()
}

/// The code that the page of a network makes.
async fn code(head: &Browser, network: &str, kind: &str, uses: &str) -> String {
    let form = head.get(&format!("{network}/manage")).await.form(&format!("{network}/codes"));
    let made = head.sends(&form.with("kind", kind).with("uses", uses).with("words", "A test")).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.words());
    value_of(&made, "code")
}

/// What stands in the field of this identifier.
fn value_of(page: &Page, id: &str) -> String {
    let marked = format!("<input id=\"{id}\" readonly value=\"");
    let from =
        page.html().find(&marked).unwrap_or_else(|| panic!("no {id} in: {}", page.words())) + marked.len();
    page.html()[from..].split('"').next().unwrap().to_owned()
}

async fn joins(who: &Browser, code: &str) -> Page {
    let form = who.get("/join").await.form("/join");
    who.sends(&form.with("code", code)).await
}

/// Plans an evening for a Monday at eight and puts it into the calendar.
async fn scheduled(head: &Person, network: NetworkId, subject: &str) -> ChatId {
    let wanted = Plan {
        subject: subject.to_owned(),
        tag: "testchat".to_owned(),
        welcome: "Welcome.".to_owned(),
        date: date(2026, 1, 19),
        time: TimeOfDay::at(20, 0).unwrap(),
        minutes: 60,
        questions: vec!["What do you do?".to_owned()],
        hold: Hold::Nobody,
        topic: None,
    };
    let who =
        ties::in_network(&head.house, head.account(), &head.actor.name, network).await.unwrap().unwrap();
    let chat = head.house.act(&who.permit().unwrap(), (), wanted, None).await.unwrap();
    head.house.act(&hosts(head, chat).await, chat, Schedule {}, None).await.unwrap();
    chat
}

async fn hosts<P: domain::Permission<Scope = domain::id::NetworkId>>(
    who: &Person,
    chat: ChatId,
) -> domain::Permit<P> {
    let found = ties::in_chat(&who.house, who.account(), &who.actor.name, chat).await.unwrap().unwrap();
    found.permit().unwrap()
}

fn id_of(address: &str) -> NetworkId {
    address.rsplit('/').next().unwrap().parse().unwrap()
}

testing::on_both_databases! {
    async fn a_department_opens_its_chats_by_one_button(database: &Database) {
        let site = Site::on(database).await;
        let (technician, teacher) = (site.browser("A. Technician").await, site.browser("A. Teacher").await);
        let home = technician.get("/chats").await;
        assert!(home.shows("You are in no network yet.") && home.html().contains("href=\"/join\""));
        let opened = technician.sends(&home.form("/networks/department")).await;
        let network = opened.location().to_owned();
        let page = technician.get(&network).await;
        assert!(page.shows("Science at Test School") && page.shows("11 people."), "{}", page.words());
        assert!(page.shows("No evening is planned yet."));
        assert!(!page.html().contains("/manage\"") && !page.shows("Leave this network"));
        assert_eq!(teacher.get(&network).await.status, StatusCode::OK);
        assert!(!technician.get("/chats").await.html().contains("/networks/department"));
        let head = site.browser("A. Head").await.get(&network).await;
        assert!(head.html().contains("/manage\"") && head.html().contains("/chats/new\""));
        // The shared tablet and the next school's people find nothing.
        let there = site.school.neighbour().await;
        let stranger = site.browser_of(&there, "A. Head").await;
        for outsider in [site.browser("The prep room").await, stranger] {
            assert_eq!(outsider.get(&network).await.status, StatusCode::NOT_FOUND);
            let vote = outsider.post(&format!("{network}/topics"), &[("words", "Ours"), ("once", "k")]).await;
            assert_eq!(vote.status, StatusCode::NOT_FOUND);
        }
        assert_eq!(site.nobody().get(&network).await.status, StatusCode::SEE_OTHER);
    }

    async fn a_network_is_begun_and_people_join_by_a_code(database: &Database) {
        let site = Site::on(database).await;
        let (head, teacher) = (site.browser("A. Head").await, site.browser("A. Teacher").await);
        let network = begun(&head).await;
        let again = head.get("/networks/new").await.form("/networks").with("name", "Test Network");
        let again = head.sends(&again.with("readers", "everybody")).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.shows("There is a network called test-network already; choose another."));
        let kept = again.form("/networks");
        assert_eq!((kept.get("name"), kept.get("readers")), ("Test Network", "everybody"));
        assert_eq!(teacher.get("/networks/new").await.status, StatusCode::FORBIDDEN);

        let form = head.get(&format!("{network}/manage")).await.form(&format!("{network}/codes"));
        let wrong = head.sends(&form.clone().with("uses", "900").with("words", "The meeting")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.shows("A code is for 1 to 500 uses."));
        let kept = wrong.form(&format!("{network}/codes"));
        assert_eq!((kept.get("words"), kept.get("uses"), kept.get("kind")), ("The meeting", "900", "person"));
        let right = kept.with("uses", "1");
        let made = head.sends(&right).await;
        let code = value_of(&made, "code");
        assert_eq!(value_of(&made, "link"), format!("http://trolley.example/join/{code}"));
        assert!(made.shows("1 person may join by it, for 14 days. It is shown only now."));
        let replayed = head.sends(&right).await;
        assert!(replayed.shows("is not kept") && !replayed.html().contains(&code));

        let wrong = joins(&teacher, "00000-00000").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.shows("That code is not right"));
        assert_eq!(wrong.form("/join").get("code"), "00000-00000");
        let joined = joins(&teacher, &code.to_lowercase()).await;
        assert_eq!(joined.location(), format!("{network}?did=joined"));
        assert!(teacher.get(joined.location()).await.shows("You are in."));
        assert!(teacher.get("/chats").await.shows("Test Network You belong to it"));
        assert_eq!(teacher.get(&format!("{network}/manage")).await.status, StatusCode::FORBIDDEN);
        let technician = site.browser("A. Technician").await;
        assert!(joins(&technician, &code).await.shows("That code is not right"));

        let manage = head.get(&format!("{network}/manage")).await;
        assert!(manage.shows("Used up") && manage.shows("A. Teacher") && manage.shows("No handle yet"));
        let own_end = manage.forms().into_iter().find(|form| form.words.contains("A. Head no longer")).unwrap();
        let refused = head.sends(&own_end).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.shows("A network needs somebody to look after it"));
        let left = teacher.sends(&teacher.get(&network).await.form(&format!("{network}/leave"))).await;
        assert_eq!(left.location(), "/chats?did=left");
        assert_eq!(teacher.get(&network).await.status, StatusCode::NOT_FOUND);
    }

    async fn somebody_without_an_account_follows_an_invitation(database: &Database) {
        let site = Site::on(database).await;
        let head = site.browser("A. Head").await;
        let network = begun(&head).await;
        let code = code(&head, &network, "person", "1").await;
        let nobody = site.nobody();
        let form = nobody.get(&format!("/join/{code}")).await.form("/join/account");
        assert_eq!(form.get("code"), code);
        let form = form.with("name", "N. Comer").with("email", "n.comer@elsewhere.example");
        let short = nobody.sends(&form.clone().with("password", "short")).await;
        assert!(short.shows("A password has at least eight characters.") && !short.html().contains("\"short\""));
        assert_eq!(short.form("/join/account").get("email"), "n.comer@elsewhere.example");
        let arrived = nobody.sends(&form.with("password", PASSWORD)).await;
        assert_eq!(arrived.location(), format!("{network}?did=joined"));
        let cookie = arrived.header("set-cookie").split(';').next().unwrap().to_owned();
        let get = async |address: &str| {
            let request = nobody.request("GET", address).header("cookie", &cookie);
            nobody.send(request.body(Body::empty()).unwrap()).await
        };
        assert!(get(&network).await.shows("Test Network"));
        assert_eq!(get("/").await.location(), "/chats");
        let home = get("/chats").await;
        assert!(home.html().contains("href=\"/chats\" class=\"thumb\" aria-current=\"page\""));
        assert!(home.shows("Test Network You belong to it") && !home.html().contains("/networks/new"));
        assert_eq!(get("/week").await.status, StatusCode::FORBIDDEN);
        assert_eq!(get(&format!("{network}/manage")).await.status, StatusCode::FORBIDDEN);
        let signed_in = get(&format!("/join/{code}")).await;
        assert!(signed_in.shows("Join by yourself") && !signed_in.shows("Let your school join"));
    }

    async fn a_head_lets_the_school_join_and_an_administrator_lets_it_go(database: &Database) {
        let site = Site::on(database).await;
        let head = site.browser("A. Head").await;
        let network = begun(&head).await;
        let code = code(&head, &network, "school", "1").await;
        let there = site.school.neighbour().await;
        let their_head = site.browser_of(&there, "A. Head").await;
        let technician = site.browser_of(&there, "A. Technician").await;
        assert!(!technician.get("/join").await.shows("Let your school join"));
        let page = their_head.get("/join").await;
        assert!(page.html().contains("formaction=\"/networks/join-school\">Let your school join</button>"));
        let mut form = page.form("/join").with("code", &code);
        // A code for schools lets nobody in by themselves.
        assert!(their_head.sends(&form).await.shows("That code is not right"));
        "/networks/join-school".clone_into(&mut form.action);
        assert_eq!(technician.sends(&form).await.status, StatusCode::FORBIDDEN);
        assert_eq!(their_head.sends(&form).await.location(), "/chats?did=school-joined");
        assert!(technician.get(&network).await.shows("12 people, 1 school."));
        let manage = head.get(&format!("{network}/manage")).await;
        assert!(manage.shows("Next School 11 people; joined"), "{}", manage.words());
        assert!(!manage.shows("B. Technician"), "of schools only numbers are told");
        let let_go = head.sends(&manage.form(&format!("{network}/schools/"))).await;
        assert_eq!(let_go.location(), format!("{network}/manage?did=school-ended"));
        assert_eq!(technician.get(&network).await.status, StatusCode::NOT_FOUND);
    }

    async fn a_form_of_a_network_sent_twice_has_one_effect_and_the_same_answer(database: &Database) {
        let site = Site::on(database).await;
        let head = site.browser("A. Head").await;
        let network = begun(&head).await;
        let for_people = code(&head, &network, "person", "2").await;
        let for_schools = code(&head, &network, "school", "2").await;
        let their_head = site.browser_of(&site.school.neighbour().await, "A. Head").await;
        let begin = [("name", "Another"), ("time-zone", "Europe/London"), ("readers", "members")];
        for (who, address, fields) in [
            (&head, "/networks", begin.as_slice()),
            (&their_head, "/join", &[("code", for_people.as_str())]),
            (&their_head, "/networks/join-school", &[("code", for_schools.as_str())]),
        ] {
            let keyless = who.post(address, fields).await;
            assert_eq!(keyless.status, StatusCode::UNPROCESSABLE_ENTITY, "{address} without a key");
            let keyed = [&[("once", "a key")], fields].concat();
            let first = who.post(address, &keyed).await.location().to_owned();
            assert_eq!(who.post(address, &keyed).await.location(), first, "{address} again");
            let others = [keyed.as_slice(), &[("more", "other words")]].concat();
            assert_eq!(who.post(address, &others).await.status, StatusCode::CONFLICT, "{address} with other words");
        }
        assert_eq!(site.database.texts("select id from network").await.len(), 2);
        let manage = head.get(&format!("{network}/manage")).await;
        assert!(manage.shows("For people: 1 use left") && manage.shows("For schools: 1 use left"));
    }

    async fn topics_are_proposed_voted_for_and_planned(database: &Database) {
        let site = Site::on(database).await;
        let (head, teacher) = (site.browser("A. Head").await, site.browser("A. Teacher").await);
        let network = teacher.sends(&teacher.get("/chats").await.form("/networks/department")).await;
        let network = network.location().to_owned();
        let topics = format!("{network}/topics");
        for words in ["Burettes that leak", "Cress & <light>"] {
            let form = teacher.get(&network).await.form(&topics).with("words", words);
            assert!(teacher.sends(&form).await.location().starts_with(&format!("{network}?did=added#topic-")));
        }
        let form = head.get(&network).await.form(&topics).with("words", "burettes that LEAK");
        let twice = head.sends(&form).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(twice.shows("That is on the list already; vote for it there."));
        assert_eq!(twice.form(&topics).get("words"), "burettes that LEAK");
        let page = head.get(&network).await;
        let votes: Vec<_> = page.forms().into_iter().filter(|form| form.action.ends_with("/vote")).collect();
        assert!(votes.iter().all(|form| form.words == "Vote for it"));
        // Sent twice: one vote.
        for _ in 0..2 {
            head.presses(&votes[1], "wanted", "yes").await.location();
        }
        let page = head.get(&network).await;
        let (first, second) =
            (page.words().find("Cress & <light> 2 votes").unwrap(), page.words().find("leak 1 vote").unwrap());
        assert!(first < second, "most voted first");
        assert!(page.html().contains("/chats/new?topic=") && page.shows("Take your vote back"));
        assert!(!teacher.get(&network).await.html().contains("/chats/new?topic="));
        let retire = page.forms().into_iter().find(|form| form.action.ends_with("/retire")).unwrap();
        assert_eq!(teacher.sends(&retire).await.status, StatusCode::FORBIDDEN);
        head.sends(&retire).await.location();
        assert!(!teacher.get(&network).await.shows("Cress"));
    }

    async fn evenings_stand_where_they_are_and_in_the_calendar(database: &Database) {
        let site = Site::on(database).await;
        let (head, technician) = (site.browser("A. Head").await, site.browser("A. Technician").await);
        let network = technician.sends(&technician.get("/chats").await.form("/networks/department")).await;
        let network = network.location().to_owned();
        let person = site.school.head().await;
        let chat = scheduled(&person, id_of(&network), "Burettes, again").await;
        let listed = "Next 1 Burettes, again Monday 20:00 to 21:00 (Europe/London) #testchat";
        for address in ["/chats", network.as_str()] {
            assert!(technician.get(address).await.shows(listed), "{}", technician.get(address).await.words());
        }
        let form = technician.get(&network).await.form(&format!("{network}/feed"));
        let made = technician.sends(&form).await;
        let address = value_of(&made, "link");
        let feed = address.strip_prefix("http://trolley.example").unwrap();
        assert!(technician.sends(&form).await.shows("is not kept"));
        let calendar = site.nobody().get(feed).await;
        assert_eq!(calendar.header("content-type"), "text/calendar; charset=utf-8");
        let text = calendar.html().replace("\r\n ", "");
        // 19 January 2026 at eight in the evening is 20:00 UTC: London's clocks are at GMT in January.
        for line in [
            "X-WR-CALNAME:Science at Test School",
            &format!("UID:{chat}@trolley"),
            "DTSTART:20260119T200000Z",
            "DTEND:20260119T210000Z",
            "SUMMARY:Burettes\\, again",
            "DESCRIPTION:#testchat",
            &format!("URL:http://trolley.example/chats/{chat}"),
            "STATUS:CONFIRMED",
        ] {
            assert!(text.lines().any(|one| one == line), "{line} is not in {text}");
        }
        let sequence = |text: &str| -> u32 {
            let line = text.lines().find_map(|line| line.strip_prefix("SEQUENCE:")).unwrap();
            line.parse().unwrap()
        };
        person.house.act(&hosts(&person, chat).await, chat, PutOff {}, None).await.unwrap();
        let after = site.nobody().get(feed).await.html().replace("\r\n ", "");
        assert!(after.contains(&format!("UID:{chat}@trolley")) && after.contains("STATUS:CANCELLED"));
        assert!(!after.contains("Burettes") && sequence(&after) > sequence(&text));
        assert!(!technician.get("/chats").await.shows("Burettes"), "a draft is for those who prepare it");
        assert!(head.get("/chats").await.shows("Being prepared 1 Burettes, again Draft"));
        for wrong in ["/feeds/0123456789abcdef", "/feeds/x"] {
            assert_eq!(site.nobody().get(wrong).await.status, StatusCode::NOT_FOUND);
        }
    }

    async fn an_administrator_changes_the_settings_and_shares_the_work(database: &Database) {
        let site = Site::on(database).await;
        let (head, teacher) = (site.browser("A. Head").await, site.browser("A. Teacher").await);
        let network = begun(&head).await;
        let code = code(&head, &network, "person", "2").await;
        joins(&teacher, &code).await.location();
        let settings = format!("{network}/settings");
        let form = head.get(&format!("{network}/manage")).await.form(&settings);
        let wrong = head.sends(&form.with("name", "New Name").with("time-zone", "Europe/Atlantis")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let kept = wrong.form(&settings);
        assert_eq!((kept.get("name"), kept.get("time-zone")), ("New Name", "Europe/Atlantis"));
        let right = kept.with("time-zone", "Europe/Paris").with("readers", "everybody");
        assert!(head.sends_and_follows(&right).await.shows("Saved."));
        assert!(teacher.get(&network).await.shows("What is published is read by everybody, signed in or not."));
        let manage = head.get(&format!("{network}/manage")).await;
        let promote = manage.forms().into_iter().find(|form| form.get("wanted") == "yes").unwrap();
        head.sends(&promote).await.location();
        assert_eq!(teacher.get(&format!("{network}/manage")).await.status, StatusCode::OK);
        let end = head.get(&format!("{network}/manage")).await.form(&format!("{network}/codes/"));
        let ended = if end.action.ends_with("/end") { end } else { panic!("{}", end.action) };
        assert!(head.sends_and_follows(&ended).await.shows("The code no longer works."));
        assert!(joins(&site.browser("B. Teacher").await, &code).await.shows("That code is not right"));
    }
}
