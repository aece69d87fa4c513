//! What was found: one table for people, one object for programs.

use serde::Serialize;

use crate::measure::Figures;
use crate::memory::Memory;

/// One row: one thing, measured in one way.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// `SQLite` or `PostgreSQL`.
    pub database: &'static str,
    /// `week`, `board` or `send`.
    pub what: &'static str,
    /// How it was asked for.
    pub lane: &'static str,
    /// Connections at once.
    pub at_once: usize,
    /// What was found; the middle of all rounds.
    pub figures: Figures,
    /// Answers a second in each round, in order.
    pub rounds: Vec<f64>,
    /// What the floor did with as many bytes and connections; the middle of all rounds.
    pub floor: Figures,
}

/// One database's memory and start.
#[derive(Clone, Debug, Serialize)]
pub struct Standing {
    /// `SQLite` or `PostgreSQL`.
    pub database: &'static str,
    /// Making the school and starting, in milliseconds, to the first answer.
    pub made_in: u128,
    /// Starting on a school that is there, in milliseconds, to the first answer: the middle of several.
    pub started_in: u128,
    /// After the first answer.
    pub fresh: Option<Memory>,
    /// After the load, at rest.
    pub after: Option<Memory>,
    /// The largest resident set, in KiB.
    pub peak: Option<u64>,
    /// The database's own server after the load, all processes together.
    pub server: Option<Memory>,
    /// Requisitions sent in all.
    pub sent: usize,
}

/// Everything.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Seconds that each measure lasted.
    pub seconds: f64,
    /// Rounds that each figure is the middle of.
    pub rounds: usize,
    /// The machine's load averages when it began: over one, five and fifteen minutes.
    pub load_average: String,
    /// The same when it had ended, the load itself included.
    pub load_average_after: String,
    /// The measures.
    pub rows: Vec<Row>,
    /// Memory and starts.
    pub standings: Vec<Standing>,
}

impl Report {
    /// The tables, plainly.
    pub fn print(&self) {
        println!(
            "| database | what | how | at once | a second | p50 ms | p99 ms | bytes | floor a second | of the floor |"
        );
        println!("|---|---|---|---:|---:|---:|---:|---:|---:|---:|");
        for row in &self.rows {
            let (found, floor) = (&row.figures, &row.floor);
            println!(
                "| {} | {} | {} | {} | {:.0} | {:.2} | {:.2} | {} | {:.0} | {:.1} % |",
                row.database,
                row.what,
                row.lane,
                row.at_once,
                found.a_second,
                found.p50,
                found.p99,
                found.bytes,
                floor.a_second,
                100.0 * found.a_second / floor.a_second,
            );
        }
        println!();
        println!(
            "| database | school made and first answer | start to first answer | fresh RSS / PSS | after load RSS / PSS | peak RSS | database server PSS | requisitions sent |"
        );
        println!("|---|---:|---:|---:|---:|---:|---:|---:|");
        for standing in &self.standings {
            println!(
                "| {} | {} ms | {} ms | {} | {} | {} | {} | {} |",
                standing.database,
                standing.made_in,
                standing.started_in,
                pair(standing.fresh),
                pair(standing.after),
                standing.peak.map_or_else(unknown, mebibytes),
                standing.server.map_or_else(|| "–".to_owned(), |memory| mebibytes(memory.pss)),
                standing.sent,
            );
        }
        println!();
        println!(
            "Each measure lasted {} s; each figure is the middle of {}; load averages before: {}; after: {}.",
            self.seconds,
            if self.rounds == 1 { "one round".to_owned() } else { format!("{} rounds", self.rounds) },
            self.load_average,
            self.load_average_after
        );
    }
}

fn pair(memory: Option<Memory>) -> String {
    memory.map_or_else(unknown, |memory| format!("{} / {}", mebibytes(memory.rss), mebibytes(memory.pss)))
}

/// Memory as people read it.
pub fn mebibytes(kibibytes: u64) -> String {
    format!("{} MiB", kibibytes.div_ceil(1024))
}

fn unknown() -> String {
    "not known".to_owned()
}
