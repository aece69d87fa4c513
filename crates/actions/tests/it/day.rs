//! What may be said of a day, and what is refused before it does harm.

use actions::ActionError;
use actions::calendar::{Close, SchoolTime, TimeChanged};
use actions::deed::Deed;
use actions::exception::{Cover, MarkOut, MoveRoom, Ring, SwapLessons, SwapRooms, TakeOff};
use domain::TimeOfDay;
use domain::id::LessonId;
use domain::people::permissions::ChangeDay;
use domain::requisition::Tie;
use domain::timetable::exception::Rung;
use jiff::civil::Date;
use testing::{PERIODS, TEACHERS, TestSchool, asking};

use crate::follow::{brings, does, is_monday, puts_back, with_lines};

async fn said<D: Deed<At = SchoolTime, May = ChangeDay, Answer = TimeChanged>>(
    school: &TestSchool,
    deed: D,
) -> Result<TimeChanged, ActionError> {
    let permit = school.technician().await.permit().unwrap();
    school.house.act(&permit, (), deed, None).await
}

/// The field that a deed is refused for.
async fn refused<D: Deed<At = SchoolTime, May = ChangeDay, Answer = TimeChanged>>(
    school: &TestSchool,
    deed: D,
) -> &'static str {
    match said(school, deed).await {
        Err(ActionError::Invalid(invalid)) => invalid.field,
        other => panic!("not refused for a field: {other:?}"),
    }
}

fn room(lesson: LessonId, room: &str) -> MoveRoom {
    MoveRoom { lesson, room: room.to_owned(), new_room: false }
}

fn swap(date: Date, one: &str, other: &str) -> SwapRooms {
    SwapRooms { date, one: one.to_owned(), other: other.to_owned() }
}

fn off(date: Date) -> TakeOff {
    let (classes, rooms) = (Vec::new(), Vec::new());
    TakeOff {
        first: date,
        last: date,
        reason: "Exams".to_owned(),
        years: Vec::new(),
        classes,
        rooms,
        everybody: false,
    }
}

fn rung(label: &str, start: (u16, u16), end: (u16, u16)) -> Rung {
    let time = |(hour, minute)| TimeOfDay::at(hour, minute).unwrap();
    Rung { label: label.to_owned(), start: time(start), end: time(end) }
}

fn bells(date: Date, periods: Vec<Rung>) -> Ring {
    Ring { first: date, last: date, weekday: None, periods }
}

async fn listed(school: &TestSchool, date: Date) -> Vec<LessonId> {
    let permit = school.technician().await.permit().unwrap();
    let day = actions::exception::day(&school.house, &permit, date).await.unwrap();
    day.lessons.iter().map(|lesson| lesson.id).collect()
}

