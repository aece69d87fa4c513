//! The load generator: the demonstration school's pages, and sending requisitions, measured over HTTP on both
//! databases, and its open chat with hundreds of readers, beside bare handlers that do nothing; and, where it is
//! asked for, beside another build of the program.

mod chat;
mod client;
mod failure;
mod floor;
mod form;
mod grow;
mod growth;
mod insert;
mod lanes;
mod measure;
mod memory;
mod people;
mod processor;
mod program;
mod reading;
mod report;
mod sending;
mod side;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, ValueEnum};
use testing::Kind;

use crate::failure::Failure;
use crate::lanes::{Bench, Phase};
use crate::measure::Span;
use crate::program::Program;
use crate::report::Report;

/// Measures the program under load, on this machine only.
#[derive(Debug, Parser)]
#[command(
    after_help = "Example:\n  cargo load\n  cargo load --rounds 3 --json load.json\n  cargo load --rounds 3 --beside ../before/target/release/trolley\n  cargo load sending --rounds 3 --beside ../before/target/release/trolley\n  cargo load chat --rounds 3\n  cargo load growth --rounds 5 --largest 140000\n  cargo load grow --database sqlite:school.db --requisitions 14000"
)]
struct Arguments {
    /// What is measured.
    #[arg(value_enum, default_value = "house")]
    lane: Lane,
    /// Seconds that each measure lasts [default: 3; in the chat lane whole seconds, 20].
    #[arg(long, value_parser = seconds)]
    seconds: Option<f64>,
    /// House and sending lanes: seconds before each measure that are not counted.
    #[arg(long, default_value_t = 1.0, value_parser = seconds)]
    warm_up: f64,
    /// How often everything is measured; the figures are the middle ones.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=15))]
    rounds: u8,
    /// Chat lane: how many listen at once.
    #[arg(long, default_value_t = 500, value_parser = clap::value_parser!(u16).range(1..=3_000))]
    readers: u16,
    /// Chat lane: how many messages a second are said.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=200))]
    a_second: u16,
    /// Growth lane: the most requisitions that are measured with, 14000 or ten times more and so on.
    #[arg(long, default_value_t = 14_000, value_parser = clap::value_parser!(i64).range(1..=14_000_000))]
    largest: i64,
    /// Where a database is grown: which, as the program takes it. Nothing may use it meanwhile.
    #[arg(long, value_name = "URL", required_if_eq("lane", "grow"))]
    database: Option<storage::Address>,
    /// Where a database is grown: how many requisitions it shall have.
    #[arg(long, required_if_eq("lane", "grow"))]
    requisitions: Option<i64>,
    /// Only this database.
    #[arg(long)]
    only: Option<Only>,
    /// Write everything to this file too, as one JSON object.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// The program that is measured.
    #[arg(long, env = "TROLLEY_BINARY", value_name = "FILE")]
    binary: Option<PathBuf>,
    /// House and sending lanes: another build of the program, measured in the same run, turn about.
    #[arg(long, value_name = "FILE")]
    beside: Option<PathBuf>,
    /// Serve the floor instead, as a process of its own.
    #[arg(long, hide = true)]
    floor: bool,
}

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Lane {
    /// Pages and requisitions.
    House,
    /// The house lane's requisitions alone.
    Sending,
    /// One open chat.
    Chat,
    /// Pages and sending, with more and more requisitions of years before.
    Growth,
    /// Nothing: copies the closed requisitions of a database into its past.
    Grow,
}

/// One of the databases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Only {
    Sqlite,
    Postgres,
}

