//! Beginning a school, and giving it another name and another time zone.

use std::sync::Arc;

use actions::almanac::Almanac;
use actions::school::{Rename, SchoolWanted};
use actions::timetable::Brought;
use actions::{ActionError, House, Once};
use domain::people::Actor;
use jiff::civil::date;
use testing::{CountingIds, Person, StandingClock, TestSchool, asking, timetable_files};

fn to_be(name: &str, time_zone: &str) -> Rename {
    Rename { name: name.to_owned(), time_zone: time_zone.to_owned(), seen: None }
}

async fn renames(who: &Person, rename: Rename) -> Result<(), ActionError> {
    who.house.act(&who.permit()?, (), rename, None).await.map(|_| ())
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
            ("time-zone", "Test School", "Factory"),
            ("time-zone", "Test School", "localtime"),
            ("time-zone", "Test School", "posixrules"),
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

    async fn a_school_in_the_south_has_its_lessons_on_the_day_it_begins(database: &Database) {
        // In the middle of a term in Sydney and in Santiago; a Sunday, and the day before one, in Auckland.
        for (at, zone, now, school_day) in [
            (0, "Australia/Sydney", "2026-08-10T00:00:00Z", date(2026, 8, 10)),
            (1, "Pacific/Auckland", "2026-08-01T20:00:00Z", date(2026, 8, 3)),
            (2, "America/Santiago", "2026-08-17T12:00:00Z", date(2026, 8, 17)),
            (3, "Africa/Johannesburg", "2027-01-18T08:00:00Z", date(2027, 1, 18)),
        ] {
            let storage = database.storage().await;
            let ids = Arc::new(CountingIds::from(at * 1_000_000 + 1));
            let house = House::new(storage.clone(), Arc::new(StandingClock::at(now)), ids);
            let slug = format!("south-{at}");
            let wanted = SchoolWanted { slug, name: "South".to_owned(), time_zone: zone.to_owned(), demonstration: false };
            let school = actions::school::create(&house, &wanted).await.unwrap();
            let permit = Actor::operator(school).permit().unwrap();
            let brought = Brought { files: timetable_files(), ..Brought::default() };
            actions::timetable::apply(&house, &permit, &brought, &actions::timetable::Said::default()).await.unwrap();
            let mut reading = storage.read(school).await.unwrap();
            let almanac = Almanac::read(&mut reading).await.unwrap();
            let staff = reading.staff().await.unwrap();
            let teacher = staff.iter().find(|staff| staff.name == "A. Teacher").unwrap().id;
            let lessons = almanac.lessons_of(&mut reading, teacher, school_day, school_day).await.unwrap();
            assert_eq!(lessons.len(), 4, "{zone}");
            assert!(almanac.calendar.provisional);
        }
    }

    async fn a_year_that_was_guessed_is_guessed_anew_in_another_zone(database: &Database) {
        let (storage, clock) = (database.storage().await, StandingClock::at("2026-08-10T00:00:00Z"));
        let house = House::new(storage.clone(), Arc::new(clock), Arc::new(CountingIds::default()));
        let (slug, name, time_zone) = ("south".to_owned(), "South".to_owned(), "Europe/London".to_owned());
        let wanted = SchoolWanted { slug, name, time_zone, demonstration: false };
        let school = actions::school::create(&house, &wanted).await.unwrap();
        let permit = Actor::operator(school).permit().unwrap();
        let is_school_day = async || {
            let almanac = Almanac::read(&mut storage.read(school).await.unwrap()).await.unwrap();
            almanac.calendar.provisional && almanac.calendar.is_school_day(date(2026, 8, 10))
        };
        assert!(!is_school_day().await, "schools in London are on holiday");
        house.act(&permit, (), to_be("South", "Australia/Sydney"), None).await.unwrap();
        assert!(is_school_day().await, "schools in Sydney are not");
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
