//! What is put back, kept at its hour or moved is wherever its lesson is by then, or is listed.

use actions::ActionError;
use actions::calendar::{Close, PutBack, TimeChanged};
use actions::exception::MoveRoom;
use actions::requisition::{KeepHour, MoveLesson, WayOut};
use domain::id::RequisitionId;
use domain::lesson::Lesson;
use domain::requisition::{LateReason, State, Tie};
use jiff::ToSpan;
use jiff::civil::Date;
use testing::{Person, TEACHERS, TestSchool, asking};

async fn closes(school: &TestSchool, date: Date) -> TimeChanged {
    let permit = school.administrator().await.permit().unwrap();
    let close = Close { first: date, last: date, reason: "Boiler".to_owned() };
    school.house.act(&permit, (), close, None).await.unwrap()
}

async fn puts_back(school: &TestSchool, changed: TimeChanged) -> TimeChanged {
    let permit = school.administrator().await.permit().unwrap();
    school.house.act(&permit, (), PutBack { change: changed.change.unwrap() }, None).await.unwrap()
}

async fn goes_to_room(school: &TestSchool, lesson: &Lesson, room: &str) {
    let permit = school.technician().await.permit().unwrap();
    let moved = MoveRoom { lesson: lesson.id, room: room.to_owned(), new_room: true };
    school.house.act(&permit, (), moved, None).await.unwrap();
}

async fn keeps_hour(school: &TestSchool, who: &Person, id: RequisitionId) {
    school.house.act(&who.permit().unwrap(), id, KeepHour {}, None).await.unwrap();
}

async fn moves(school: &TestSchool, who: &Person, id: RequisitionId, to: &Lesson) -> Result<(), ActionError> {
    let to = MoveLesson { lesson: to.id, late_reason: None, late_words: String::new() };
    school.house.act(&who.permit().unwrap(), id, to, None).await.map(|_| ())
}

