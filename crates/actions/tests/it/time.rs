//! The school's time where it is not as usual: a year that nobody has checked, hours that clocks skip, bells on a
//! weekday, another time zone.

use std::fmt::Write as _;
use std::sync::Arc;

use actions::ActionError;
use actions::calendar::{Close, Lift, PutBack, SchoolTime, Set, SetLetter, TimeChanged};
use actions::deed::Deed;
use actions::exception::{Cover, MarkOut, Ring};
use actions::school::{Rename, SchoolWanted};
use actions::timetable::Brought;
use domain::TimeOfDay;
use domain::calendar::Closure;
use domain::id::TimeChangeId;
use domain::people::Role;
use domain::requisition::Tie;
use domain::timetable::exception::Rung;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};
use testing::{CountingIds, Database, StandingClock, TEACHERS, TestSchool, asking};

async fn tries<D: Deed<At = SchoolTime, Answer = TimeChanged>>(
    school: &TestSchool,
    deed: D,
) -> Result<TimeChanged, ActionError> {
    let permit = school.administrator().await.permit().unwrap();
    school.house.act(&permit, (), deed, None).await
}

async fn does<D: Deed<At = SchoolTime, Answer = TimeChanged>>(school: &TestSchool, deed: D) -> TimeChanged {
    tries(school, deed).await.unwrap()
}

async fn puts_back(school: &TestSchool, change: Option<TimeChangeId>) -> TimeChanged {
    does(school, PutBack { change: change.unwrap() }).await
}

/// Lessons of “A. Teacher”, each with a day, an hour and a class of its own.
fn timetable(lessons: &[(&str, &str)]) -> Brought {
    let mut rows =
        "Activity Id,Day,Hour,Students Sets,Subject,Teachers,Activity Tags,Room,Comments\n".to_owned();
    for (at, ((day, hour), class)) in lessons.iter().zip('A'..).enumerate() {
        writeln!(rows, "{},{day},{hour},9{class},Biology,A. Teacher,,Lab 1,", at + 1).unwrap();
    }
    Brought { files: vec![("Test_timetable.csv".to_owned(), rows.into_bytes())], ..Brought::default() }
}

/// A school whose year is a guess, with a timetable of two weeks and lessons on Mondays.
async fn unchecked(database: &Database) -> TestSchool {
    let (storage, clock) = (database.storage().await, Arc::new(StandingClock::at("2026-01-13T09:00:00Z")));
    let house = actions::House::new(storage.clone(), clock.clone(), Arc::new(CountingIds::default()));
    let slug = "unchecked".to_owned();
    let wanted = SchoolWanted {
        slug: slug.clone(),
        name: "Unchecked".to_owned(),
        time_zone: "Europe/London".to_owned(),
        demonstration: false,
    };
    let id = actions::school::create(&house, &wanted).await.unwrap();
    let school = TestSchool { house, storage, clock, id, slug };
    school.bring(&timetable(&[("Monday A", "09:00 - 09:50"), ("Monday B", "09:00 - 09:50")])).await;
    school.add("A. Teacher", &[Role::Teacher], Some("A. Teacher"), None).await;
    school.add("A. Technician", &[Role::Technician], None, None).await;
    school.add("An Administrator", &[Role::Administrator], None, None).await;
    school
}

/// The letters of eight weeks from this one on, and whether the year is a guess.
async fn letters(school: &TestSchool) -> (Vec<Option<u8>>, bool) {
    let calendar = school.almanac().await.calendar;
    let weeks = date(2026, 1, 12).series(1.week()).take(8);
    (weeks.map(|week| calendar.week_letter(week)).collect(), calendar.provisional)
}

