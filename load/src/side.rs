//! One of the programs that are compared, on a database of its own: its starts, its people, its memory.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use jiff::civil::{Date, date};
use storage::Address;
use testing::{Database, Kind};

use crate::failure::Failure;
use crate::measure::{self, Figures, Span, Visitor};
use crate::memory::{self, Memory};
use crate::people::{Session, read, sign_in};
use crate::program::Program;
use crate::reading::{PAGES, Page, Reader, Way};
use crate::report::Standing;
use crate::sending::{Sender, count_enough};

/// The demonstration's clock begins here, a Tuesday in term time: every run sees the same board and week.
const DAY: &str = "2026-11-24T10:20";
const TODAY: Date = date(2026, 11, 24);
/// While pages are read with changes, one requisition is sent this often.
const TRICKLE: Duration = Duration::from_millis(100);
/// Starts that the time to the first answer is the middle of.
const STARTS: usize = 5;
/// Before memory at rest is read.
const REST: Duration = Duration::from_secs(2);

/// Where a program is, and what it may write to.
#[derive(Debug)]
pub struct Place {
    /// How the tables call the program.
    pub name: &'static str,
    /// The program.
    pub binary: PathBuf,
    /// Its database, of its own.
    pub database: Database,
    /// What it says on standard error.
    pub log: PathBuf,
}

/// A program that runs, with everybody signed in and ready to ask.
#[derive(Debug)]
pub struct Side {
    name: &'static str,
    kind: Kind,
    url: String,
    program: Program,
    made_in: u128,
    started_in: u128,
    fresh: Option<Memory>,
    readers: Vec<(Page, Vec<Session>)>,
    senders: Vec<Arc<Sender>>,
}

impl Side {
    /// Makes the demonstration's school, starts the program on it some times, and lets so many readers of
    /// each page and so many senders in.
    pub async fn open(place: &Place, readers: usize, senders: usize) -> Result<Self, Failure> {
        let url = url_of(&place.database);
        let mut program = start(place, &url).await?;
        let made_in = program.started_in.as_millis();
        let mut starts = Vec::new();
        for _ in 0..STARTS {
            program.stop().await?;
            program = start(place, &url).await?;
            starts.push(program.started_in.as_millis());
        }
        starts.sort_unstable();
        let fresh = memory::of(program.process());
        Ok(Self {
            name: place.name,
            kind: place.database.kind,
            url,
            made_in,
            started_in: starts[STARTS / 2],
            fresh,
            readers: readers_of(&program, readers).await?,
            senders: senders_of(&program, senders).await?,
            program,
        })
    }

    /// So many read a page at once.
    pub async fn read(&self, page: Page, way: Way, at_once: usize, span: Span) -> Result<Figures, Failure> {
        let sessions = self.readers.iter().find(|(known, _)| known.name == page.name);
        let sessions = sessions.ok_or_else(|| Failure::new(format!("nobody reads the {}", page.name)))?;
        let reading = self.ask(Reader::each(page, way, &sessions.1[..at_once]), span);
        if way != Way::Mixed {
            return reading.await;
        }
        let sender = self.senders.first().ok_or_else(|| Failure::new("nobody sends"))?;
        tokio::select! {
            figures = reading => figures,
            failed = sender.trickle(self.program.address, TRICKLE) => {
                failed.and(Err(Failure::new("the changes ended before the measure")))
            }
        }
    }

    /// So many send at once.
    pub async fn send(&self, at_once: usize, span: Span) -> Result<Figures, Failure> {
        let senders = &self.senders[..at_once];
        let visitors = senders.iter().map(|sender| Arc::clone(sender) as Arc<dyn Visitor>);
        self.ask(visitors.collect(), span).await
    }

    async fn ask(&self, visitors: Vec<Arc<dyn Visitor>>, span: Span) -> Result<Figures, Failure> {
        measure::run(self.program.address, visitors, span).await
    }

    /// Reads its memory at rest, and stops it.
    pub async fn close(self) -> Result<Standing, Failure> {
        tokio::time::sleep(REST).await;
        let process = self.program.process();
        let standing = Standing {
            program: self.name,
            database: name_of(self.kind),
            made_in: self.made_in,
            started_in: self.started_in,
            fresh: self.fresh,
            after: memory::of(process),
            peak: memory::peak(process),
            server: match self.kind {
                Kind::Sqlite => None,
                Kind::Postgres => port_of(&self.url).and_then(memory::of_postgres),
            },
            sent: self.senders.first().map_or(0, |sender| sender.sent()),
        };
        self.program.stop().await?;
        Ok(standing)
    }
}

async fn start(place: &Place, url: &str) -> Result<Program, Failure> {
    start_demonstration(&place.binary, "127.0.0.1:0", url, &place.log).await
}

/// Starts the demonstration on a database that is kept.
pub async fn start_demonstration(
    binary: &Path,
    listen: &str,
    url: &str,
    log: &Path,
) -> Result<Program, Failure> {
    let arguments =
        ["demo", "--listen", listen, "--print-json", "--date", DAY, "--database", url].map(OsStr::new);
    Program::start(binary, &arguments, "/sign-in", log).await
}

/// So many sessions for each page, which is looked at once in each role.
async fn readers_of(program: &Program, number: usize) -> Result<Vec<(Page, Vec<Session>)>, Failure> {
    let mut readers = Vec::new();
    for page in PAGES {
        let sessions = sign_in(program, page.roles, number).await?;
        for session in sessions.iter().take(page.roles.len()) {
            page.is(&read(program.address, session, page.address).await?)?;
        }
        readers.push((page, sessions));
    }
    Ok(readers)
}

async fn senders_of(program: &Program, number: usize) -> Result<Vec<Arc<Sender>>, Failure> {
    let technician = sign_in(program, &["technician"], 1).await?;
    for one in &technician {
        count_enough(program.address, one).await?;
    }
    let sessions = sign_in(program, &["teacher", "head-of-science"], number).await?;
    Sender::each(program.address, &sessions, TODAY).await
}

/// A database's name, as the tables have it.
pub fn name_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Sqlite => "SQLite",
        Kind::Postgres => "PostgreSQL",
    }
}

/// A database's address, as the program takes it.
pub fn url_of(database: &Database) -> String {
    match &database.address {
        Address::Sqlite(file) => format!("sqlite:{}", file.display()),
        Address::Postgres(url) => url.clone(),
    }
}

/// The port in the address of a database on a server.
pub fn port_of(url: &str) -> Option<&str> {
    url.rsplit_once('/')?.0.rsplit_once(':').map(|(_, port)| port)
}
