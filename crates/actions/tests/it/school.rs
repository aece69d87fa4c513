//! Giving a school another name and another time zone.

use actions::school::Rename;
use actions::{ActionError, Once};
use testing::{Person, TestSchool, asking};

fn to_be(name: &str, time_zone: &str) -> Rename {
    Rename { name: name.to_owned(), time_zone: time_zone.to_owned() }
}

async fn renames(who: &Person, rename: Rename) -> Result<(), ActionError> {
    who.house.act(&who.permit()?, (), rename, None).await
}

testing::on_both_databases! {
    async fn a_school_gets_another_name_and_zone(database: &Database) {
        let school = TestSchool::on(database).await;
        let administrator = school.administrator().await;
        renames(&administrator, to_be("  Made-Up School ", "Europe/London")).await.unwrap();
        renames(&administrator, to_be("Made-Up School", "Europe/London")).await.unwrap();
        renames(&administrator, to_be("Made-Up School", " Asia/Hong_Kong ")).await.unwrap();
        let almanac = school.almanac().await;
        assert_eq!(almanac.school.name, "Made-Up School");
        assert_eq!(almanac.calendar.zone.iana_name(), Some("Asia/Hong_Kong"));
        let told = database.texts("select words from event where kind = 'school.rename' order by sequence").await;
        assert_eq!(told, [
            "The school is called “Made-Up School” (was “Test School”)",
            "The school is in the time zone Asia/Hong_Kong (was Europe/London)",
        ]);
    }

    async fn lessons_keep_their_clock_times_and_requisitions_go_along(database: &Database) {
        let school = TestSchool::on(database).await;
        let item = school.counted_item("Microscope", 15).await;
        let teacher = school.teacher("A. Teacher").await;
        let lesson = school.lesson("A. Teacher", school.next_monday(), 1).await;
        let sent = teacher.sends(&asking("Cells", &[(item, 8)]), &lesson).await.unwrap();
        let held = school.holds(sent.id).await;
        assert!(!held.is_empty());
        renames(&school.administrator().await, to_be("Test School", "Europe/Paris")).await.unwrap();
        let moved = school.lesson("A. Teacher", school.next_monday(), 1).await;
        assert_eq!((moved.id, &moved.periods), (lesson.id, &lesson.periods));
        // Clocks in Paris are an hour ahead of those in London.
        let hour = 3_600_000;
        assert_eq!(moved.interval.from.0, lesson.interval.from.0 - hour);
        assert_eq!(moved.interval.until.0, lesson.interval.until.0 - hour);
        assert_eq!(school.requisition(sent.id).await.occasion.interval, moved.interval);
        let now_held = school.holds(sent.id).await;
        assert_eq!((now_held[0].quantity, now_held[0].moved_at), (held[0].quantity, None));
        assert_eq!(now_held[0].interval.from.0, held[0].interval.from.0 - hour);
        school.is_sound().await;
        // Setting the calendar again leaves the zone as it is.
        let set = actions::calendar::Set::from(school.almanac().await.calendar);
        let permit = school.administrator().await.permit().unwrap();
        school.house.act(&permit, (), set, None).await.unwrap();
        assert_eq!(school.almanac().await.calendar.zone.iana_name(), Some("Europe/Paris"));
        school.is_sound().await;
    }

    async fn what_cannot_be_is_refused_and_leaves_nothing(database: &Database) {
        let school = TestSchool::on(database).await;
        let administrator = school.administrator().await;
        let before = database.rows_of(school.id).await;
        let long = "ä".repeat(201);
        for (field, name, zone) in [
            ("name", "", "Europe/London"),
            ("name", " ", "Europe/London"),
            ("name", long.as_str(), "Europe/London"),
            ("time-zone", "Test School", ""),
            ("time-zone", "Test School", "Europe/Atlantis"),
            ("time-zone", "Test School", "GMT+99"),
        ] {
            match renames(&administrator, to_be(name, zone)).await {
                Err(ActionError::Invalid(invalid)) => assert_eq!(invalid.field, field),
                other => panic!("{name:?} {zone:?}: {other:?}"),
            }
        }
        for who in [school.head().await, school.member("A. Senior").await, school.teacher("A. Teacher").await] {
            let outcome = renames(&who, to_be("Ours", "Europe/London")).await;
            assert!(matches!(outcome, Err(ActionError::NotPermitted(_))), "{outcome:?}");
        }
        assert_eq!(database.rows_of(school.id).await, before);
    }

    async fn a_name_sent_twice_is_given_once(database: &Database) {
        let school = TestSchool::on(database).await;
        let permit = school.administrator().await.permit().unwrap();
        let once = || Some(Once::new("a key", b"a body").unwrap());
        let rename = to_be("Another Name", "Europe/London");
        school.house.act(&permit, (), rename.clone(), once()).await.unwrap();
        let other = school.house.act(&permit, (), to_be("A Third Name", "Europe/London"), None).await;
        other.unwrap();
        school.house.act(&permit, (), rename, once()).await.unwrap();
        assert_eq!(school.almanac().await.school.name, "A Third Name", "the first form is answered, not done again");
    }
}
