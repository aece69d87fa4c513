//! The rooms that are measured: the demonstration's open chat on one process and on two, and the floor's.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use testing::{Database, Kind};

use super::Bench;
use super::report::{Process, Row};
use super::run::{Disturbance, Found, Load, Room, Server, run};
use crate::failure::Failure;
use crate::memory;
use crate::people::sign_in;
use crate::program::Program;
use crate::side::{name_of, port_of, start_demonstration, url_of};

/// Who listens and writes: people of the demonstration who have agreed to what becomes of their words.
const ROLES: [&str; 4] = ["teacher", "technician", "senior-technician", "head-of-science"];
/// Sign-ins that the readers' streams are spread over.
const SESSIONS: usize = 16;
/// Any free port of this machine.
const ANY: &str = "127.0.0.1:0";
/// Within how long all come, while messages are said: what is said in that time is not counted.
const ARRIVALS: Duration = Duration::from_secs(10);
const WARM_UP: u32 = 10;
/// Seconds of messages around a disturbance, and from the first to it: between two messages.
const AROUND: u32 = 6;
const BEFORE: Duration = Duration::from_millis(2_030);
/// Before memory at rest is read.
const REST: Duration = Duration::from_secs(2);
/// How long the last message may be on its way.
const PATIENCE: Duration = Duration::from_secs(30);

/// Measures one database, with as many processes as are usual on it.
pub async fn measure(bench: &Bench, kind: Kind) -> Result<Vec<Row>, Failure> {
    let mut rows = Vec::new();
    let processes: &[usize] = match kind {
        Kind::Sqlite => &[1],
        Kind::Postgres => &[1, 2],
    };
    for processes in processes {
        let database = Database::empty(kind).await;
        let folder = tempfile::tempdir().map_err(Failure::of("make a temporary folder"))?;
        let measured = measure_on(bench, &database, *processes, folder.path()).await;
        if measured.is_err() {
            tell_logs(folder.path(), *processes);
        }
        database.remove().await;
        rows.push(measured?);
    }
    Ok(rows)
}

fn tell_logs(folder: &Path, processes: usize) {
    for process in 0..processes {
        let said = std::fs::read_to_string(folder.join(process.to_string())).unwrap_or_default();
        eprintln!("Process {} said:\n{said}", process + 1);
    }
}

async fn measure_on(
    bench: &Bench,
    database: &Database,
    processes: usize,
    folder: &Path,
) -> Result<Row, Failure> {
    let starter = Starter { bench, url: url_of(database), folder };
    // The school is made by a process of its own, so that what is measured has only served.
    starter.start(0, ANY).await?.stop().await?;
    let mut programs = Vec::new();
    for process in 0..processes {
        programs.push(starter.start(process, ANY).await?);
    }
    let fresh: Vec<_> = programs.iter().map(|program| memory::of(program.process())).collect();
    let (room, signed_in) = open(&programs).await?;
    let name = name_of(database.kind);
    let mut load = load_of(bench);
    let mut rounds = Vec::new();
    let mut floors = Vec::new();
    for round in 0..bench.rounds {
        load.run = round;
        // A server that was lost begins anew: so only in the end.
        let disturbance = if round + 1 < bench.rounds {
            Disturbance::Cut
        } else {
            Disturbance::CutAndLoss(Box::pin(starter.lose_last(&mut programs)))
        };
        let found = run(&room, load, disturbance).await?;
        tell(name, processes, round, &found);
        let floor = run(&floor_of(bench, found.bytes), load, Disturbance::None).await?;
        tell("floor", 1, round, &floor);
        rounds.push(found);
        floors.push(floor);
    }
    let server = (database.kind == Kind::Postgres)
        .then(|| port_of(&starter.url).and_then(memory::of_postgres))
        .flatten();
    for program in programs {
        program.stop().await?;
    }
    let memory = memory_of(&fresh, &signed_in, &rounds);
    Ok(Row::of(name, load, rounds, floors, memory, server))
}

fn load_of(bench: &Bench) -> Load {
    Load {
        run: 0,
        readers: bench.readers,
        a_second: bench.a_second,
        warm_up: WARM_UP,
        arrivals: ARRIVALS,
        seconds: bench.seconds,
        around: AROUND,
        before: BEFORE,
        rest: REST,
        patience: PATIENCE,
    }
}

/// Starts servers of one room.
struct Starter<'a> {
    bench: &'a Bench,
    url: String,
    folder: &'a Path,
}

impl Starter<'_> {
    async fn start(&self, process: usize, listen: &str) -> Result<Program, Failure> {
        let log = self.folder.join(process.to_string());
        start_demonstration(&self.bench.binary, listen, &self.url, &log).await
    }

    /// Ends the last server without a word, and starts it again where it was.
    async fn lose_last(&self, programs: &mut Vec<Program>) -> Result<(), Failure> {
        let last = programs.pop().ok_or_else(|| Failure::new("there is no server to lose"))?;
        let listen = last.address.to_string();
        last.kill()?;
        programs.push(self.start(programs.len(), &listen).await?);
        Ok(())
    }
}

fn server_of(program: &Program) -> Server {
    Server { address: program.address, process: program.process() }
}

/// The room, and each server's largest resident memory until people had signed in.
async fn open(programs: &[Program]) -> Result<(Room, Vec<Option<u64>>), Failure> {
    let first = programs.first().ok_or_else(|| Failure::new("no program was started"))?;
    let chat =
        first.chat.as_ref().ok_or_else(|| Failure::new("the demonstration named no chat that is open"))?;
    let sessions = sign_in(first, &ROLES, SESSIONS).await?;
    let servers = programs.iter().map(server_of);
    let room = Room {
        servers: servers.collect(),
        path: format!("/chats/{chat}"),
        has_page: true,
        cookies: sessions.into_iter().map(|session| session.cookie).collect(),
    };
    let signed_in = programs.iter().map(|program| memory::peak(program.process())).collect();
    Ok((room, signed_in))
}

/// The floor's room, whose messages are as long.
fn floor_of(bench: &Bench, bytes: usize) -> Room {
    let server = Server { address: bench.floor, process: bench.floor_process };
    let cookies: Vec<Arc<str>> = Vec::new();
    Room { servers: vec![server], path: format!("/chats/{bytes}"), has_page: false, cookies }
}

fn memory_of(fresh: &[Option<memory::Memory>], signed_in: &[Option<u64>], rounds: &[Found]) -> Vec<Process> {
    let process = |place: usize| Process {
        fresh: fresh.get(place).copied().flatten().map(|memory| memory.rss),
        signed_in: signed_in.get(place).copied().flatten(),
        rest: rounds.first().and_then(|found| found.rest.get(place).copied().flatten()),
        most: rounds.iter().filter_map(|found| found.most.get(place).copied().flatten()).max(),
    };
    (0..fresh.len()).map(process).collect()
}

/// Word on the way, for whoever waits.
fn tell(name: &str, processes: usize, round: usize, found: &Found) {
    eprintln!(
        "{name}, {processes} serving, round {}: {} messages to every reader; seen p50 {:.1} ms, p95 {:.1} ms, most {:.1} ms; \
         servers {:.0} %, this program {:.0} % of a core",
        round + 1,
        found.messages,
        found.seen.p50,
        found.seen.p95,
        found.seen.most,
        100.0 * found.servers_time,
        100.0 * found.own_time,
    );
}