testing::on_both_databases! {
    async fn weeks_of_a_year_that_nobody_has_checked_keep_their_letters(database: &Database) {
        let school = unchecked(database).await;
        let item = school.counted_item("Microscope", 15).await;
        let (snowy, later) = (date(2026, 1, 19), date(2026, 1, 26));
        let lesson = school.lesson("A. Teacher", later, 1).await;
        let teacher = school.member("A. Teacher").await;
        let id = teacher.sends(&asking("Onion cells", &[(item, 5)]), &lesson).await.unwrap().id;
        let follows = async || school.requisition(id).await.occasion.tie == Tie::Follows;
        let before = letters(&school).await;
        assert!(before.1 && before.0[0] != before.0[1], "{before:?}");

        let snow = || Close { first: snowy, last: date(2026, 1, 23), reason: "Snow".to_owned() };
        let closed = does(&school, snow()).await;
        assert!(closed.effects.is_nothing());
        assert_eq!(letters(&school).await, before);
        does(&school, Lift { first: snowy, last: date(2026, 1, 23) }).await;
        assert_eq!(letters(&school).await, before);

        let other = before.0[1].map_or(0, |letter| 1 - letter);
        let given = does(&school, SetLetter { week: snowy, letter: other, onwards: false }).await;
        let (mut wanted, is_guess) = before.clone();
        wanted[1] = Some(other);
        assert_eq!(letters(&school).await, (wanted, is_guess));
        puts_back(&school, given.change).await;
        assert_eq!(letters(&school).await, before);

        // Whoever sets the whole calendar has checked it; what they close in it turns no letter either.
        let mut whole = Set::from(school.almanac().await.calendar);
        let (first, last) = (snowy, date(2026, 1, 23));
        whole.closures.push(Closure { first, last, reason: "Snow".to_owned() });
        let set = does(&school, whole).await;
        assert_eq!(letters(&school).await, (before.0.clone(), false));
        puts_back(&school, set.change).await;
        assert_eq!(letters(&school).await, before, "it is a guess again");
        assert!(follows().await);
        school.is_sound().await;
    }

    async fn a_year_that_begins_otherwise_than_guessed_counts_its_letters_anew(database: &Database) {
        let school = unchecked(database).await;
        let (before, _) = letters(&school).await;
        let mut whole = Set::from(school.almanac().await.calendar);
        whole.terms[0].first = whole.terms[0].first.saturating_add(1.week());
        does(&school, whole).await;
        let (after, is_guess) = letters(&school).await;
        assert!(!is_guess);
        let turned: Vec<Option<u8>> = before.iter().map(|letter| letter.map(|letter| 1 - letter)).collect();
        assert_eq!(after, turned);
    }

    async fn what_is_new_in_the_calendar_says_what_it_is(database: &Database) {
        let school = TestSchool::on(database).await;
        let before = database.rows_of(school.id).await;
        let (first, last) = (school.next_monday(), school.next_monday());
        assert!(tries(&school, Close { first, last, reason: " ".to_owned() }).await.is_err());
        assert!(tries(&school, Close { first, last, reason: "ä".repeat(201) }).await.is_err());
        let mut whole = Set::from(school.almanac().await.calendar);
        whole.closures.push(Closure { first, last, reason: String::new() });
        assert!(tries(&school, whole).await.is_err());
        let mut whole = Set::from(school.almanac().await.calendar);
        " ".clone_into(&mut whole.terms[0].name);
        assert!(tries(&school, whole).await.is_err());
        assert_eq!(database.rows_of(school.id).await, before);
    }

    async fn a_lesson_at_an_hour_that_is_skipped_takes_place_later(database: &Database) {
        let school = TestSchool::on(database).await;
        // At 01:00 on 29 March 2026, a Sunday in a term, clocks in London go to 02:00.
        let hours = ["00:10 - 00:40", "01:00 - 02:00", "03:00 - 04:00"].map(|hour| ("Sunday", hour));
        school.bring(&timetable(&hours)).await;
        let item = school.counted_item("Microscope", 15).await;
        let sunday = date(2026, 3, 29);
        let lesson = school.lesson("A. Teacher", sunday, 2).await;
        let minutes = (lesson.interval.until.0 - lesson.interval.from.0) / 60_000;
        assert_eq!((lesson.interval.from.to_string().as_str(), minutes), ("2026-03-29T01:00:00Z", 60));
        let teacher = school.teacher("A. Teacher").await;
        let id = teacher.sends(&asking("Onion cells", &[(item, 5)]), &lesson).await.unwrap().id;
        let held = school.holds(id).await[0].interval;
        assert_eq!((held.from, held.until), (lesson.interval.from.plus_minutes(-10), lesson.interval.until.plus_minutes(10)));
        school.is_sound().await;
        // Bells that ring into that hour do the same.
        let time = |minutes| TimeOfDay::from_minutes(minutes).unwrap();
        let periods = vec![Rung { label: hours[1].1.to_owned(), start: time(90), end: time(130) }];
        does(&school, Ring { first: sunday, last: sunday, weekday: Some(Weekday::Sunday), periods }).await;
        let rings = school.requisition(id).await.occasion.interval;
        assert_eq!(rings.from.to_string(), "2026-03-29T01:30:00Z");
        assert_eq!(rings.until, rings.from.plus_minutes(40));
        school.is_sound().await;
    }

    async fn bells_ring_on_a_weekday_by_its_name_and_at_times_of_a_day(database: &Database) {
        let school = TestSchool::on(database).await;
        let told = |weekday: &str, end: u16| {
            let periods = format!(r#"[{{"label":"09:00-10:00","start":545,"end":{end}}}]"#);
            let dates = r#""first":"2026-01-19","last":"2026-01-21""#;
            serde_json::from_str::<Ring>(&format!(r#"{{{dates},"weekday":{weekday},"periods":{periods}}}"#))
        };
        assert!(told("2", 2000).is_err(), "a day has 24 hours");
        for no_weekday in ["0", "8", "\"someday\""] {
            assert!(told(no_weekday, 600).is_err(), "{no_weekday}");
        }
        assert!(tries(&school, told("\"Friday\"", 600).unwrap()).await.is_err(), "none of these dates is one");
        does(&school, told("\"tuesday\"", 600).unwrap()).await;
        does(&school, told("3", 600).unwrap()).await;
        let begins = async |day| school.lesson(TEACHERS[0], date(2026, 1, day), 1).await.interval.from.to_string();
        assert_eq!(begins(19).await, "2026-01-19T09:00:00Z");
        assert_eq!(begins(20).await, "2026-01-20T09:05:00Z");
        assert_eq!(begins(21).await, "2026-01-21T09:05:00Z");
    }

    async fn another_time_zone_says_its_effects_and_is_put_back(database: &Database) {
        let school = TestSchool::on(database).await;
        let item = school.counted_item("Microscope", 15).await;
        let monday = school.next_monday();
        let lesson = school.lesson(TEACHERS[0], monday, 1).await;
        let content = asking("Onion cells", &[(item, 15)]);
        let id = school.teacher(TEACHERS[0]).await.sends(&content, &lesson).await.unwrap().id;
        let (was, held) = (school.requisition(id).await.occasion, school.holds(id).await);
        let to = |name: &str, zone: &str| Rename { name: name.to_owned(), time_zone: zone.to_owned(), seen: None };
        let permit = school.administrator().await.permit().unwrap();
        let paris = to("Lycée", "Europe/Paris");
        let seen = school.house.preview(&permit, (), paris.clone()).await.unwrap();
        assert_eq!(seen.effects.moved.iter().map(|one| one.id).collect::<Vec<_>>(), [id]);
        assert_eq!(school.requisition(id).await.occasion, was, "looking changes nothing");
        let done = does(&school, paris).await;
        assert_eq!(done.effects, seen.effects);
        assert_eq!(school.requisition(id).await.occasion.interval.from, was.interval.from.plus_minutes(-60));

        // The name that somebody gives it meanwhile stays.
        does(&school, to("Collège", "Europe/Paris")).await;
        let back = puts_back(&school, done.change).await;
        let almanac = school.almanac().await;
        assert_eq!((almanac.school.name.as_str(), almanac.calendar.zone.iana_name()), ("Collège", Some("Europe/London")));
        assert_eq!((school.requisition(id).await.occasion, school.holds(id).await), (was.clone(), held));
        puts_back(&school, back.change).await;
        assert_eq!(school.almanac().await.calendar.zone.iana_name(), Some("Europe/Paris"));
        school.is_sound().await;

        // What has been overtaken says so; a name alone moves nothing and is no change of time.
        let tokyo = does(&school, to("Collège", "Asia/Tokyo")).await;
        does(&school, to("Collège", "Asia/Seoul")).await;
        assert!(tries(&school, PutBack { change: tokyo.change.unwrap() }).await.is_err());
        assert_eq!(does(&school, to("Test School", "Asia/Seoul")).await, TimeChanged::default());
        school.is_sound().await;
    }

    async fn a_guessed_year_keeps_what_was_said_of_it_in_another_zone(database: &Database) {
        let school = unchecked(database).await;
        let snowy = date(2026, 3, 2);
        does(&school, Close { first: snowy, last: snowy, reason: "Snow".to_owned() }).await;
        let before = school.almanac().await.calendar;
        let to = |zone: &str| Rename { name: "Unchecked".to_owned(), time_zone: zone.to_owned(), seen: None };
        // Schools in Paris have the same year, and in Sydney another.
        does(&school, to("Europe/Paris")).await;
        let paris = school.almanac().await.calendar;
        assert_eq!((paris.terms, paris.closures, paris.provisional), (before.terms.clone(), before.closures.clone(), true));
        let sydney = does(&school, to("Australia/Sydney")).await;
        let south = school.almanac().await.calendar;
        assert_ne!(south.terms, before.terms);
        assert_eq!((south.closures, south.provisional), (before.closures.clone(), true));
        puts_back(&school, sydney.change).await;
        let back = school.almanac().await.calendar;
        assert_eq!((back.terms, back.closures, back.provisional), (before.terms, before.closures, true));
        assert_eq!(back.zone.iana_name(), Some("Europe/Paris"));
    }

    async fn whoever_is_back_is_not_said_to_be_covered(database: &Database) {
        let school = TestSchool::on(database).await;
        let item = school.counted_item("Microscope", 15).await;
        let monday: Date = school.next_monday();
        let lesson = school.lesson(TEACHERS[0], monday, 1).await;
        let content = asking("Onion cells", &[(item, 5)]);
        school.teacher(TEACHERS[0]).await.sends(&content, &lesson).await.unwrap();
        let technician = school.technician().await.permit().unwrap();
        let out = || MarkOut { teacher: TEACHERS[0].to_owned(), first: monday, last: monday };
        let gone = school.house.act(&technician, (), out(), None).await.unwrap();
        let change = gone.change.unwrap();
        school.house.act(&technician, (), PutBack { change }, None).await.unwrap();
        school.house.act(&technician, (), out(), None).await.unwrap();
        let cover = Cover { lesson: lesson.id, teacher: TEACHERS[1].to_owned() };
        school.house.act(&technician, (), cover, None).await.unwrap();
        let words = database.texts("select words from event where kind = 'requisition.follow' order by sequence").await;
        assert_eq!(words[..3], ["Its teacher is out", "Its teacher is back", "Its teacher is out"]);
        assert!(words[3].contains(TEACHERS[1]), "{words:?}");
    }
}
