//! Correcting who somebody is to a school.

use actions::people::{Correct, EndAccess, PersonWanted, add, show};
use actions::{ActionError, Once};
use domain::id::AccountId;
use domain::people::{Member, Role, Roles};
use testing::{Database, Person, TestSchool, within};

fn to_be(person: AccountId, roles: &[Role]) -> Correct {
    let roles = Roles::new(roles.iter().copied());
    Correct { person, seen: None, name: None, roles, staff: None, mentor: None }
}

async fn corrects(who: &Person, correct: Correct) -> Result<(), ActionError> {
    who.house.act(&who.permit()?, (), correct, None).await
}

async fn kept(school: &TestSchool, person: AccountId) -> Member {
    let mut reading = school.storage.read(school.id).await.unwrap();
    reading.find_member(person).await.unwrap().unwrap()
}

async fn history(school: &TestSchool, person: AccountId) -> Vec<(String, String)> {
    let mut reading = school.storage.read(school.id).await.unwrap();
    let events = reading.history_of(&person.to_string()).await.unwrap().into_iter();
    events.map(|event| (event.kind.key().to_owned(), event.words)).collect()
}

/// Adds somebody of the school to another as well.
async fn also_in(school: &TestSchool, there: &TestSchool, name: &str) {
    let wanted = PersonWanted {
        name: name.to_owned(),
        email: school.email(name),
        roles: Roles::new([Role::Teacher]),
        staff: None,
        mentor: None,
        password: String::new(),
    };
    add(&there.house, there.id, &wanted).await.unwrap();
}

fn field_of(outcome: Result<(), ActionError>) -> &'static str {
    match outcome {
        Err(ActionError::Invalid(invalid)) => invalid.field,
        other => panic!("{other:?}"),
    }
}

async fn administrators(database: &Database) -> usize {
    let roles = database.texts("select roles from membership where ended_at is null").await;
    roles.iter().filter(|roles| roles.contains("administrator")).count()
}

