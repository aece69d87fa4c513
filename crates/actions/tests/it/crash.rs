//! The program is killed in the midst of things. What it had answered is there, and what is there is
//! whole.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use actions::ActionError;
use domain::fold::folded;
use domain::id::RequisitionId;
use jiff::civil::{Date, date};
use storage::Address;
use testing::{Database, Kind, TEACHERS, TestSchool, asking};

/// Tells the child where the database is.
const FILE: &str = "TROLLEY_CRASH_FILE";
/// And from where it counts its identifiers.
const FIRST: &str = "TROLLEY_CRASH_FIRST";
/// The word before each answered request.
const SENT: &str = "sent ";

/// How many times the child is killed.
fn kills() -> u64 {
    if std::env::var_os("TROLLEY_LONG").is_some() { 200 } else { 6 }
}

#[test]
fn a_crash_loses_nothing_that_was_answered_and_breaks_nothing() {
    testing::on(Kind::Sqlite, what_a_crash_leaves);
}

async fn what_a_crash_leaves(database: &Database) {
    let school = TestSchool::on(database).await;
    school.counted_item("Beaker", 40).await;
    school.storage.close().await;
    let mut answered: BTreeSet<RequisitionId> = BTreeSet::new();
    for round in 1..=kills() {
        // Each round is killed after another number of answers, in the midst of the next request.
        let heard = killed_after(database, round, usize::try_from(3 + round * 7 % 17).unwrap());
        answered.extend(heard);
        let school = TestSchool::begun_at(&database.address, round * 1_000_000_000).await;
        let findings = school.check().await;
        assert_eq!((findings.breaches, findings.exposures), (vec![], vec![]), "round {round}");
        let mut reading = school.storage.read(school.id).await.unwrap();
        let kept: BTreeSet<RequisitionId> = reading
            .every_requisition()
            .await
            .unwrap()
            .into_iter()
            .map(|requisition| requisition.id)
            .collect();
        assert!(answered.is_subset(&kept), "round {round}: an answered request is gone");
        for id in &kept {
            assert!(
                !reading.history_of(&id.to_string()).await.unwrap().is_empty(),
                "kept without its history"
            );
        }
        drop(reading);
        school.storage.close().await;
    }
    assert!(answered.len() >= usize::try_from(kills() * 3).unwrap());
}

/// Lets a child send requests, and kills it when it has answered so many. Returns those it answered.
fn killed_after(database: &Database, round: u64, answers: usize) -> Vec<RequisitionId> {
    let mut child = child(database, round);
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut heard = Vec::new();
    for line in lines {
        let line = line.unwrap();
        // The test's own line may begin on the same line as the first word.
        if let Some((_, id)) = line.split_once(SENT) {
            heard.push(id.parse().unwrap());
        }
        if heard.len() == answers {
            child.kill().unwrap();
        }
    }
    let status = child.wait().unwrap();
    assert!(heard.len() >= answers, "the child ended by itself after {} answers: {status}", heard.len());
    heard
}

fn child(database: &Database, round: u64) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["crash::the_child_sends_until_it_is_killed", "--exact", "--nocapture"])
        .env(FILE, database.file().unwrap())
        .env(FIRST, (round * 1_000_000_000 + 500_000_000).to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap()
}

/// The child's part of the test above; without a database it has nothing to do.
#[test]
fn the_child_sends_until_it_is_killed() {
    let Some(file) = std::env::var_os(FILE) else { return };
    let first: u64 = std::env::var(FIRST).unwrap().parse().unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(sends_for_ever(&Address::Sqlite(PathBuf::from(file)), first));
}

async fn sends_for_ever(address: &Address, first: u64) {
    let school = TestSchool::begun_at(address, first).await;
    let mut reading = school.storage.read(school.id).await.unwrap();
    let item = reading.search_items(&folded("Beaker"), 50).await.unwrap();
    let item = item.into_iter().find(|item| item.pool.name == "Beaker" && item.pool.counted.is_some());
    let item = item.expect("the beakers").pool.item;
    drop(reading);
    let almanac = school.almanac().await;
    let days: Vec<_> = almanac.calendar.dates_of(0, school.next_monday(), date(2026, 7, 22)).collect();
    for at in 0.. {
        let name = TEACHERS[at % TEACHERS.len()];
        let teacher = school.teacher(name).await;
        let lesson = school.lesson(name, days[at % days.len()], 1 + at % 4).await;
        match teacher.sends(&asking("Boiling", &[(item, 1 + u32::try_from(at % 5).unwrap())]), &lesson).await
        {
            Ok(done) => println!("{SENT}{}", done.id),
            // Nothing is left for that day; the technicians clear it.
            Err(ActionError::Clash(_)) => clear(&school, lesson.date).await,
            Err(other) => panic!("{other:?}"),
        }
    }
}

/// Withdraws everything of one day.
async fn clear(school: &TestSchool, day: Date) {
    let technician = school.technician().await;
    let mut reading = school.storage.read(school.id).await.unwrap();
    let asked = reading.requisitions_between(day, day).await.unwrap();
    drop(reading);
    for requisition in asked.into_iter().filter(|requisition| requisition.state.is_open()) {
        technician.withdraws(requisition.id).await.unwrap();
    }
}
