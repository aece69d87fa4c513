//! Requests follow their lessons, whatever becomes of the calendar, the timetable and its people.

use actions::calendar::{Close, Dates, Lift, PutBack, SchoolTime, Set, SetLetter, TimeChanged};
use actions::deed::Deed;
use actions::exception::{Cover, MarkOut, Ring, SwapLessons, SwapRooms, TakeOff};
use actions::requisition::{KeepHour, MoveLesson};
use actions::timetable::{Brought, Preview, Said, apply};
use domain::TimeOfDay;
use domain::calendar::Closure;
use domain::id::TimeChangeId;
use domain::people::Actor;
use domain::requisition::Tie;
use domain::timetable::exception::Rung;
use jiff::ToSpan;
use jiff::civil::Date;
use testing::{PERIODS, TEACHERS, TestSchool, asking, timetable_files};

/// The timetable of the school, each of its lines as `changed` gives it back.
pub(crate) fn with_lines(changed: impl Fn(&str) -> String) -> Brought {
    let mut files = timetable_files();
    let text = String::from_utf8(files[0].1.clone()).unwrap();
    files[0].1 = text.lines().map(|line| changed(line) + "\n").collect::<String>().into_bytes();
    Brought { files, ..Brought::default() }
}

pub(crate) async fn brings(school: &TestSchool, brought: Brought, from: Date, said: Said) -> Preview {
    let permit = Actor::operator(school.id).permit().unwrap();
    let brought = Brought { from: Some(from), ..brought };
    apply(&school.house, &permit, &brought, &said).await.unwrap()
}

pub(crate) async fn does<D: Deed<At = SchoolTime, Answer = TimeChanged>>(
    school: &TestSchool,
    deed: D,
) -> TimeChanged {
    let permit = school.administrator().await.permit().unwrap();
    school.house.act(&permit, (), deed, None).await.unwrap()
}

pub(crate) async fn puts_back(school: &TestSchool, change: Option<TimeChangeId>) -> TimeChanged {
    does(school, PutBack { change: change.unwrap() }).await
}

pub(crate) fn is_monday(line: &str, class: &str) -> bool {
    line.contains("\"Monday\"") && line.contains(&format!("\"{class}\""))
}

