//! Requests on days that rotate keep their order when the days turn otherwise; those of a weekday keep their week.

use actions::calendar::{Close, PutBack, TimeChanged};
use actions::timetable::{Brought, Preview, Said, apply};
use domain::id::RequisitionId;
use domain::people::Actor;
use domain::requisition::Tie;
use jiff::ToSpan;
use jiff::civil::Date;
use testing::{TEACHERS, TestSchool, asking, timetable_files};

const WEEKDAYS: [&str; 5] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];

/// The school's timetable with each of its days under other names: as many as are given for each.
fn with_days(names: &[&[&str]; 5]) -> Brought {
    let mut files = timetable_files();
    let text = String::from_utf8(files[0].1.clone()).unwrap();
    let mut lines = Vec::new();
    for line in text.lines() {
        match WEEKDAYS.iter().position(|day| line.contains(&format!("\"{day}\""))) {
            None => lines.push(line.to_owned()),
            Some(at) => {
                // Each line is an activity of its own.
                let named = names[at].iter().enumerate().map(|(copy, name)| {
                    line.replace(WEEKDAYS[at], name).replacen('"', &"\"9".repeat(copy.min(1)), copy.min(1))
                });
                lines.extend(named);
            }
        }
    }
    files[0].1 = (lines.join("\n") + "\n").into_bytes();
    Brought { files, ..Brought::default() }
}

/// Six days that rotate; the sixth is as the first.
fn six_days() -> Brought {
    with_days(&[&["Day 1", "Day 6"], &["Day 2"], &["Day 3"], &["Day 4"], &["Day 5"]])
}

async fn brings(school: &TestSchool, brought: Brought, from: Date) -> Preview {
    let permit = Actor::operator(school.id).permit().unwrap();
    let brought = Brought { from: Some(from), ..brought };
    let said = Said { yes: true, ..Said::default() };
    apply(&school.house, &permit, &brought, &said).await.unwrap()
}

async fn closes(school: &TestSchool, first: Date, last: Date) -> TimeChanged {
    let permit = school.administrator().await.permit().unwrap();
    let close = Close { first, last, reason: "Snow".to_owned() };
    school.house.act(&permit, (), close, None).await.unwrap()
}

async fn dates(school: &TestSchool, ids: &[RequisitionId]) -> Vec<(Date, Tie)> {
    let mut dates = Vec::new();
    for id in ids {
        let occasion = school.requisition(*id).await.occasion;
        dates.push((occasion.date, occasion.tie));
    }
    dates
}

/// Requests for every lesson that 7A has in the first hour of its rotating day, within seven weeks.
async fn asked(school: &TestSchool, from: Date) -> Vec<RequisitionId> {
    let ann = school.teacher(TEACHERS[0]).await;
    let item = school.counted_item("Microscope", 15).await;
    let almanac = school.almanac().await;
    let staff = school.staff(TEACHERS[0]).await;
    let mut reading = school.storage.read(school.id).await.unwrap();
    let last = from.saturating_add(48.days());
    let lessons = almanac.lessons_of(&mut reading, staff, from, last).await.unwrap();
    drop(reading);
    let of_third_day = almanac.versions.last().unwrap().days.iter().position(|day| day.label == "Day 3");
    let mut ids = Vec::new();
    for lesson in lessons.iter().filter(|lesson| {
        lesson.first_period == 0 && almanac.day_on(lesson.date).map(|(place, _)| place) == of_third_day
    }) {
        ids.push(ann.sends(&asking("Onion cells", &[(item, 8)]), lesson).await.unwrap().id);
    }
    assert!(ids.len() > 3, "seven weeks have four turns of six days at least: {}", ids.len());
    ids
}

testing::on_both_databases! {
    async fn a_week_that_is_closed_pushes_every_turn_on_and_is_put_back(database: &Database) {
        let school = TestSchool::on(database).await;
        let monday = school.next_monday();
        brings(&school, six_days(), monday).await;
        let ids = asked(&school, monday).await;
        let before = dates(&school, &ids).await;
        for days in [1, 3, 5] {
            let closed = closes(&school, monday, monday.saturating_add((days - 1).days())).await;
            let during = dates(&school, &ids).await;
            let mut follow: Vec<Date> =
                during.iter().filter(|(_, tie)| *tie == Tie::Follows).map(|(date, _)| *date).collect();
            // Each stands on a lesson of its own, in the order of before, and none before its time.
            assert!(follow.windows(2).all(|pair| pair[0] < pair[1]), "{days}: {during:?}");
            assert!(follow.len() + 1 >= ids.len(), "{days}: only the last may have no turn left: {during:?}");
            follow.dedup();
            for ((date, _), (was, _)) in during.iter().zip(&before) {
                assert!(date >= was && *date <= was.saturating_add(14.days()), "{days}: {was} went to {date}");
            }
            assert_eq!(school.check().await.breaches, Vec::<String>::new(), "{days}");
            let permit = school.administrator().await.permit().unwrap();
            school.house.act(&permit, (), PutBack { change: closed.change.unwrap() }, None).await.unwrap();
            assert_eq!(dates(&school, &ids).await, before, "{days}");
            school.is_sound().await;
        }
    }

    async fn one_week_that_becomes_two_keeps_every_request_at_its_hour(database: &Database) {
        let school = TestSchool::on(database).await;
        let item = school.counted_item("Microscope", 15).await;
        let monday = school.next_monday();
        let ann = school.teacher(TEACHERS[0]).await;
        let mut ids = Vec::new();
        for week in 0..4_i64 {
            let lesson = school.lesson(TEACHERS[0], monday.saturating_add((week * 7).days()), 1).await;
            ids.push(ann.sends(&asking("Onion cells", &[(item, 8)]), &lesson).await.unwrap().id);
        }
        let before = dates(&school, &ids).await;
        let weeks = with_days(&[
            &["Monday A", "Monday B"],
            &["Tuesday A", "Tuesday B"],
            &["Wednesday A", "Wednesday B"],
            &["Thursday A", "Thursday B"],
            &["Friday A", "Friday B"],
        ]);
        let seen = brings(&school, weeks, monday).await;
        assert_eq!(seen.effects.orphaned.len(), 0);
        assert_eq!(dates(&school, &ids).await, before);
        school.is_sound().await;
        let one = with_days(&[&["Monday"], &["Tuesday"], &["Wednesday"], &["Thursday"], &["Friday"]]);
        brings(&school, one, monday).await;
        assert_eq!(dates(&school, &ids).await, before);
        school.is_sound().await;
    }
}
