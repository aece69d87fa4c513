use std::collections::BTreeSet;

use actions::Address;
use domain::requisition::{Requisition, State};
use jiff::civil::{Date, DateTime};

use super::*;
use crate::open::house_over;

async fn made_at(local: &str) -> (tempfile::TempDir, Storage, School, Instant) {
    let folder = tempfile::tempdir().unwrap();
    let storage = Storage::migrate(&Address::Sqlite(folder.path().join("school.db"))).await.unwrap();
    let zone = domain::zone::named(ZONE).unwrap();
    let now = zone.to_timestamp(local.parse::<DateTime>().unwrap()).unwrap().into();
    let school = make(&storage, now).await.unwrap();
    (folder, storage, school, now)
}

fn on(requisitions: &[Requisition], date: Date) -> Vec<&Requisition> {
    requisitions.iter().filter(|requisition| requisition.occasion.date == date).collect()
}

/// What a visitor is promised, whatever the day and hour.
async fn check_lively(local: &str, board: &str) {
    let (_folder, storage, school, now) = made_at(local).await;
    let house = house_over(storage.clone());
    let findings = actions::check::check(&house, school.id).await.unwrap();
    assert_eq!(findings.breaches, Vec::<String>::new(), "{local}");
    assert_eq!(findings.exposures, Vec::<String>::new(), "{local}");
    let requisitions = storage.read(school.id).await.unwrap().every_requisition().await.unwrap();
    let board: Date = board.parse().unwrap();
    let past = requisitions.iter().filter(|requisition| requisition.occasion.date < board).count();
    assert!((220..=330).contains(&past), "{local}: {past} of the past");
    let states: BTreeSet<State> = requisitions.iter().map(|requisition| requisition.state).collect();
    assert_eq!(states, State::ALL.into_iter().collect(), "{local}");
    let shown = on(&requisitions, board);
    assert!(shown.len() >= 10, "{local}: {} on the board", shown.len());
    assert!(shown.iter().any(|requisition| requisition.state == State::Delivered), "{local}");
    let waiting = |state: State, late: bool| {
        requisitions
            .iter()
            .filter(|requisition| requisition.state == state && requisition.lateness.late == late)
            .count()
    };
    assert_eq!(waiting(State::Submitted, true), 2, "{local}: late ones waiting");
    assert_eq!(waiting(State::Submitted, false), 1, "{local}: the trainee's");
    assert_eq!(waiting(State::Queried, false), 1, "{local}");
    let short =
        requisitions.iter().filter(|requisition| requisition.returned.iter().any(|back| back.missing() > 0));
    assert!((1..=12).contains(&short.count()), "{local}: some came back short");
    assert!(
        requisitions.iter().all(|requisition| requisition.last.at <= now),
        "{local}: nothing is done tomorrow"
    );
    assert!(clash_to_be_found(&storage, &school, &requisitions, board).await, "{local}: no clash");
}

/// Whether all microscopes are promised after the board's day while the teacher has a lesson without
/// anything.
async fn clash_to_be_found(
    storage: &Storage,
    school: &School,
    requisitions: &[Requisition],
    board: Date,
) -> bool {
    let mut reading = storage.read(school.id).await.unwrap();
    let items = reading.items().await.unwrap();
    let microscope = items.iter().find(|item| item.key.as_deref() == Some("microscope")).unwrap().pool.item;
    let holds = reading.all_holds(Instant(0)).await.unwrap();
    let staff = reading.find_staff_named("ms example").await.unwrap().unwrap();
    let almanac = Almanac::read(&mut reading).await.unwrap();
    let next = almanac.calendar.school_day_after(board).unwrap();
    let lessons = almanac
        .lessons_of(&mut reading, staff.id, next, next.saturating_add(jiff::Span::new().days(6)))
        .await
        .unwrap();
    lessons.iter().filter(|lesson| requisitions.iter().all(|other| other.occasion.lesson != lesson.id)).any(
        |lesson| {
            holds.iter().any(|hold| {
                hold.item == microscope && hold.quantity == 15 && hold.interval.overlaps(lesson.interval)
            })
        },
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_school_morning_is_lively() {
    check_lively("2026-11-24T10:50", "2026-11-24").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thursday_after_the_deadline_is_lively() {
    check_lively("2027-03-18T13:40", "2027-03-18").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_small_hours_before_school_are_lively() {
    check_lively("2026-06-01T00:20", "2026-06-01").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_friday_evening_is_lively() {
    check_lively("2027-01-01T21:30", "2027-01-01").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sunday_in_august_shows_monday() {
    check_lively("2026-08-16T15:00", "2026-08-17").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_instant_makes_the_same_school() {
    let told = |requisitions: Vec<Requisition>| -> BTreeSet<String> {
        requisitions
            .into_iter()
            .map(|requisition| {
                let lesson = &requisition.occasion;
                format!(
                    "{} {} {} {} {} {}",
                    lesson.date,
                    lesson.periods,
                    lesson.room,
                    requisition.content.title(),
                    requisition.state,
                    requisition.asked_by_name
                )
            })
            .collect()
    };
    let (_one, storage, school, _) = made_at("2026-11-24T10:50").await;
    let first = told(storage.read(school.id).await.unwrap().every_requisition().await.unwrap());
    let (_other, storage, school, _) = made_at("2026-11-24T10:50").await;
    assert_eq!(first, told(storage.read(school.id).await.unwrap().every_requisition().await.unwrap()));
}

#[test]
fn every_password_is_plainly_a_demonstrations() {
    for person in people::PEOPLE {
        assert!(person.password().starts_with("demo-") && person.password().len() >= 8);
        assert!(person.email().ends_with("@demonstration.example"));
    }
}
