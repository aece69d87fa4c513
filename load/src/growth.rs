//! The growth lane: the demonstration as it is, and the same with ten and a hundred times as many requisitions behind
//! it, side by side, each page asked for by one person. What a school does today should not take longer for what it
//! did in years before.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use hyper::StatusCode;
use jiff::civil::{Date, date};
use serde::Serialize;
use testing::{Database, Kind};

use crate::client::{Answer, Ask};
use crate::failure::Failure;
use crate::grow;
use crate::measure::{self, Figures, Span, Visitor};
use crate::people::{Session, sign_in};
use crate::program::Program;
use crate::sending::{self, Sender, count_enough};
use crate::side::{name_of, start_demonstration, url_of};

/// The demonstration's today, as [`start_demonstration`] sets its clock.
const TODAY: Date = date(2026, 11, 24);
/// Each size is so many times the one before.
const TIMES: i64 = 10;
/// The first size beyond the demonstration's own.
const FIRST: i64 = 14_000;
/// How the table calls sending, which has no page.
const SEND: &str = "send";

/// What to measure with.
#[derive(Clone, Debug)]
pub struct Bench<'a> {
    /// The program.
    pub binary: &'a Path,
    /// How long each measure lasts.
    pub span: Span,
    /// How often everything is measured.
    pub rounds: usize,
    /// The most requisitions.
    pub largest: i64,
}

/// One figure of one size.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// The database.
    pub database: &'static str,
    /// The page, or sending.
    pub what: &'static str,
    /// Requisitions that the database had when it was first measured.
    pub requisitions: i64,
    /// The round whose middle answer was the middle one.
    pub figures: Figures,
    /// How many times as long the middle answer took as with the size before; the middle of the rounds'. None for
    /// the first size.
    pub ratio: Option<f64>,
}

/// What one size keeps.
#[derive(Clone, Debug, Serialize)]
pub struct Kept {
    /// The database.
    pub database: &'static str,
    /// Its requisitions.
    pub requisitions: i64,
    /// The bytes that all of it takes.
    pub bytes: i64,
    /// The bytes that each requisition more than in the size before has taken.
    pub each_further: Option<i64>,
}

/// Measures every size on one kind of database.
pub async fn measure(bench: &Bench<'_>, kind: Kind) -> Result<(Vec<Row>, Vec<Kept>), Failure> {
    let folder = tempfile::tempdir().map_err(Failure::of("make a temporary folder"))?;
    let mut databases = Vec::new();
    for _ in sizes(bench.largest) {
        databases.push(Database::empty(kind).await);
    }
    let measured = measure_on(bench, &databases, folder.path()).await;
    for database in databases {
        database.remove().await;
    }
    measured
}

/// The demonstration's own size, for which nothing is asked, and those after it.
fn sizes(largest: i64) -> Vec<i64> {
    let grown = std::iter::successors(Some(FIRST), |size| size.checked_mul(TIMES));
    std::iter::once(0).chain(grown.take_while(|size| *size <= largest)).collect()
}

async fn measure_on(
    bench: &Bench<'_>,
    databases: &[Database],
    folder: &Path,
) -> Result<(Vec<Row>, Vec<Kept>), Failure> {
    let mut schools: Vec<School> = Vec::new();
    for (database, size) in databases.iter().zip(sizes(bench.largest)) {
        schools.push(School::open(bench, database, size, &folder.join(size.to_string())).await?);
    }
    let kept = kept(&schools);
    let mut rows = Vec::new();
    for (place, what) in WHATS.into_iter().enumerate() {
        let mut rounds = Vec::new();
        for _ in 0..bench.rounds {
            // All sizes within one round, so that a noisy minute touches each of them.
            let mut round = Vec::new();
            for school in &schools {
                round.push(school.measure(place, bench.span).await?);
            }
            rounds.push(round);
        }
        rows.extend(rows_of(what, &schools, &rounds));
    }
    for school in schools {
        school.program.stop().await?;
    }
    Ok((rows, kept))
}

/// What is measured, in this order: whoever sends leaves more to be read.
const WHATS: [&str; 6] = ["week", "board", "inbox", "form", "search", SEND];

/// One size: a school with a program that serves it, and what each measure asks.
struct School {
    database: &'static str,
    requisitions: i64,
    bytes: i64,
    program: Program,
    visitors: Vec<Arc<dyn Visitor>>,
}

impl School {
    async fn open(bench: &Bench<'_>, database: &Database, size: i64, log: &Path) -> Result<Self, Failure> {
        let url = url_of(database);
        let made = start_demonstration(bench.binary, "127.0.0.1:0", &url, log).await?;
        made.stop().await?;
        let requisitions = grow::grow(&database.address, size).await?.requisitions;
        check(bench.binary, &url)?;
        let bytes = grow::bytes(&database.address).await?;
        let program = start_demonstration(bench.binary, "127.0.0.1:0", &url, log).await?;
        let visitors = visitors(&program).await?;
        let name = name_of(database.kind);
        eprintln!("{name}: {requisitions} requisitions in {bytes} bytes");
        Ok(Self { database: name, requisitions, bytes, program, visitors })
    }

    async fn measure(&self, place: usize, span: Span) -> Result<Figures, Failure> {
        let figures =
            measure::run(self.program.address, vec![Arc::clone(&self.visitors[place])], span).await?;
        eprintln!(
            "{}, {} requisitions: {}, p50 {:.2} ms, p99 {:.2} ms",
            self.database, self.requisitions, WHATS[place], figures.p50, figures.p99
        );
        Ok(figures)
    }
}