testing::on_both_databases! {
    async fn a_lesson_that_was_moved_to_another_day_outlives_the_day_that_it_left(database: &Database) {
        let school = TestSchool::on(database).await;
        let item = school.counted_item("Microscope", 15).await;
        let monday = school.next_monday();
        let tuesday = monday.tomorrow().unwrap();
        let (ann, ben) = (school.teacher(TEACHERS[0]).await, school.teacher(TEACHERS[1]).await);
        let goes = school.lesson(TEACHERS[0], monday, 1).await;
        let comes = school.lesson(TEACHERS[1], tuesday, 3).await;
        let content = asking("Onion cells", &[(item, 5)]);
        let moved = ann.sends(&content, &goes).await.unwrap().id;
        let closed = ben.sends(&content, &comes).await.unwrap().id;
        does(&school, SwapLessons { one: goes.id, other: comes.id }).await;
        assert!(listed(&school, tuesday).await.contains(&goes.id) && !listed(&school, monday).await.contains(&goes.id));
        let snow = does(&school, Close { first: monday, last: monday, reason: "Snow".to_owned() }).await;
        assert_eq!(snow.effects.orphaned.iter().map(|one| one.id).collect::<Vec<_>>(), [closed]);
        let stands = school.requisition(moved).await.occasion;
        assert_eq!((stands.tie, stands.date, stands.interval), (Tie::Follows, tuesday, comes.interval));
        assert!(listed(&school, tuesday).await.contains(&goes.id));
        // What is said of it later finds it there.
        said(&school, room(goes.id, "Lab 4")).await.unwrap();
        assert_eq!(school.requisition(moved).await.occasion.room, "Lab 4");
        assert_eq!(school.check().await.breaches, Vec::<String>::new());
    }

    async fn a_room_that_is_off_is_asked_of_where_a_lesson_has_come_to_be(database: &Database) {
        let school = TestSchool::on(database).await;
        let item = school.counted_item("Microscope", 15).await;
        let monday = school.next_monday();
        let content = asking("Onion cells", &[(item, 2)]);
        let ann = school.teacher(TEACHERS[0]).await;
        let (first, second) = (school.lesson(TEACHERS[0], monday, 1).await, school.lesson(TEACHERS[0], monday, 2).await);
        let elsewhere = ann.sends(&content, &first).await.unwrap().id;
        let inside = ann.sends(&content, &second).await.unwrap().id;
        let bens = school.lesson(TEACHERS[1], monday, 1).await;
        let bens = school.teacher(TEACHERS[1]).await.sends(&content, &bens).await.unwrap().id;
        said(&school, room(first.id, "Lab 5")).await.unwrap();
        let flooded = TakeOff { rooms: vec!["lab  1".to_owned()], ..off(monday) };
        let told = said(&school, flooded).await.unwrap();
        assert_eq!(told.effects.orphaned.iter().map(|one| one.id).collect::<Vec<_>>(), [inside]);
        assert_eq!(school.requisition(elsewhere).await.occasion.tie, Tie::Follows);
        // What only the room keeps from taking place is given another.
        let told = said(&school, room(second.id, "Lab 6")).await.unwrap();
        assert_eq!(told.effects.found.iter().map(|one| one.id).collect::<Vec<_>>(), [inside]);
        // And what is swapped into it has no room either.
        let told = said(&school, swap(monday, "Lab 2", "Lab 1")).await.unwrap();
        assert_eq!(told.effects.orphaned.iter().map(|one| one.id).collect::<Vec<_>>(), [bens]);
        assert_eq!(school.requisition(elsewhere).await.occasion.room, "Lab 5");
        assert_eq!(school.check().await.breaches, Vec::<String>::new());
    }

    async fn who_is_out_covers_nothing_and_who_teaches_then_is_said(database: &Database) {
        let school = TestSchool::on(database).await;
        let item = school.counted_item("Microscope", 15).await;
        let monday = school.next_monday();
        let lesson = school.lesson(TEACHERS[0], monday, 1).await;
        let ann = school.teacher(TEACHERS[0]).await;
        let id = ann.sends(&asking("Onion cells", &[(item, 5)]), &lesson).await.unwrap().id;
        let out = |name: &str| MarkOut { teacher: name.to_owned(), first: monday, last: monday };
        let cover = |name: &str| Cover { lesson: lesson.id, teacher: name.to_owned() };
        said(&school, out(TEACHERS[0])).await.unwrap();
        said(&school, out(TEACHERS[1])).await.unwrap();
        assert_eq!(refused(&school, cover(TEACHERS[1])).await, "teacher");
        assert_eq!(school.requisition(id).await.occasion.tie, Tie::TeacherOut);
        let told = said(&school, cover(TEACHERS[2])).await.unwrap();
        assert_eq!(told.effects.warnings, [format!("{} teaches 7C in Lab 3 then.", TEACHERS[2])]);
        let covered = school.requisition(id).await.occasion;
        assert_eq!((covered.tie, covered.teacher.as_str()), (Tie::Follows, TEACHERS[2]), "who is out is not named");
        assert!(covered.is_taught_by(school.staff(TEACHERS[0]).await), "and may change it still");
        assert_eq!(refused(&school, cover(TEACHERS[2])).await, "teacher", "she covers it already");
        school.is_sound().await;
    }

    async fn bells_turn_no_lesson_round(database: &Database) {
        let school = TestSchool::on(database).await;
        let item = school.counted_item("Microscope", 15).await;
        let monday = school.next_monday();
        // 7A has a double.
        let double = with_lines(|line| {
            if is_monday(line, "8A") { line.replace("8A", "7A").replacen('"', "\"9", 1) } else { line.to_owned() }
        });
        brings(&school, double, monday, actions::timetable::Said { yes: true, ..Default::default() }).await;
        let lesson = school.lesson(TEACHERS[0], monday, 1).await;
        assert_eq!(lesson.last_period, 1);
        let ann = school.teacher(TEACHERS[0]).await;
        let id = ann.sends(&asking("Onion cells", &[(item, 5)]), &lesson).await.unwrap().id;
        for wrong in [
            vec![rung(PERIODS[1], (8, 0), (8, 20))],
            vec![rung(PERIODS[0], (9, 0), (10, 30))],
            vec![rung(PERIODS[0], (9, 0), (9, 40)), rung(PERIODS[0], (9, 10), (9, 50))],
            vec![rung(PERIODS[0], (9, 40), (9, 0))],
            vec![rung("Lunch", (12, 0), (13, 0))],
            vec![],
        ] {
            assert_eq!(refused(&school, bells(monday, wrong)).await, "periods");
        }
        assert_eq!(school.requisition(id).await.occasion.interval, lesson.interval);
        let short = vec![rung(PERIODS[0], (9, 0), (9, 30)), rung(PERIODS[1], (9, 30), (10, 0))];
        let rings = said(&school, bells(monday, short.clone())).await.unwrap();
        assert_eq!(school.requisition(id).await.occasion.interval.until, lesson.interval.until.plus_minutes(-60));
        // The next are judged beside those that ring by then.
        assert_eq!(refused(&school, bells(monday, vec![rung(PERIODS[0], (9, 0), (9, 40))])).await, "periods");
        assert_eq!(refused(&school, bells(monday, short)).await, "periods", "they ring so already");
        school.is_sound().await;
        puts_back(&school, rings.change).await;
        assert_eq!(school.requisition(id).await.occasion.interval, lesson.interval);
    }

    async fn what_is_so_already_is_not_said_again(database: &Database) {
        let school = TestSchool::on(database).await;
        let monday = school.next_monday();
        let lesson = school.lesson(TEACHERS[0], monday, 1).await;
        let beside = school.lesson(TEACHERS[1], monday, 1).await;
        let out = || MarkOut { teacher: TEACHERS[0].to_owned(), first: monday, last: monday };
        let trip = |reason: &str| TakeOff { reason: reason.to_owned(), years: vec![10], ..off(monday) };
        let swapped = said(&school, swap(monday, "Lab 1", "Lab 2")).await.unwrap();
        assert_eq!(refused(&school, swap(monday, "LAB 2", "lab 1")).await, "other");
        assert_eq!(school.lesson(TEACHERS[0], monday, 1).await.room.as_deref(), Some("Lab 2"));
        said(&school, out()).await.unwrap();
        assert_eq!(refused(&school, out()).await, "teacher");
        said(&school, trip("Trip")).await.unwrap();
        assert_eq!(refused(&school, trip("Museum")).await, "reason");
        assert_eq!(refused(&school, room(lesson.id, "lab 2")).await, "room");
        let same_hour = SwapLessons { one: lesson.id, other: beside.id };
        assert_eq!(refused(&school, same_hour).await, "other", "it would change nothing");
        puts_back(&school, swapped.change).await;
        said(&school, swap(monday, "Lab 2", "Lab 1")).await.unwrap();
    }

    async fn names_are_those_of_the_timetable_and_nobody_is_not_everybody(database: &Database) {
        let school = TestSchool::on(database).await;
        let monday = school.next_monday();
        let lesson = school.lesson(TEACHERS[0], monday, 1).await;
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert_eq!(refused(&school, swap(monday, "Lab 1", "Moon")).await, "other");
        assert_eq!(refused(&school, swap(monday, "Lab1", "Lab 2")).await, "one");
        assert_eq!(refused(&school, room(lesson.id, "Moon")).await, "room");
        assert_eq!(refused(&school, off(monday)).await, "everybody");
        assert_eq!(refused(&school, TakeOff { years: vec![11], ..off(monday) }).await, "years");
        assert_eq!(refused(&school, TakeOff { classes: names(&["9Z"]), ..off(monday) }).await, "classes");
        assert_eq!(refused(&school, TakeOff { rooms: names(&["Moon"]), ..off(monday) }).await, "rooms");
        let both = TakeOff { everybody: true, years: vec![10], ..off(monday) };
        assert_eq!(refused(&school, both).await, "everybody");
        assert_eq!(school.lesson(TEACHERS[0], monday, 1).await, lesson, "nothing was done");

        let told = said(&school, room(lesson.id, "  lab  3 ")).await.unwrap();
        assert_eq!(told.effects.warnings, [format!("Lab 3 is in use then: 7C, {}.", TEACHERS[2])]);
        assert_eq!(school.lesson(TEACHERS[0], monday, 1).await.room.as_deref(), Some("Lab 3"));
        said(&school, MoveRoom { new_room: true, ..room(lesson.id, "The hut") }).await.unwrap();
        said(&school, swap(monday, "the hut", "lab 4")).await.unwrap();
        assert_eq!(school.lesson(TEACHERS[0], monday, 1).await.room.as_deref(), Some("Lab 4"));
        said(&school, TakeOff { everybody: true, ..off(monday) }).await.unwrap();
        let permit = school.technician().await.permit().unwrap();
        let day = actions::exception::day(&school.house, &permit, monday).await.unwrap();
        assert!(day.lessons.iter().all(|lesson| day.almanac.why_off(lesson) == Some("Exams")));
    }

    async fn a_year_means_the_classes_that_are_joined_with_it(database: &Database) {
        let school = TestSchool::on(database).await;
        let item = school.counted_item("Microscope", 15).await;
        let monday = school.next_monday();
        let joined = with_lines(|line| if is_monday(line, "9A") { line.replace("9A", "9A+10B") } else { line.to_owned() });
        brings(&school, joined, monday, actions::timetable::Said { yes: true, ..Default::default() }).await;
        let lesson = school.lesson(TEACHERS[0], monday, 3).await;
        let ann = school.teacher(TEACHERS[0]).await;
        let id = ann.sends(&asking("Onion cells", &[(item, 5)]), &lesson).await.unwrap().id;
        let told = said(&school, TakeOff { years: vec![10], ..off(monday) }).await.unwrap();
        assert_eq!(told.effects.orphaned.iter().map(|one| one.id).collect::<Vec<_>>(), [id]);
    }
}
