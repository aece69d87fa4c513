//! The house lane: every page in every way, and sending, on one database; by one program, or by two that take
//! turns.

use std::net::SocketAddr;
use std::path::PathBuf;

use testing::{Database, Kind};

use crate::client::{Ask, Client};
use crate::failure::Failure;
use crate::insert::PlainInsert;
use crate::measure::{self, Figures, Span, Visitor};
use crate::reading::{FloorReader, PAGES, Way};
use crate::report::{Beside, Row, Standing};
use crate::side::{Place, Side, name_of};

/// Readers at once.
const READERS: [usize; 2] = [1, 16];
/// Senders at once.
const SENDERS: [usize; 2] = [1, 8];
/// How the tables call the programs: the one that is measured, and the one beside it.
const NAMES: [&str; 2] = ["measured", "beside"];
/// Rows that are no page.
const SEND: &str = "send";
const INSERT: &str = "insert";

/// What to measure with.
#[derive(Clone, Debug)]
pub struct Bench {
    /// The program.
    pub binary: PathBuf,
    /// Another one that it is compared with.
    pub beside: Option<PathBuf>,
    /// Where the floor listens.
    pub floor: SocketAddr,
    /// How long each measure lasts.
    pub span: Span,
    /// How often everything is measured.
    pub rounds: usize,
    /// What is measured, in order.
    pub phases: &'static [Phase],
}

/// What is measured before what: a page grows slower with what was sent before, and whoever sends faster sends
/// more, so nothing is read after it was measured how fast that goes.
#[derive(Clone, Copy, Debug)]
pub enum Phase {
    /// Pages, while nothing changes.
    Still,
    /// Pages, while as much is sent to each program.
    Changing,
    /// Sending, as fast as each program takes it.
    Sending,
}

impl Phase {
    /// Everything.
    pub const ALL: [Self; 3] = [Self::Still, Self::Changing, Self::Sending];
}

/// What one round found of one row.
struct Found {
    what: &'static str,
    lane: &'static str,
    at_once: usize,
    /// By each program, in the order of [`NAMES`]; the plain insert has one.
    sides: Vec<Figures>,
    floor: Option<Figures>,
}

/// Measures everything on one database of each program's own, which is made anew and removed.
pub async fn measure(bench: &Bench, kind: Kind) -> Result<(Vec<Row>, Vec<Standing>), Failure> {
    let folder = tempfile::tempdir().map_err(Failure::of("make a temporary folder"))?;
    let mut places = Vec::new();
    for (name, binary) in NAMES.into_iter().zip(std::iter::once(&bench.binary).chain(&bench.beside)) {
        let log = folder.path().join(name);
        places.push(Place { name, binary: binary.clone(), database: Database::empty(kind).await, log });
    }
    let plain = Database::empty(kind).await;
    let measured = measure_on(bench, &places, &plain).await;
    plain.remove().await;
    for place in places {
        if measured.is_err() {
            let said = std::fs::read_to_string(&place.log).unwrap_or_default();
            eprintln!("The program {} said:\n{said}", place.name);
        }
        place.database.remove().await;
    }
    measured
}

async fn measure_on(
    bench: &Bench,
    places: &[Place],
    plain: &Database,
) -> Result<(Vec<Row>, Vec<Standing>), Failure> {
    let most = |at_once: [usize; 2]| at_once.into_iter().max().unwrap_or(1);
    let mut sides = Vec::new();
    for place in places {
        sides.push(Side::open(place, most(READERS), most(SENDERS)).await?);
    }
    let insert = PlainInsert::open(plain).await?;
    let floor_head = floor_head(bench.floor).await?;
    let lanes = Lanes { bench, database: name_of(plain.kind), sides, insert, floor_head };
    let rows = lanes.rows().await?;
    lanes.insert.close().await;
    let mut standings = Vec::new();
    for side in lanes.sides {
        standings.push(side.close().await?);
    }
    Ok((rows, standings))
}

/// Bytes of the floor's answer that are no body.
async fn floor_head(floor: SocketAddr) -> Result<u64, Failure> {
    let mut client = Client::connect(floor).await?;
    let answer = client.ask(&Ask::page("/0"), None).await?;
    Ok(client.received() - answer.body.len() as u64)
}