testing::on_both_databases! {
    async fn what_is_held_moves_with_its_lesson_and_meets_what_stands_there(database: &Database) {
        let school = TestSchool::on(database).await;
        let item = school.counted_item("Microscope", 15).await;
        let monday = school.next_monday();
        let content = asking("Onion cells", &[(item, 15)]);
        let (ann, ben) = (school.teacher(TEACHERS[0]).await, school.teacher(TEACHERS[1]).await);
        let moves = ann.sends(&content, &school.lesson(TEACHERS[0], monday, 1).await).await.unwrap().id;
        let stands = ben.sends(&content, &school.lesson(TEACHERS[1], monday, 3).await).await.unwrap().id;
        // 7A goes to the third period, where 9A was and 9B is, and 9A to the first.
        let bells = with_lines(|line| {
            if is_monday(line, "7A") {
                line.replace("09:00-10:00", "11:20-12:20")
            } else if is_monday(line, "9A") {
                line.replace("11:20-12:20", "09:00-10:00")
            } else {
                line.to_owned()
            }
        });
        let seen = brings(&school, bells, monday, Said::default()).await;
        assert_eq!((seen.effects.moved.len(), seen.effects.orphaned.len()), (1, 0));
        assert_eq!(seen.effects.short.iter().map(|one| (one.id, one.short)).collect::<Vec<_>>(), [(moves, 15)]);
        let moved = school.requisition(moves).await;
        let lesson = school.lesson(TEACHERS[0], monday, 3).await;
        assert_eq!(moved.occasion.interval, lesson.interval);
        assert_eq!(school.holds(moves).await[0].interval.from, lesson.interval.from.plus_minutes(-10));
        assert_eq!(school.holds(stands).await[0].moved_at, None);
        let findings = school.check().await;
        assert_eq!((findings.breaches.len(), findings.exposures.len()), (0, 1));
        let permit = school.technician().await.permit().unwrap();
        let inbox = actions::prep::inbox(&school.house, &permit).await.unwrap();
        let short: Vec<_> = inbox.exposures.iter().map(|one| one.requisition.id).collect();
        assert_eq!(short, [moves], "what stood there stays, and what moved is short");
        let third = school.teacher(TEACHERS[2]).await;
        let refused = third.sends(&asking("Onion cells", &[(item, 1)]), &school.lesson(TEACHERS[2], monday, 3).await).await;
        assert!(refused.is_err(), "nothing is free there");
        // Where the first hour was, all is free now.
        third.sends(&content, &school.lesson(TEACHERS[2], monday, 1).await).await.unwrap();

        // Put back, it finds its old place taken, and is short there.
        let back = puts_back(&school, seen.change).await;
        assert_eq!(back.effects.short.iter().map(|one| one.id).collect::<Vec<_>>(), [moves]);
        assert_eq!(school.requisition(moves).await.occasion.interval, school.lesson(TEACHERS[0], monday, 1).await.interval);
        assert_eq!(school.check().await.breaches, Vec::<String>::new());
        ben.withdraws(stands).await.unwrap();
    }

    async fn rooms_that_are_swapped_renamed_or_renumbered_take_their_cards_along(database: &Database) {
        let school = TestSchool::on(database).await;
        let item = school.counted_item("Microscope", 15).await;
        let monday = school.next_monday();
        let content = asking("Onion cells", &[(item, 5)]);
        let lesson = school.lesson(TEACHERS[0], monday, 1).await;
        let id = school.teacher(TEACHERS[0]).await.sends(&content, &lesson).await.unwrap().id;
        let held = school.holds(id).await;
        let swapped = with_lines(|line| {
            let line = line.replace("Lab 1", "Lab 0").replace("Lab 2", "Chemistry 1").replace("Lab 0", "Lab 2");
            if line.starts_with("\"Activity") { line } else { line.replacen('"', "\"9", 1) }
        });
        let seen = brings(&school, swapped, monday, Said::default()).await;
        assert_eq!((seen.counts.added, seen.counts.gone, seen.doubts.len()), (0, 0, 0));
        assert_eq!(school.requisition(id).await.occasion.room, "Lab 2");
        assert_eq!(school.holds(id).await, held);
        school.is_sound().await;
        let permit = school.technician().await.permit().unwrap();
        let board = actions::prep::board(&school.house, &permit, monday).await.unwrap();
        assert_eq!(board.requisitions[0].occasion.room, "Lab 2");
    }

    async fn a_snow_week_turns_no_letter_and_leaves_what_it_closes_to_be_decided(database: &Database) {
        let school = TestSchool::on(database).await;
        let item = school.counted_item("Microscope", 15).await;
        let monday = school.next_monday();
        let content = asking("Onion cells", &[(item, 5)]);
        let ann = school.teacher(TEACHERS[0]).await;
        let snowed = ann.sends(&content, &school.lesson(TEACHERS[0], monday, 1).await).await.unwrap().id;
        let later = school.lesson(TEACHERS[0], monday.saturating_add(7.days()), 1).await;
        let stays = ann.sends(&content, &later).await.unwrap().id;
        let last = monday.saturating_add(4.days());
        let snow = Close { first: monday, last, reason: "Snow".to_owned() };
        let permit = school.administrator().await.permit().unwrap();
        let seen = school.house.preview(&permit, (), snow.clone()).await.unwrap();
        assert_eq!(seen.effects.orphaned.iter().map(|one| one.id).collect::<Vec<_>>(), [snowed]);
        assert_eq!(school.requisition(snowed).await.occasion.tie, Tie::Follows, "looking changes nothing");
        let done = does(&school, snow).await;
        assert_eq!(done.effects, seen.effects);
        assert_eq!(school.requisition(snowed).await.occasion.tie, Tie::Gone);
        assert_eq!(school.requisition(stays).await.occasion.tie, Tie::Follows);
        let findings = school.check().await;
        assert_eq!((findings.breaches.len(), findings.exposures.len()), (0, 1), "it is listed");
        let inbox = actions::prep::inbox(&school.house, &school.technician().await.permit().unwrap()).await.unwrap();
        assert_eq!(inbox.lesson_gone.iter().map(|one| one.id).collect::<Vec<_>>(), [snowed]);

        // Lifted, it has its lesson again; put back, it has not; and once more.
        let lifted = does(&school, Lift { first: monday, last }).await;
        assert_eq!(lifted.effects.found.len(), 1);
        school.is_sound().await;
        let again = puts_back(&school, lifted.change).await;
        assert_eq!(again.effects.orphaned.len(), 1);
        puts_back(&school, again.change).await;
        school.is_sound().await;
    }

    async fn a_request_whose_lesson_is_gone_stays_or_goes_to_another_lesson(database: &Database) {
        let school = TestSchool::on(database).await;
        let item = school.counted_item("Microscope", 15).await;
        let monday = school.next_monday();
        let ann = school.teacher(TEACHERS[0]).await;
        let content = asking("Onion cells", &[(item, 15)]);
        let first = ann.sends(&content, &school.lesson(TEACHERS[0], monday, 1).await).await.unwrap().id;
        let second = ann.sends(&content, &school.lesson(TEACHERS[0], monday, 3).await).await.unwrap().id;
        let refused = school.house.act(&ann.permit().unwrap(), first, KeepHour {}, None).await;
        assert!(refused.is_err(), "there is nothing to decide");
        does(&school, Close { first: monday, last: monday, reason: "Boiler".to_owned() }).await;
        school.house.act(&ann.permit().unwrap(), first, KeepHour {}, None).await.unwrap();
        assert_eq!(school.requisition(first).await.occasion.tie, Tie::KeepsHour);
        let tuesday = school.lesson(TEACHERS[0], monday.tomorrow().unwrap(), 3).await;
        let to = MoveLesson { lesson: tuesday.id, late_reason: None, late_words: String::new() };
        let done = school.house.act(&ann.permit().unwrap(), second, to, None).await.unwrap();
        assert_eq!(done.state, "accepted");
        assert_eq!(school.requisition(second).await.occasion.interval, tuesday.interval);
        assert_eq!(school.holds(second).await[0].interval.from, tuesday.interval.from.plus_minutes(-10));
        school.is_sound().await;
    }

    async fn a_teacher_under_another_name_stays_who_they_are_once_somebody_says_so(database: &Database) {
        let school = TestSchool::on(database).await;
        let item = school.counted_item("Microscope", 15).await;
        let monday = school.next_monday();
        let ann = school.teacher(TEACHERS[0]).await;
        let id = ann.sends(&asking("Onion cells", &[(item, 5)]), &school.lesson(TEACHERS[0], monday, 1).await).await.unwrap().id;
        let staff = school.staff(TEACHERS[0]).await;
        let married = || with_lines(|line| line.replace("A. Teacher", "A. Meadow"));
        let seen = brings(&school, married(), monday, Said::default()).await;
        assert!(seen.needs_a_word());
        assert_eq!((seen.people[0].staff, seen.people[0].proposed.as_str()), (staff, "A. Meadow"));
        assert_eq!(school.almanac().await.versions.len(), 1, "nothing is guessed");
        let said = Said { people: [(staff, Some("A. Meadow".to_owned()))].into(), ..Said::default() };
        let done = brings(&school, married(), monday, said).await;
        assert_eq!((done.counts.changed, done.effects.untied.len()), (0, 0));
        assert_eq!(school.staff("A. Meadow").await, staff);
        assert_eq!(school.requisition(id).await.occasion.teacher, "A. Meadow");
        assert!(school.requisition(id).await.occasion.is_taught_by(staff));
        school.is_sound().await;
    }

    async fn whoever_takes_over_sees_what_is_asked_for_and_may_change_it(database: &Database) {
        let school = TestSchool::on(database).await;
        let item = school.counted_item("Microscope", 15).await;
        let monday = school.next_monday();
        let ann = school.teacher(TEACHERS[0]).await;
        let content = asking("Onion cells", &[(item, 5)]);
        let id = ann.sends(&content, &school.lesson(TEACHERS[0], monday, 1).await).await.unwrap().id;
        // B. Teacher joins 7A on Mondays, and D. Teacher takes 7A over the week after.
        let joined = with_lines(|line| {
            if is_monday(line, "7A") { line.replace("A. Teacher", "A. Teacher+b. teacher+B. Teacher") } else { line.to_owned() }
        });
        brings(&school, joined, monday, Said::default()).await;
        let ben = school.teacher(TEACHERS[1]).await;
        let version = school.requisition(id).await.version;
        ben.changes(id, version, &asking("Onion cells", &[(item, 6)])).await.unwrap();
        let taken_over = with_lines(|line| {
            if is_monday(line, "7A") { line.replace("A. Teacher", "D. Teacher") } else { line.to_owned() }
        });
        brings(&school, taken_over, monday, Said::default()).await;
        let dora = school.teacher(TEACHERS[3]).await;
        let week = actions::timetable::week(&school.house, &dora.permit().unwrap(), school.staff(TEACHERS[3]).await, monday).await.unwrap();
        assert_eq!(week.requisitions.iter().map(|one| one.id).collect::<Vec<_>>(), [id]);
        dora.withdraws(id).await.unwrap();
        school.is_sound().await;
    }

    async fn a_plan_for_later_stays_when_the_present_one_is_brought_again(database: &Database) {
        let school = TestSchool::on(database).await;
        let (monday, later) = (school.next_monday(), school.next_monday().saturating_add(14.days()));
        let lab_nine = with_lines(|line| line.replace("Lab 1", "Lab 9"));
        brings(&school, lab_nine, later, Said::default()).await;
        let again = brings(&school, with_lines(str::to_owned), monday, Said::default()).await;
        assert_eq!((again.counts.added, again.counts.changed, again.counts.gone), (0, 0, 0));
        let corrected = with_lines(|line| if is_monday(line, "8A") { line.replace("Lab 1", "Lab 3") } else { line.to_owned() });
        brings(&school, corrected, monday, Said::default()).await;
        let room = async |date| school.lesson(TEACHERS[0], date, 2).await.room;
        assert_eq!(room(monday).await.as_deref(), Some("Lab 3"));
        assert_eq!(room(later).await.as_deref(), Some("Lab 9"), "what was planned for later holds");
    }

    async fn a_change_is_put_back_without_what_others_have_set_since(database: &Database) {
        let school = TestSchool::on(database).await;
        let monday = school.next_monday();
        let close = |date: Date, reason: &str| Close { first: date, last: date, reason: reason.to_owned() };
        let snow = does(&school, close(monday, "Snow")).await;
        does(&school, close(monday.tomorrow().unwrap(), "Training")).await;
        puts_back(&school, snow.change).await;
        let reasons: Vec<String> =
            school.almanac().await.calendar.closures.into_iter().map(|closure| closure.reason).collect();
        assert_eq!(reasons, ["Training", "Half term"]);
        let permit = school.administrator().await.permit().unwrap();
        let twice = school.house.act(&permit, (), PutBack { change: snow.change.unwrap() }, None).await;
        assert!(twice.is_err(), "it is put back once");
        let permit = school.administrator().await.permit().unwrap();
        let letters = school.house.act(&permit, (), SetLetter { week: monday, letter: 1, onwards: false }, None).await;
        assert!(letters.is_err(), "this timetable has one week");
    }

    async fn two_who_change_the_calendar_at_once_lose_nothing(database: &Database) {
        let school = TestSchool::on(database).await;
        let seen = Dates::from(school.almanac().await.calendar);
        let with = |reason: &str, on: Date| {
            let mut dates = seen.clone();
            dates.closures.push(Closure { first: on, last: on, reason: reason.to_owned() });
            Set { seen: Some(Box::new(seen.clone())), ..Set::from(dates) }
        };
        let monday = school.next_monday();
        does(&school, with("Snow", monday)).await;
        does(&school, with("Training", monday.tomorrow().unwrap())).await;
        let kept = school.almanac().await.calendar.closures;
        let reasons: Vec<&str> = kept.iter().map(|closure| closure.reason.as_str()).collect();
        assert_eq!(reasons, ["Snow", "Training", "Half term"]);
    }

    async fn a_day_that_is_otherwise_takes_its_requests_along_and_is_undone_in_one_touch(database: &Database) {
        let school = TestSchool::on(database).await;
        let item = school.counted_item("Microscope", 15).await;
        let monday = school.next_monday();
        let content = asking("Onion cells", &[(item, 8)]);
        let (ann, ben) = (school.teacher(TEACHERS[0]).await, school.teacher(TEACHERS[1]).await);
        let first = school.lesson(TEACHERS[0], monday, 1).await;
        let third = school.lesson(TEACHERS[1], monday, 3).await;
        let id = ann.sends(&content, &first).await.unwrap().id;
        let bens = ben.sends(&content, &third).await.unwrap().id;
        let technician = school.technician().await.permit().unwrap();
        let day = async |deed: SwapRooms| school.house.act(&technician, (), deed, None).await.unwrap();

        let rooms = SwapRooms { date: monday, one: "Lab 1".to_owned(), other: "Lab 2".to_owned() };
        let told = day(rooms).await;
        assert_eq!(told.effects.moved.len(), 2);
        assert_eq!(school.requisition(id).await.occasion.room, "Lab 2");
        school.house.act(&technician, (), PutBack { change: told.change.unwrap() }, None).await.unwrap();
        assert_eq!(school.requisition(id).await.occasion.room, "Lab 1");

        let swap = SwapLessons { one: first.id, other: third.id };
        let told = school.house.act(&technician, (), swap, None).await.unwrap();
        assert_eq!(school.requisition(id).await.occasion.interval, third.interval);
        assert_eq!(school.requisition(bens).await.occasion.interval, first.interval);
        assert_eq!(school.holds(id).await[0].interval.from, third.interval.from.plus_minutes(-10));
        school.house.act(&technician, (), PutBack { change: told.change.unwrap() }, None).await.unwrap();
        assert_eq!(school.requisition(id).await.occasion.interval, first.interval);

        let out = MarkOut { teacher: TEACHERS[0].to_owned(), first: monday, last: monday };
        let told = school.house.act(&technician, (), out, None).await.unwrap();
        assert_eq!(told.effects.waiting.iter().map(|one| one.id).collect::<Vec<_>>(), [id]);
        let inbox = actions::prep::inbox(&school.house, &school.technician().await.permit().unwrap()).await.unwrap();
        assert_eq!(inbox.teacher_out.len(), 1);
        let cover = Cover { lesson: first.id, teacher: TEACHERS[2].to_owned() };
        school.house.act(&technician, (), cover, None).await.unwrap();
        assert_eq!(school.requisition(id).await.occasion.tie, Tie::Follows);
        let covers = school.teacher(TEACHERS[2]).await;
        let week = actions::timetable::week(&school.house, &covers.permit().unwrap(), school.staff(TEACHERS[2]).await, monday).await.unwrap();
        assert!(week.requisitions.iter().any(|one| one.id == id), "who covers sees what is asked for");
        assert!(week.lessons.iter().any(|lesson| lesson.id == first.id));

        let off = TakeOff { first: monday, last: monday, reason: "Trip".to_owned(), years: vec![9], classes: Vec::new(), rooms: Vec::new(), everybody: false };
        let told = school.house.act(&technician, (), off, None).await.unwrap();
        assert_eq!(told.effects.orphaned.iter().map(|one| one.id).collect::<Vec<_>>(), [bens]);
        school.house.act(&technician, (), PutBack { change: told.change.unwrap() }, None).await.unwrap();

        let rung = Rung { label: PERIODS[0].to_owned(), start: TimeOfDay::at(9, 5).unwrap(), end: TimeOfDay::at(9, 40).unwrap() };
        let bells = Ring { first: monday, last: monday, weekday: None, periods: vec![rung] };
        school.house.act(&technician, (), bells, None).await.unwrap();
        let rings = school.lesson(TEACHERS[0], monday, 1).await.interval;
        assert_eq!(rings.from, first.interval.from.plus_minutes(5));
        assert_eq!(rings.until, first.interval.until.plus_minutes(-20));
        assert_eq!(school.requisition(id).await.occasion.interval, rings);
        let refused = school.house.act(&technician, (), PutBack { change: does(&school, Close { first: monday, last: monday, reason: "Snow".to_owned() }).await.change.unwrap() }, None).await;
        assert!(refused.is_err(), "a technician closes no school, and opens none");
        assert_eq!(school.check().await.breaches, Vec::<String>::new());
    }
}
