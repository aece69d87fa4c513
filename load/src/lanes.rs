//! The house lane: every page in every way, on one database.

use std::ffi::OsStr;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use jiff::civil::{Date, date};
use storage::Address;
use testing::{Database, Kind};

use crate::client::{Ask, Client};
use crate::failure::Failure;
use crate::measure::{self, Figures, Span, Visitor};
use crate::memory;
use crate::people::{Session, read, sign_in};
use crate::program::Program;
use crate::reading::{FloorReader, PAGES, Page, Reader};
use crate::report::{Row, Standing};
use crate::sending::Sender;

/// The demonstration's clock begins here, a Tuesday in term time: every run sees the same board and week.
pub const DAY: &str = "2026-11-24T10:20";
const TODAY: Date = date(2026, 11, 24);
/// Readers at once.
const READERS: [usize; 2] = [1, 16];
/// Senders at once.
const SENDERS: [usize; 2] = [1, 8];
/// While pages are read with changes, one requisition is sent this often.
const TRICKLE: Duration = Duration::from_millis(100);
/// Starts that the time to the first answer is the middle of.
const STARTS: usize = 5;
/// Before memory at rest is read.
const REST: Duration = Duration::from_secs(2);
/// How pages are read, as the table says it.
const KEPT: &str = "kept";
const ANEW: &str = "never kept";
const MIXED: &str = "one sent every 100 ms";
const SENT: &str = "every one holds";

/// What to measure with.
#[derive(Clone, Debug)]
pub struct Bench {
    /// The program.
    pub binary: PathBuf,
    /// Where the floor listens.
    pub floor: SocketAddr,
    /// How long each measure lasts.
    pub span: Span,
    /// How often everything is measured.
    pub rounds: usize,
}

/// One row on its way: what each round found.
struct Gathered {
    row: Row,
    figures: Vec<Figures>,
    floors: Vec<Figures>,
}

/// Measures everything on one database, which is made anew and removed.
pub async fn measure(bench: &Bench, kind: Kind) -> Result<(Vec<Row>, Standing), Failure> {
    let database = Database::empty(kind).await;
    let folder = tempfile::tempdir().map_err(Failure::of("make a temporary folder"))?;
    let log = folder.path().join("log");
    let measured = measure_on(bench, &database, &log).await;
    if measured.is_err() {
        eprintln!("The program said:\n{}", std::fs::read_to_string(&log).unwrap_or_default());
    }
    database.remove().await;
    measured
}

async fn measure_on(bench: &Bench, database: &Database, log: &Path) -> Result<(Vec<Row>, Standing), Failure> {
    let name = name_of(database.kind);
    let url = url_of(database);
    let program = start(bench, &url, log).await?;
    let made_in = program.started_in.as_millis();
    program.stop().await?;
    let mut starts = Vec::new();
    for _ in 1..STARTS {
        let program = start(bench, &url, log).await?;
        starts.push(program.started_in.as_millis());
        program.stop().await?;
    }
    let program = start(bench, &url, log).await?;
    starts.push(program.started_in.as_millis());
    starts.sort_unstable();
    let process = program.process();
    let fresh = memory::of(process);
    let desk = Desk::open(bench, &program).await?;
    let rows = desk.rows(name).await?;
    tokio::time::sleep(REST).await;
    let server = match database.kind {
        Kind::Sqlite => None,
        Kind::Postgres => port_of(&url).and_then(memory::of_postgres),
    };
    let standing = Standing {
        database: name,
        made_in,
        started_in: starts[STARTS / 2],
        fresh,
        after: memory::of(process),
        peak: memory::peak(process),
        server,
        sent: desk.senders.first().map_or(0, |sender| sender.sent()),
    };
    program.stop().await?;
    Ok((rows, standing))
}

async fn start(bench: &Bench, url: &str, log: &Path) -> Result<Program, Failure> {
    let arguments =
        ["demo", "--listen", "127.0.0.1:0", "--print-json", "--date", DAY, "--database", url].map(OsStr::new);
    Program::start(&bench.binary, &arguments, "/sign-in", log).await
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

/// Everybody signed in, and ready to ask.
struct Desk<'a> {
    bench: &'a Bench,
    address: SocketAddr,
    readers: Vec<(Page, Vec<Session>)>,
    senders: Vec<Arc<Sender>>,
    floor_head: u64,
}