/// Everything that is measured on one database, ready.
struct Lanes<'a> {
    bench: &'a Bench,
    database: &'static str,
    sides: Vec<Side>,
    insert: PlainInsert,
    floor_head: u64,
}

impl Lanes<'_> {
    /// Every row, each the middle of all rounds. A round measures everything once, so that a noisy minute
    /// touches one round of each and not all rounds of one.
    async fn rows(&self) -> Result<Vec<Row>, Failure> {
        let mut rows = Vec::new();
        for phase in self.bench.phases {
            let mut rounds = Vec::new();
            for round in 0..self.bench.rounds {
                rounds.push(match phase {
                    Phase::Still => self.reads(round, |way| way != Way::Mixed).await?,
                    Phase::Changing => self.reads(round, |way| way == Way::Mixed).await?,
                    Phase::Sending => self.sends(round).await?,
                });
            }
            rows.extend(rows_of(self.database, rounds));
        }
        Ok(rows)
    }

    async fn reads(&self, round: usize, is_wanted: impl Fn(Way) -> bool) -> Result<Vec<Found>, Failure> {
        let span = self.bench.span;
        let mut found = Vec::new();
        for page in PAGES {
            for at_once in READERS {
                let mut floor = None;
                for way in page.ways.iter().copied().filter(|way| is_wanted(*way)) {
                    let sides = self.by_turns(round, async |side| side.read(page, way, at_once, span).await);
                    let sides = sides.await?;
                    if floor.is_none() {
                        floor = Some(self.floor(at_once, &sides).await?);
                    }
                    let (what, lane, floor) = (page.name, way.words(), floor.clone());
                    found.push(self.told(round, Found { what, lane, at_once, sides, floor }));
                }
            }
        }
        Ok(found)
    }

    async fn sends(&self, round: usize) -> Result<Vec<Found>, Failure> {
        let span = self.bench.span;
        let mut found = Vec::new();
        for at_once in SENDERS {
            let sides = vec![self.insert.measure(at_once, span).await?];
            let insert = Found { what: INSERT, lane: "one row, on the disk", at_once, sides, floor: None };
            found.push(self.told(round, insert));
            let sides = self.by_turns(round, async |side| side.send(at_once, span).await).await?;
            let floor = Some(self.floor(at_once, &sides).await?);
            let send = Found { what: SEND, lane: "every one holds", at_once, sides, floor };
            found.push(self.told(round, send));
        }
        Ok(found)
    }

    /// One measure of every program, one after the other; who comes first changes from round to round.
    async fn by_turns(
        &self,
        round: usize,
        measure: impl AsyncFn(&Side) -> Result<Figures, Failure>,
    ) -> Result<Vec<Figures>, Failure> {
        let mut order: Vec<usize> = (0..self.sides.len()).collect();
        if round % 2 == 1 {
            order.reverse();
        }
        let mut found = vec![Figures::default(); self.sides.len()];
        for place in order {
            found[place] = measure(&self.sides[place]).await?;
        }
        Ok(found)
    }

    /// What the floor does with as many connections and as many bytes on the wire as the first program.
    async fn floor(&self, at_once: usize, sides: &[Figures]) -> Result<Figures, Failure> {
        let bytes = sides.first().map_or(0, |figures| figures.bytes);
        // The head says how long the body is, which makes it a few bytes longer than that of an empty one.
        let length = bytes.saturating_sub(self.floor_head);
        let visitor = || std::sync::Arc::new(FloorReader { length }) as std::sync::Arc<dyn Visitor>;
        let visitors = std::iter::repeat_with(visitor).take(at_once).collect();
        measure::run(self.bench.floor, visitors, self.bench.span).await
    }

    /// Word on the way, for whoever waits.
    fn told(&self, round: usize, found: Found) -> Found {
        let words = |figures: &Figures| {
            format!("{:.0} a second, p50 {:.2} ms, p99 {:.2} ms", figures.a_second, figures.p50, figures.p99)
        };
        let sides: Vec<String> = found.sides.iter().map(words).collect();
        eprintln!(
            "{}, round {}: {}, {}, {} at once: {}",
            self.database,
            round + 1,
            found.what,
            found.lane,
            found.at_once,
            sides.join("; beside: ")
        );
        found
    }
}