testing::on_both_databases! {
    async fn a_person_is_corrected_and_history_says_as_what(database: &Database) {
        let school = TestSchool::on(database).await;
        let administrator = school.administrator().await;
        let person = school.teacher("B. Teacher").await.account();
        let correct = Correct {
            name: Some("  B. Made-Up  ".to_owned()),
            staff: Some("c. teacher".to_owned()),
            mentor: Some("A. Teacher".to_owned()),
            ..to_be(person, &[Role::Technician, Role::Teacher])
        };
        corrects(&administrator, correct.clone()).await.unwrap();
        let member = kept(&school, person).await;
        assert_eq!((member.name.as_str(), member.roles), ("B. Made-Up", Roles::new([Role::Teacher, Role::Technician])));
        assert_eq!(member.staff, Some(school.staff("C. Teacher").await));
        assert_eq!(member.mentor, Some(school.staff("A. Teacher").await));
        let told = history(&school, person).await;
        let words = "Corrected a person: roles teacher, technician (was teacher), another name, \
                     who they are in the timetable, another mentor";
        assert_eq!(told, [("people.correct".to_owned(), words.to_owned())]);
        // Said again, it is so already.
        corrects(&administrator, correct).await.unwrap();
        assert_eq!(history(&school, person).await.len(), 1);
        corrects(&administrator, to_be(person, &[Role::Teacher])).await.unwrap();
        let member = kept(&school, person).await;
        assert_eq!((member.name.as_str(), member.staff, member.mentor), ("B. Made-Up", None, None));
    }

    async fn what_cannot_be_is_refused_and_leaves_nothing(database: &Database) {
        let school = TestSchool::on(database).await;
        let administrator = school.administrator().await;
        let person = school.teacher("B. Teacher").await.account();
        let leaver = school.add("A. Leaver", &[Role::Teacher], None, None).await;
        let end = EndAccess { person: leaver };
        school.house.act(&administrator.permit().unwrap(), (), end, None).await.unwrap();
        let before = database.rows_of(school.id).await;
        let teacher = to_be(person, &[Role::Teacher]);
        let named = |name: &str| Correct { name: Some(name.to_owned()), ..teacher.clone() };
        let own = to_be(administrator.account(), &[Role::Teacher]);
        let new_here = Some("N. Ewcomer".to_owned());
        let own_mentor = Correct { staff: new_here.clone(), mentor: new_here, ..teacher.clone() };
        for (field, correct) in [
            ("roles", to_be(person, &[])),
            ("name", named("")),
            ("name", named(" \n ")),
            ("name", named(&"ä".repeat(201))),
            ("roles", own),
            ("mentor", own_mentor),
            ("staff", Correct { staff: Some("ä".repeat(201)), ..teacher.clone() }),
            ("person", to_be(leaver, &[Role::Teacher])),
        ] {
            assert_eq!(field_of(corrects(&administrator, correct.clone()).await), field, "{correct:?}");
        }
        for who in [school.head().await, school.member("A. Senior").await, school.teacher("A. Teacher").await] {
            let outcome = corrects(&who, teacher.clone()).await;
            assert!(matches!(outcome, Err(ActionError::NotPermitted(_))), "{outcome:?}");
        }
        assert_eq!(database.rows_of(school.id).await, before);
    }

    async fn another_school_finds_nobody_to_correct(database: &Database) {
        let school = TestSchool::on(database).await;
        let there = school.neighbour().await;
        let person = school.teacher("B. Teacher").await.account();
        let before = database.rows_of(school.id).await;
        let stranger = there.administrator().await;
        let outcome = corrects(&stranger, to_be(person, &[Role::Teacher, Role::Administrator])).await;
        assert!(matches!(outcome, Err(ActionError::NotFound(_))), "{outcome:?}");
        let shown = show(&there.house, &stranger.permit().unwrap(), person).await;
        assert!(matches!(shown, Err(ActionError::NotFound(_))), "{shown:?}");
        assert_eq!(database.rows_of(school.id).await, before);
    }

    async fn a_name_is_corrected_only_while_it_is_this_schools_alone(database: &Database) {
        let school = TestSchool::on(database).await;
        let there = school.neighbour().await;
        let administrator = school.administrator().await;
        let person = school.teacher("B. Teacher").await.account();
        also_in(&school, &there, "B. Teacher").await;
        let permit = administrator.permit().unwrap();
        assert!(show(&school.house, &permit, person).await.unwrap().elsewhere);
        let renamed = Correct { name: Some("B. Other".to_owned()), ..to_be(person, &[Role::Technician]) };
        assert_eq!(field_of(corrects(&administrator, renamed.clone()).await), "name");
        assert_eq!(kept(&school, person).await.roles, Roles::new([Role::Teacher]), "nothing of it is kept");
        // Their roles are this school's own.
        corrects(&administrator, to_be(person, &[Role::Technician])).await.unwrap();
        assert_eq!(kept(&there, person).await.roles, Roles::new([Role::Teacher]));
        // Once they have left the other school, their name is this one's to correct.
        let end = EndAccess { person };
        there.house.act(&there.administrator().await.permit().unwrap(), (), end, None).await.unwrap();
        assert!(!show(&school.house, &permit, person).await.unwrap().elsewhere);
        corrects(&administrator, renamed).await.unwrap();
        assert_eq!(kept(&school, person).await.name, "B. Other");
    }

    async fn what_somebody_else_changed_meanwhile_is_not_written_over(database: &Database) {
        let school = TestSchool::on(database).await;
        let administrator = school.administrator().await;
        let person = school.teacher("B. Teacher").await.account();
        let seen = Some(show(&school.house, &administrator.permit().unwrap(), person).await.unwrap().seen);
        corrects(&administrator, Correct { seen: seen.clone(), ..to_be(person, &[Role::Technician]) }).await.unwrap();
        let late = Correct { seen, ..to_be(person, &[Role::HeadOfScience]) };
        let outcome = corrects(&administrator, late.clone()).await;
        assert!(matches!(outcome, Err(ActionError::Stale)), "{outcome:?}");
        assert_eq!(kept(&school, person).await.roles, Roles::new([Role::Technician]));
        let seen = Some(show(&school.house, &administrator.permit().unwrap(), person).await.unwrap().seen);
        corrects(&administrator, Correct { seen, ..late }).await.unwrap();
        assert_eq!(kept(&school, person).await.roles, Roles::new([Role::HeadOfScience]));
    }

    async fn one_administrator_remains_whoever_races(database: &Database) {
        let school = TestSchool::on(database).await;
        let first = school.administrator().await;
        school.add("Another Administrator", &[Role::Administrator], None, None).await;
        let second = school.member("Another Administrator").await;
        let no_more = |who: &Person| to_be(who.account(), &[Role::Teacher]);
        let race = async { tokio::join!(corrects(&first, no_more(&second)), corrects(&second, no_more(&first))) };
        let (one, other) = within("two administrators", race).await;
        assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
        assert_eq!(administrators(database).await, 1);
        let end = |who: &Person| EndAccess { person: who.account() };
        let (left, gone) = if one.is_ok() { (&first, &second) } else { (&second, &first) };
        corrects(left, to_be(gone.account(), &[Role::Administrator])).await.unwrap();
        // One corrects the other while that one ends their access.
        let race = async {
            let ends = async { second.house.act(&second.permit()?, (), end(&first), None).await };
            tokio::join!(corrects(&first, no_more(&second)), ends)
        };
        let (one, other) = within("two administrators again", race).await;
        assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
        assert_eq!(administrators(database).await, 1);
        // Whoever runs the server is nobody's administrator, and leaves one too.
        let last = if one.is_ok() { &first } else { &second };
        let operator = domain::people::Actor::operator(school.id).permit().unwrap();
        let outcome = school.house.act(&operator, (), no_more(last), None).await;
        assert_eq!(field_of(outcome), "roles");
    }

    async fn a_correction_sent_twice_is_one(database: &Database) {
        let school = TestSchool::on(database).await;
        let administrator = school.administrator().await;
        let person = school.teacher("B. Teacher").await.account();
        let permit = administrator.permit().unwrap();
        let seen = Some(show(&school.house, &permit, person).await.unwrap().seen);
        let correct = Correct { seen, ..to_be(person, &[Role::Technician]) };
        let once = || Some(Once::new("a key", b"a body").unwrap());
        school.house.act(&permit, (), correct.clone(), once()).await.unwrap();
        // What was seen is no longer so, and yet the same form is told the same.
        school.house.act(&permit, (), correct, once()).await.unwrap();
        assert_eq!(history(&school, person).await.len(), 1);
    }
}