impl<'a> Desk<'a> {
    async fn open(bench: &'a Bench, program: &Program) -> Result<Self, Failure> {
        let most = READERS.into_iter().max().unwrap_or(1);
        let mut readers = Vec::new();
        for page in PAGES {
            let sessions = sign_in(program, page.roles, most).await?;
            for session in sessions.iter().take(page.roles.len()) {
                page.is(&read(program.address, session, page.address).await?)?;
            }
            readers.push((page, sessions));
        }
        let most = SENDERS.into_iter().max().unwrap_or(1);
        let sessions = sign_in(program, &["teacher", "head-of-science"], most).await?;
        let senders = Sender::each(program.address, &sessions, TODAY).await?;
        let mut client = Client::connect(bench.floor).await?;
        let answer = client.ask(&Ask::page("/0"), None).await?;
        let floor_head = client.received() - answer.body.len() as u64;
        Ok(Self { bench, address: program.address, readers, senders, floor_head })
    }

    /// Every row, each the middle of all rounds. A round measures everything once, so that a noisy minute
    /// touches one round of each and not all rounds of one.
    async fn rows(&self, database: &'static str) -> Result<Vec<Row>, Failure> {
        let mut gathered: Vec<Gathered> = Vec::new();
        for round in 0..self.bench.rounds {
            for (place, row) in self.round(database, round).await?.into_iter().enumerate() {
                match gathered.get_mut(place) {
                    Some(known) => {
                        known.figures.push(row.figures);
                        known.floors.push(row.floor);
                    }
                    None => gathered.push(Gathered {
                        figures: vec![row.figures.clone()],
                        floors: vec![row.floor.clone()],
                        row,
                    }),
                }
            }
        }
        Ok(gathered.into_iter().map(Gathered::middle).collect())
    }

    async fn round(&self, database: &'static str, round: usize) -> Result<Vec<Row>, Failure> {
        let mut rows = Vec::new();
        for (page, sessions) in &self.readers {
            for at_once in READERS {
                let sessions = &sessions[..at_once];
                let kept = self.read(Reader::each(*page, sessions, false)).await?;
                let floor = self.floor(at_once, kept.bytes).await?;
                let anew = self.read(Reader::each(*page, sessions, true)).await?;
                let mixed = self.read_with_changes(Reader::each(*page, sessions, false)).await?;
                for (lane, figures) in [(KEPT, kept), (ANEW, anew), (MIXED, mixed)] {
                    tell(database, round, page.name, lane, at_once, &figures);
                    let rounds = Vec::new();
                    let floor = floor.clone();
                    rows.push(Row { database, what: page.name, lane, at_once, figures, rounds, floor });
                }
            }
        }
        for at_once in SENDERS {
            let senders = &self.senders[..at_once];
            let visitors = senders.iter().map(|sender| Arc::clone(sender) as Arc<dyn Visitor>).collect();
            let figures = self.read(visitors).await?;
            let floor = self.floor(at_once, figures.bytes).await?;
            tell(database, round, "send", SENT, at_once, &figures);
            rows.push(Row {
                database,
                what: "send",
                lane: SENT,
                at_once,
                figures,
                rounds: Vec::new(),
                floor,
            });
        }
        Ok(rows)
    }

    async fn read(&self, visitors: Vec<Arc<dyn Visitor>>) -> Result<Figures, Failure> {
        measure::run(self.address, visitors, self.bench.span).await
    }

    async fn read_with_changes(&self, visitors: Vec<Arc<dyn Visitor>>) -> Result<Figures, Failure> {
        let sender = self.senders.first().ok_or_else(|| Failure::new("nobody sends"))?;
        tokio::select! {
            figures = self.read(visitors) => figures,
            failed = sender.trickle(self.address, TRICKLE) => {
                failed.and(Err(Failure::new("the changes ended before the measure")))
            }
        }
    }

    /// What the floor does with as many connections and as many bytes on the wire.
    async fn floor(&self, at_once: usize, bytes: u64) -> Result<Figures, Failure> {
        // The head says how long the body is, which makes it a few bytes longer than that of an empty one.
        let length = bytes.saturating_sub(self.floor_head);
        let visitors = (0..at_once).map(|_| Arc::new(FloorReader { length }) as Arc<dyn Visitor>).collect();
        measure::run(self.bench.floor, visitors, self.bench.span).await
    }
}

impl Gathered {
    fn middle(self) -> Row {
        let rounds = self.figures.iter().map(|figures| figures.a_second).collect();
        Row {
            rounds,
            figures: measure::middle(self.figures),
            floor: measure::middle(self.floors),
            ..self.row
        }
    }
}

/// Word on the way, for whoever waits.
fn tell(database: &str, round: usize, what: &str, lane: &str, at_once: usize, figures: &Figures) {
    eprintln!(
        "{database}, round {}: {what}, {lane}, {at_once} at once: {:.0} a second, p50 {:.2} ms, p99 {:.2} ms",
        round + 1,
        figures.a_second,
        figures.p50,
        figures.p99
    );
}