/// The rows of all rounds; every round has the same in the same order.
fn rows_of(database: &'static str, rounds: Vec<Vec<Found>>) -> Vec<Row> {
    let mut gathered: Vec<Vec<Found>> = Vec::new();
    for round in rounds {
        gathered.resize_with(round.len(), Vec::new);
        for (row, found) in gathered.iter_mut().zip(round) {
            row.push(found);
        }
    }
    let mut rows: Vec<Row> = gathered.iter().filter_map(|row| row_of(database, row)).collect();
    let inserts: Vec<(usize, f64)> =
        rows.iter().filter(|row| row.what == INSERT).map(|row| (row.at_once, row.figures.a_second)).collect();
    for row in rows.iter_mut().filter(|row| row.what == SEND) {
        let insert = inserts.iter().find(|(at_once, _)| *at_once == row.at_once);
        row.share = insert.map(|(_, inserts)| row.figures.a_second / inserts);
        if let Some(beside) = &mut row.beside {
            beside.share = insert.map(|(_, inserts)| beside.figures.a_second / inserts);
        }
    }
    rows
}

/// One row out of what every round found of it.
fn row_of(database: &'static str, rounds: &[Found]) -> Option<Row> {
    let first = rounds.first()?;
    let (figures, each_round) = middle_of(rounds, 0)?;
    let beside = middle_of(rounds, 1).map(|(beside, of_beside)| Beside {
        ratio: middle_ratio(&each_round, &of_beside),
        figures: beside,
        rounds: of_beside,
        share: None,
    });
    let floors: Vec<Figures> = rounds.iter().filter_map(|found| found.floor.clone()).collect();
    Some(Row {
        database,
        what: first.what,
        lane: first.lane,
        at_once: first.at_once,
        figures,
        rounds: each_round,
        floor: (!floors.is_empty()).then(|| measure::middle(floors)),
        share: None,
        beside,
    })
}

/// The middle of one program's figures, and answers a second in each round; none where it was not measured.
fn middle_of(rounds: &[Found], side: usize) -> Option<(Figures, Vec<f64>)> {
    let figures: Vec<Figures> = rounds.iter().filter_map(|found| found.sides.get(side).cloned()).collect();
    let each_round = figures.iter().map(|figures| figures.a_second).collect();
    (!figures.is_empty()).then(|| (measure::middle(figures), each_round))
}

/// The middle of what the rounds' ratios are: a noisy minute touches both programs of one round.
fn middle_ratio(measured: &[f64], beside: &[f64]) -> f64 {
    let mut ratios: Vec<f64> =
        measured.iter().zip(beside).map(|(measured, beside)| measured / beside).collect();
    ratios.sort_by(f64::total_cmp);
    ratios.get(ratios.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(what: &'static str, a_second: &[f64]) -> Found {
        let figures = |a_second: &f64| Figures { a_second: *a_second, ..Figures::default() };
        Found { what, lane: "", at_once: 8, sides: a_second.iter().map(figures).collect(), floor: None }
    }

    #[test]
    fn a_row_compares_the_middle_rounds_and_a_sending_is_a_share_of_the_insert() {
        let round =
            |insert, measured, beside| vec![found(INSERT, &[insert]), found(SEND, &[measured, beside])];
        let rows = rows_of(
            "SQLite",
            vec![round(1_000.0, 90.0, 40.0), round(2_000.0, 300.0, 100.0), round(4_000.0, 400.0, 50.0)],
        );
        let [insert, send] = rows.as_slice() else { panic!("two rows, not {}", rows.len()) };
        assert!(insert.share.is_none() && insert.beside.is_none() && insert.floor.is_none());
        let beside = send.beside.as_ref().unwrap();
        let is = |found: f64, expected: f64| (found - expected).abs() < 1e-9;
        assert!(is(send.figures.a_second, 300.0) && is(beside.figures.a_second, 50.0));
        assert!(is(beside.ratio, 3.0));
        assert!(is(send.share.unwrap(), 0.15) && is(beside.share.unwrap(), 0.025));
        assert_eq!((send.rounds.len(), beside.rounds.len()), (3, 3));
    }
}