/// A time that a measure may last: more than nothing, ten minutes at most.
fn seconds(text: &str) -> Result<f64, String> {
    let seconds: f64 = text.parse().map_err(|_| "give a number of seconds".to_owned())?;
    if (0.1..=600.0).contains(&seconds) { Ok(seconds) } else { Err("give 0.1 to 600 seconds".to_owned()) }
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = if arguments.floor { floor::serve().await } else { run(arguments).await };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("load: {failure}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), Failure> {
    if let (Lane::Grow, Some(database), Some(wanted)) =
        (arguments.lane, &arguments.database, arguments.requisitions)
    {
        let grown = grow::grow(database, wanted).await?;
        println!("{} requisitions, of which {} were added", grown.requisitions, grown.added);
        return Ok(());
    }
    let binary = arguments
        .binary
        .clone()
        .ok_or_else(|| Failure::new("no program was given; run `cargo load`, or give --binary FILE"))?;
    let kinds: Vec<Kind> = [(Kind::Sqlite, Only::Sqlite), (Kind::Postgres, Only::Postgres)]
        .into_iter()
        .filter(|(_, name)| arguments.only.is_none_or(|only| only == *name))
        .map(|(kind, _)| kind)
        .collect();
    if kinds.contains(&Kind::Postgres) && std::env::var_os("TROLLEY_TEST_POSTGRES").is_none() {
        return Err(Failure::new(
            "no PostgreSQL was given; run `cargo load`, set TROLLEY_TEST_POSTGRES, or give --only sqlite",
        ));
    }
    if matches!(arguments.lane, Lane::Chat | Lane::Growth) && arguments.beside.is_some() {
        return Err(Failure::new("chat and growth lanes compare no two programs; leave --beside out"));
    }
    if arguments.lane == Lane::Growth {
        return measure_growth(&arguments, &binary, kinds).await;
    }
    let folder = tempfile::tempdir().map_err(Failure::of("make a temporary folder"))?;
    let before = load_average();
    let floor = start_floor(&folder.path().join("floor-log")).await?;
    match arguments.lane {
        Lane::House | Lane::Sending => measure_house(&arguments, binary, kinds, &floor, before).await?,
        Lane::Chat => measure_chat(&arguments, binary, kinds, &floor, before).await?,
        // Done without a floor.
        Lane::Growth | Lane::Grow => {}
    }
    floor.stop().await
}

async fn measure_house(
    arguments: &Arguments,
    binary: PathBuf,
    kinds: Vec<Kind>,
    floor: &Program,
    before: String,
) -> Result<(), Failure> {
    let seconds = arguments.seconds.unwrap_or(3.0);
    let bench = Bench {
        binary,
        beside: arguments.beside.clone(),
        floor: floor.address,
        span: Span {
            warm_up: Duration::from_secs_f64(arguments.warm_up),
            counted: Duration::from_secs_f64(seconds),
        },
        rounds: usize::from(arguments.rounds),
        phases: if arguments.lane == Lane::Sending { &[Phase::Sending] } else { &Phase::ALL },
    };
    let mut report = Report {
        seconds,
        rounds: bench.rounds,
        load_average: before,
        load_average_after: String::new(),
        rows: Vec::new(),
        standings: Vec::new(),
    };
    for kind in kinds {
        let (rows, standings) = lanes::measure(&bench, kind).await?;
        report.rows.extend(rows);
        report.standings.extend(standings);
    }
    report.load_average_after = load_average();
    report.print();
    write(&report, arguments.json.as_deref())
}

async fn measure_chat(
    arguments: &Arguments,
    binary: PathBuf,
    kinds: Vec<Kind>,
    floor: &Program,
    before: String,
) -> Result<(), Failure> {
    let bench = chat::Bench {
        binary,
        floor: floor.address,
        floor_process: floor.process(),
        readers: usize::from(arguments.readers),
        a_second: u32::from(arguments.a_second),
        seconds: whole_seconds(arguments.seconds.unwrap_or(20.0))?,
        rounds: usize::from(arguments.rounds),
    };
    let mut report = chat::Report {
        seconds: bench.seconds,
        rounds: bench.rounds,
        load_average: before,
        load_average_after: String::new(),
        rows: Vec::new(),
    };
    for kind in kinds {
        report.rows.extend(chat::measure(&bench, kind).await?);
    }
    report.load_average_after = load_average();
    report.print();
    write(&report, arguments.json.as_deref())
}

async fn measure_growth(arguments: &Arguments, binary: &Path, kinds: Vec<Kind>) -> Result<(), Failure> {
    let bench = growth::Bench {
        binary,
        span: Span {
            warm_up: Duration::from_secs_f64(arguments.warm_up),
            counted: Duration::from_secs_f64(arguments.seconds.unwrap_or(3.0)),
        },
        rounds: usize::from(arguments.rounds),
        largest: arguments.largest,
    };
    let mut report = growth::Report::default();
    for kind in kinds {
        let (rows, kept) = growth::measure(&bench, kind).await?;
        report.rows.extend(rows);
        report.kept.extend(kept);
    }
    report.print();
    write(&report, arguments.json.as_deref())
}

fn whole_seconds(seconds: f64) -> Result<u32, Failure> {
    let whole = Duration::from_secs_f64(seconds).as_secs();
    u32::try_from(whole)
        .ok()
        .filter(|whole| *whole > 0)
        .ok_or_else(|| Failure::new("give the chat lane at least one second"))
}

async fn start_floor(log: &Path) -> Result<Program, Failure> {
    let own = std::env::current_exe().map_err(Failure::of("find this program"))?;
    Program::start(&own, &[OsStr::new("--floor")], "/1", log).await
}

fn load_average() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let words: Vec<&str> = text.split(' ').take(3).collect();
    if words.len() == 3 { words.join(", ") } else { "not known".to_owned() }
}

fn write(report: &impl serde::Serialize, file: Option<&Path>) -> Result<(), Failure> {
    let Some(file) = file else { return Ok(()) };
    let deed = format!("write {}", file.display());
    let text = serde_json::to_string_pretty(report).map_err(Failure::of(&deed))?;
    std::fs::write(file, text + "\n").map_err(Failure::of(&deed))
}
