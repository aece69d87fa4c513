//! What waits for the prep room.

use actions::calendar::Close;
use actions::exception::MarkOut;
use actions::prep::Inbox;
use domain::id::ItemId;
use domain::requisition::LateReason;
use jiff::ToSpan;
use jiff::civil::Date;
use testing::{TEACHERS, TestSchool, asking};

/// The inbox, and how many statements it takes once the school's almanac is known.
async fn opened(school: &TestSchool) -> (Inbox, u64) {
    let permit = school.technician().await.permit().unwrap();
    actions::prep::inbox(&school.house, &permit).await.unwrap();
    let before = school.storage.statements_run();
    let inbox = actions::prep::inbox(&school.house, &permit).await.unwrap();
    (inbox, school.storage.statements_run() - before)
}

/// How much waits, of each kind.
fn lengths(inbox: &Inbox) -> [usize; 6] {
    let Inbox { submitted, queried, exposures, lesson_gone, teacher_out, not_counted_back, .. } = inbox;
    [
        submitted.len(),
        queried.len(),
        exposures.len(),
        lesson_gone.len(),
        teacher_out.len(),
        not_counted_back.len(),
    ]
}

/// Of each kind something that waits, for the first lessons of these teachers: what is over on `over`, and what is sent
/// for the week of `monday`, whose Tuesday is then closed and on whose Wednesday the teachers are out.
async fn makes_wait(school: &TestSchool, teachers: &[&str], over: Date, monday: Date, items: [ItemId; 2]) {
    let content = asking("Onion cells", &items.map(|item| (item, 2)));
    let technician = school.technician().await;
    let [tuesday, wednesday] = [1, 2].map(|days| monday.saturating_add(days.days()));
    for item in items {
        school.change_item(item, |change| change.counted = Some(100)).await;
    }
    for teacher in teachers {
        let asks = school.teacher(teacher).await;
        let lesson = school.lesson(teacher, over, 1).await;
        let delivered = asks.sends_late(&content, &lesson, LateReason::Absence).await.unwrap().id;
        technician.accepts(delivered).await.unwrap();
        for (day, period) in [(monday, 1), (monday, 2), (tuesday, 1), (wednesday, 1)] {
            let lesson = school.lesson(teacher, day, period).await;
            let id = asks.sends(&content, &lesson).await.unwrap().id;
            if period == 2 {
                technician.queries(id, "Which stain?").await.unwrap();
            }
        }
    }
    let office = school.administrator().await.permit().unwrap();
    let close = Close { first: tuesday, last: tuesday, reason: "Boiler".to_owned() };
    school.house.act(&office, (), close, None).await.unwrap();
    for teacher in teachers {
        let out = MarkOut { teacher: (*teacher).to_owned(), first: wednesday, last: wednesday };
        school.house.act(&technician.permit().unwrap(), (), out, None).await.unwrap();
    }
    for item in items {
        school.change_item(item, |change| change.counted = Some(1)).await;
    }
    school.clock.set_to(&format!("{over}T16:00:00Z"));
}

testing::on_both_databases! {
    async fn the_inbox_takes_as_many_statements_whatever_waits(database: &Database) {
        let school = TestSchool::on(database).await;
        school.decides(|policy| policy.accepts_by_itself = false).await;
        let items = [school.counted_item("Microscope", 1).await, school.counted_item("Lamp", 1).await];
        let (tomorrow, monday) = (school.tomorrow(), school.next_monday());
        makes_wait(&school, &TEACHERS[..1], tomorrow, monday, items).await;
        let (few, statements) = opened(&school).await;
        assert!(lengths(&few).iter().all(|length| *length >= 1), "{:?}", lengths(&few));

        // Of a later week, when this one's requests are on time still.
        let (friday, later) = (tomorrow.saturating_add(2.days()), monday.saturating_add(7.days()));
        makes_wait(&school, &TEACHERS[1..5], friday, later, items).await;
        let (many, taken) = opened(&school).await;
        let grown = lengths(&few).iter().zip(lengths(&many)).all(|(few, many)| many >= few * 4);
        assert!(grown, "{:?} and {:?}", lengths(&few), lengths(&many));
        assert_eq!(taken, statements);
        assert_eq!(statements, 15);
    }
}