/// A grown database must be a whole one.
fn check(binary: &Path, url: &str) -> Result<(), Failure> {
    let arguments = ["check", "--database", url].map(OsStr::new);
    let checked = Command::new(binary).args(arguments).output().map_err(Failure::of("check a database"))?;
    if checked.status.success() {
        return Ok(());
    }
    let found =
        String::from_utf8_lossy(&checked.stdout).into_owned() + &String::from_utf8_lossy(&checked.stderr);
    Err(Failure::new(format!("a database that was grown is not whole:\n{found}")))
}

/// Who asks for what is measured, in the order of [`WHATS`].
async fn visitors(program: &Program) -> Result<Vec<Arc<dyn Visitor>>, Failure> {
    let teacher = one(sign_in(program, &["teacher"], 1).await?)?;
    let technician = one(sign_in(program, &["technician"], 1).await?)?;
    let form = sending::a_form(program.address, &teacher, TODAY).await?;
    count_enough(program.address, &technician).await?;
    let sender = one(Sender::each(program.address, std::slice::from_ref(&teacher), TODAY).await?)?;
    let asks = |session: &Session, address: &str, mark: &'static str| {
        Arc::new(Asker { session: session.clone(), address: address.to_owned(), mark }) as Arc<dyn Visitor>
    };
    Ok(vec![
        asks(&teacher, "/week?", "<article class=\"lesson "),
        asks(&technician, "/board?", "<li class=\"card "),
        asks(&technician, "/inbox?", "<li class=\"entry\""),
        asks(&teacher, &form, "name=\"quantity-0\""),
        asks(&technician, "/search?q=spring", "</html>"),
        sender,
    ])
}

fn one<T>(list: Vec<T>) -> Result<T, Failure> {
    list.into_iter().next().ok_or_else(|| Failure::new("nobody has signed in"))
}

/// Somebody who asks for a page again and again, each time as it is after something was done.
#[derive(Debug)]
struct Asker {
    session: Session,
    /// With the mark after which its query begins, or goes on.
    address: String,
    mark: &'static str,
}

impl Visitor for Asker {
    fn next(&self, number: usize) -> Result<Ask, Failure> {
        Ok(Ask::page(format!("{}&did=load-{number}", self.address)))
    }

    fn cookie(&self) -> Option<&str> {
        Some(&self.session.cookie)
    }

    fn status(&self) -> StatusCode {
        StatusCode::OK
    }

    fn look(&self, answer: &Answer) -> Result<(), Failure> {
        if answer.text()?.contains(self.mark) {
            return Ok(());
        }
        Err(Failure::new(format!("{} came without {}", self.address, self.mark)))
    }
}

fn kept(schools: &[School]) -> Vec<Kept> {
    let before = std::iter::once(None).chain(schools.iter().map(Some));
    let kept = |(school, before): (&School, Option<&School>)| Kept {
        database: school.database,
        requisitions: school.requisitions,
        bytes: school.bytes,
        each_further: before.and_then(|before| {
            (school.bytes - before.bytes).checked_div(school.requisitions - before.requisitions)
        }),
    };
    schools.iter().zip(before).map(kept).collect()
}

/// The rows of one thing: by size, each with its ratio to the one before.
fn rows_of(what: &'static str, schools: &[School], rounds: &[Vec<Figures>]) -> Vec<Row> {
    let row = |(place, school): (usize, &School)| Row {
        database: school.database,
        what,
        requisitions: school.requisitions,
        figures: measure::middle(rounds.iter().map(|round| round[place].clone()).collect()),
        ratio: place
            .checked_sub(1)
            .map(|before| middle(rounds.iter().map(|round| round[place].p50 / round[before].p50).collect())),
    };
    schools.iter().enumerate().map(row).collect()
}

fn middle(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or_default()
}

/// All that was measured.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Report {
    /// Every figure.
    pub rows: Vec<Row>,
    /// What every size keeps.
    pub kept: Vec<Kept>,
}

impl Report {
    /// Prints it as tables.
    pub fn print(&self) {
        println!("| database | what | requisitions | a second | p50 ms | p99 ms | of the size before |");
        println!("|---|---|---:|---:|---:|---:|---:|");
        for Row { database, what, requisitions, figures, ratio } in &self.rows {
            let ratio = ratio.map_or_else(|| "–".to_owned(), |ratio| format!("× {ratio:.2}"));
            let Figures { a_second, p50, p99, .. } = figures;
            println!(
                "| {database} | {what} | {requisitions} | {a_second:.0} | {p50:.2} | {p99:.2} | {ratio} |"
            );
        }
        println!("\n| database | requisitions | bytes | bytes a requisition | each further one |");
        println!("|---|---:|---:|---:|---:|");
        for Kept { database, requisitions, bytes, each_further } in &self.kept {
            let each = bytes.checked_div(*requisitions).unwrap_or_default();
            let further = each_further.map_or_else(|| "–".to_owned(), |bytes| bytes.to_string());
            println!("| {database} | {requisitions} | {bytes} | {each} | {further} |");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_grow_tenfold_up_to_the_largest() {
        assert_eq!(sizes(14_000), [0, 14_000]);
        assert_eq!(sizes(140_000), [0, 14_000, 140_000]);
        assert_eq!(sizes(1_000), [0]);
    }

    #[test]
    fn the_middle_ratio_is_neither_best_nor_worst() {
        assert!((middle(vec![9.0, 1.0, 1.5]) - 1.5).abs() < 1e-9);
    }
}