testing::on_both_databases! {
    async fn what_is_undone_is_where_its_lesson_has_gone_meanwhile(database: &Database) {
        let school = TestSchool::on(database).await;
        let item = school.counted_item("Microscope", 16).await;
        let ann = school.teacher(TEACHERS[0]).await;
        let monday = school.next_monday();
        let content = asking("Onion cells", &[(item, 8)]);
        let (first, second) = (school.lesson(TEACHERS[0], monday, 1).await, school.lesson(TEACHERS[0], monday, 2).await);
        let (id, other) = (ann.sends(&content, &first).await.unwrap().id, ann.sends(&content, &second).await.unwrap().id);
        ann.withdraws(id).await.unwrap();
        goes_to_room(&school, &first, "Lab 2").await;
        ann.undoes(id).await.unwrap();
        let back = school.requisition(id).await;
        assert_eq!((back.state, back.occasion.room.as_str()), (State::Accepted, "Lab 2"));
        school.is_sound().await;

        school.technician().await.counts_back(other, &[]).await.unwrap();
        closes(&school, monday).await;
        school.technician().await.undoes(other).await.unwrap();
        assert_eq!(school.requisition(other).await.occasion.tie, Tie::Gone);
        let inbox = actions::prep::inbox(&school.house, &school.technician().await.permit().unwrap()).await.unwrap();
        assert_eq!(inbox.lesson_gone.len(), 2);
        assert_eq!(school.check().await.breaches, Vec::<String>::new());
    }

    async fn a_move_is_judged_by_now_and_undone_to_where_it_was(database: &Database) {
        let school = TestSchool::on(database).await;
        let item = school.counted_item("Microscope", 15).await;
        let ann = school.teacher(TEACHERS[0]).await;
        let monday = school.next_monday();
        let content = asking("Onion cells", &[(item, 15)]);
        let far = school.lesson(TEACHERS[0], monday.saturating_add(7.days()), 1).await;
        let near = school.lesson(TEACHERS[0], school.tomorrow(), 1).await;
        let next = school.lesson(TEACHERS[0], monday, 2).await;
        let id = ann.sends(&content, &far).await.unwrap().id;
        match moves(&school, &ann, id, &near).await {
            Err(ActionError::Invalid(invalid)) => assert_eq!(invalid.field, "late_reason"),
            other => panic!("tomorrow is late: {other:?}"),
        }
        moves(&school, &ann, id, &next).await.unwrap();
        assert_eq!(school.requisition(id).await.occasion.lesson, next.id);
        ann.undoes(id).await.unwrap();
        assert_eq!(school.requisition(id).await.occasion.lesson, far.id);
        assert_eq!(school.holds(id).await[0].interval.from, far.interval.from.plus_minutes(-10));
        school.is_sound().await;

        // Where somebody has taken the old place meanwhile, it stays where it is, and says why.
        moves(&school, &ann, id, &next).await.unwrap();
        let ben = school.teacher(TEACHERS[1]).await;
        ben.sends(&asking("Cheek cells", &[(item, 1)]), &school.lesson(TEACHERS[1], far.date, 1).await).await.unwrap();
        assert!(matches!(ann.undoes(id).await, Err(ActionError::Clash(_))));
        assert_eq!(school.requisition(id).await.occasion.lesson, next.id);
        school.is_sound().await;
    }

    async fn what_keeps_its_hour_follows_again_or_asks_again_and_is_undone(database: &Database) {
        let school = TestSchool::on(database).await;
        let item = school.counted_item("Microscope", 15).await;
        let ann = school.teacher(TEACHERS[0]).await;
        let monday = school.next_monday();
        let content = asking("Onion cells", &[(item, 8)]);
        let lesson = school.lesson(TEACHERS[0], monday, 1).await;
        let id = ann.sends(&content, &lesson).await.unwrap().id;
        let closed = closes(&school, monday).await;
        keeps_hour(&school, &ann, id).await;
        ann.undoes(id).await.unwrap();
        assert_eq!(school.requisition(id).await.occasion.tie, Tie::Gone, "one touch takes it back");
        keeps_hour(&school, &ann, id).await;
        assert_eq!(school.requisition(id).await.occasion.tie, Tie::KeepsHour);
        puts_back(&school, closed).await;
        goes_to_room(&school, &lesson, "Lab 3").await;
        let follows = school.requisition(id).await.occasion;
        assert_eq!((follows.tie, follows.room.as_str()), (Tie::Follows, "Lab 3"), "its lesson is there again");
        school.is_sound().await;

        // The lesson comes back at another hour: somebody has to say which holds.
        let closed = closes(&school, monday).await;
        keeps_hour(&school, &ann, id).await;
        let swap = actions::exception::SwapLessons {
            one: school.lesson(TEACHERS[0], monday.saturating_add(7.days()), 1).await.id,
            other: school.lesson(TEACHERS[1], monday.saturating_add(7.days()), 3).await.id,
        };
        let permit = school.technician().await.permit().unwrap();
        school.house.act(&permit, (), swap, None).await.unwrap();
        puts_back(&school, closed).await;
        assert_eq!(school.requisition(id).await.occasion.tie, Tie::Follows);

        let closed = closes(&school, monday).await;
        keeps_hour(&school, &ann, id).await;
        puts_back(&school, closed).await;
        assert_eq!(school.requisition(id).await.occasion.tie, Tie::Follows);
        school.is_sound().await;
    }

    async fn a_lesson_that_turns_up_elsewhere_is_said_to_whoever_keeps_its_hour(database: &Database) {
        let school = TestSchool::on(database).await;
        let item = school.counted_item("Microscope", 15).await;
        let ann = school.teacher(TEACHERS[0]).await;
        let monday = school.next_monday();
        let content = asking("Onion cells", &[(item, 8)]);
        let lesson = school.lesson(TEACHERS[0], monday, 1).await;
        let third = school.lesson(TEACHERS[1], monday, 3).await;
        let id = ann.sends(&content, &lesson).await.unwrap().id;
        let swaps = actions::exception::SwapLessons { one: lesson.id, other: third.id };
        let permit = school.technician().await.permit().unwrap();
        let closed = closes(&school, monday).await;
        keeps_hour(&school, &ann, id).await;
        puts_back(&school, closed).await;
        let swapped = school.house.act(&permit, (), swaps.clone(), None).await.unwrap();
        assert_eq!(school.requisition(id).await.occasion.tie, Tie::Follows);
        school.house.act(&permit, (), PutBack { change: swapped.change.unwrap() }, None).await.unwrap();

        // Closed, kept, and the day given back with its first lesson in the third hour.
        let swapped = school.house.act(&permit, (), swaps, None).await.unwrap();
        let closed = closes(&school, monday).await;
        assert_eq!(school.requisition(id).await.occasion.tie, Tie::Gone);
        keeps_hour(&school, &ann, id).await;
        school.house.act(&permit, (), PutBack { change: swapped.change.unwrap() }, None).await.unwrap();
        puts_back(&school, closed).await;
        let apart = school.requisition(id).await.occasion;
        assert_eq!((apart.tie, apart.interval), (Tie::Apart, third.interval));
        let technician = school.technician().await;
        let inbox = actions::prep::inbox(&school.house, &technician.permit().unwrap()).await.unwrap();
        assert_eq!(inbox.apart.iter().map(|one| one.id).collect::<Vec<_>>(), [id]);
        let there = WayOut::Follow { lesson: lesson.id, date: monday, start: lesson.interval.from, fits: true };
        assert_eq!(inbox.ways_out[&id][0], there);
        let findings = school.check().await;
        assert_eq!((findings.breaches.len(), findings.exposures.len()), (0, 1));

        keeps_hour(&school, &technician, id).await;
        assert_eq!(school.requisition(id).await.occasion.tie, Tie::StaysApart);
        school.is_sound().await;
        let closed = closes(&school, monday.tomorrow().unwrap()).await;
        puts_back(&school, closed).await;
        assert_eq!(school.requisition(id).await.occasion.tie, Tie::StaysApart, "it was decided");
        moves(&school, &technician, id, &lesson).await.unwrap();
        assert_eq!(school.requisition(id).await.occasion.tie, Tie::Follows);
        school.is_sound().await;
    }

    async fn what_becomes_of_a_draft_is_for_whoever_writes_it(database: &Database) {
        let school = TestSchool::on(database).await;
        let item = school.counted_item("Microscope", 15).await;
        let (ann, technician) = (school.teacher(TEACHERS[0]).await, school.technician().await);
        let monday = school.next_monday();
        let lesson = school.lesson(TEACHERS[0], monday, 1).await;
        let id = ann.saves(&asking("Onion cells", &[(item, 8)]), &lesson).await.unwrap().id;
        closes(&school, monday).await;
        assert_eq!(school.requisition(id).await.occasion.tie, Tie::Gone);
        school.is_sound().await;
        let inbox = actions::prep::inbox(&school.house, &technician.permit().unwrap()).await.unwrap();
        assert!(inbox.lesson_gone.is_empty());
        let seen = actions::requisition::sheet(&school.house, &technician.permit().unwrap(), id).await;
        assert!(matches!(seen, Err(ActionError::NotFound(_))));
        actions::requisition::sheet(&school.house, &ann.permit().unwrap(), id).await.unwrap();
        // What a technician writes for a teacher, the teacher sees.
        let second = school.lesson(TEACHERS[0], monday.tomorrow().unwrap(), 1).await;
        let written = technician.saves(&asking("Onion cells", &[(item, 8)]), &second).await.unwrap().id;
        for who in [&technician, &ann] {
            actions::requisition::sheet(&school.house, &who.permit().unwrap(), written).await.unwrap();
        }
        let late = LateReason::Forgotten;
        ann.sends_late(&asking("Pond life", &[]), &school.lesson(TEACHERS[0], school.tomorrow(), 1).await, late).await.unwrap();
    }
}
