//! What was found: one table for people, one object for programs.

use serde::Serialize;

use crate::measure::Figures;
use crate::memory::Memory;

/// One row: one thing, measured in one way.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// `SQLite` or `PostgreSQL`.
    pub database: &'static str,
    /// A page's name, `send` or `insert`.
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
    pub floor: Option<Figures>,
    /// Of sending: how many were sent for each row that a plain insert puts on the disk.
    pub share: Option<f64>,
    /// What the other program did in the same rounds, where there was one.
    pub beside: Option<Beside>,
}

/// What the program beside did.
#[derive(Clone, Debug, Serialize)]
pub struct Beside {
    /// What was found; the middle of all rounds.
    pub figures: Figures,
    /// Answers a second in each round, in order.
    pub rounds: Vec<f64>,
    /// Of sending: its own share of the plain inserts.
    pub share: Option<f64>,
    /// How many answers the measured program gave for each of this one's: the middle of all rounds, in each of
    /// which the two were measured one after the other.
    pub ratio: f64,
}

/// One database's memory and start.
#[derive(Clone, Debug, Serialize)]
pub struct Standing {
    /// Which program: `measured` or `beside`.
    pub program: &'static str,
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
        self.print_rows();
        println!();
        println!(
            "| program | database | school made and first answer | start to first answer | fresh RSS / PSS | after load RSS / PSS | peak RSS | database server PSS | requisitions sent |"
        );
        println!("|---|---|---:|---:|---:|---:|---:|---:|---:|");
        for standing in &self.standings {
            println!(
                "| {} | {} | {} ms | {} ms | {} | {} | {} | {} | {} |",
                standing.program,
                standing.database,
                standing.made_in,
                standing.started_in,
                pair(standing.fresh),
                pair(standing.after),
                standing.peak.map_or_else(unknown, mebibytes),
                standing.server.map_or_else(nothing, |memory| mebibytes(memory.pss)),
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

    fn print_rows(&self) {
        let is_compared = self.rows.iter().any(|row| row.beside.is_some());
        let mut names = vec!["database", "what", "how", "at once", "a second", "p50 ms", "p99 ms", "bytes"];
        names.extend(["floor a second", "of the floor", "of the inserts"]);
        if is_compared {
            names.extend(["beside a second", "p50 ms", "p99 ms", "of the inserts", "ratio"]);
        }
        println!("| {} |", names.join(" | "));
        println!("|---|---|---|{}", "---:|".repeat(names.len() - 3));
        for row in &self.rows {
            let mut cells = row.cells();
            if is_compared {
                cells.extend(row.cells_beside());
            }
            println!("| {} |", cells.join(" | "));
        }
    }
}

impl Row {
    fn cells(&self) -> Vec<String> {
        let found = &self.figures;
        let mut cells = vec![self.database.to_owned(), self.what.to_owned(), self.lane.to_owned()];
        cells.extend([self.at_once.to_string(), format!("{:.0}", found.a_second)]);
        cells.extend([format!("{:.2}", found.p50), format!("{:.2}", found.p99), found.bytes.to_string()]);
        let floor = self.floor.as_ref().map(|floor| floor.a_second);
        cells.push(floor.map_or_else(nothing, |floor| format!("{floor:.0}")));
        cells.push(percent(floor.map(|floor| found.a_second / floor)));
        cells.push(percent(self.share));
        cells
    }

    fn cells_beside(&self) -> Vec<String> {
        let Some(beside) = &self.beside else { return vec![nothing(); 5] };
        let found = &beside.figures;
        vec![
            format!("{:.0}", found.a_second),
            format!("{:.2}", found.p50),
            format!("{:.2}", found.p99),
            percent(beside.share),
            format!("{:.2}", beside.ratio),
        ]
    }
}

fn percent(share: Option<f64>) -> String {
    share.map_or_else(nothing, |share| format!("{:.1} %", 100.0 * share))
}

fn nothing() -> String {
    "–".to_owned()
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
