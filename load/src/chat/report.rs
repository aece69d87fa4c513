//! What was found in the rooms: tables for people, one object for programs.

use serde::Serialize;

use super::figures::{Comeback, Times};
use super::run::{Found, Load};
use crate::memory::Memory;
use crate::report::mebibytes;

/// The memory of one serving process, in KiB.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Process {
    /// Resident after its first answer.
    pub fresh: Option<u64>,
    /// The largest resident set until people had signed in, whose passwords are hashed.
    pub signed_in: Option<u64>,
    /// Resident with everybody listening and nothing said.
    pub rest: Option<u64>,
    /// The largest resident set while messages were said and everybody came back; the most of all rounds.
    pub most: Option<u64>,
}

/// One room, on one database, served by so many processes.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// `SQLite` or `PostgreSQL`.
    pub database: &'static str,
    /// Serving processes.
    pub processes: usize,
    /// Readers at once.
    pub readers: usize,
    /// Messages a second.
    pub a_second: u32,
    /// Messages that every reader got once and in order, in all rounds.
    pub messages: usize,
    /// From when a reader was due to come to when the room's page was there.
    pub page: Option<Times>,
    /// From when a message was due to when each reader saw it; this and what follows are of the middle round.
    pub seen: Times,
    /// The same for readers on the process that took the message.
    pub seen_own: Option<Times>,
    /// The same for readers on the other process.
    pub seen_other: Option<Times>,
    /// From when a message was due to when its writer was answered.
    pub answered: Times,
    /// What the floor did with as many readers and bytes.
    pub floor: Times,
    /// Bytes of one message's event.
    pub bytes: usize,
    /// Coming back after all were cut off at one instant.
    pub cut: Option<Comeback>,
    /// From due to seen while they came back.
    pub seen_around_cut: Option<Times>,
    /// Coming back after the last server was ended without a word and started again, in the last round.
    pub loss: Option<Comeback>,
    /// From due to seen while they came back.
    pub seen_around_loss: Option<Times>,
    /// How often a reader was turned away because the server was busy, in all rounds.
    pub turned_away: usize,
    /// How often a writer was, in all rounds.
    pub writers_turned_away: usize,
    /// Streams that ended though nobody cut them and no server was lost, in all rounds.
    pub broke_off: usize,
    /// Processor time of all serving processes a second, in seconds.
    pub servers_time: f64,
    /// The same of this program.
    pub own_time: f64,
    /// The same of the floor.
    pub floor_time: f64,
    /// From due to seen, p95 of each round in milliseconds, in order.
    pub rounds: Vec<f64>,
    /// The slowest reader's catching up after the cut in each round, in milliseconds, in order.
    pub caught_up: Vec<f64>,
    /// Memory of each serving process.
    pub memory: Vec<Process>,
    /// The database's own server afterwards, all processes together.
    pub server: Option<Memory>,
}

impl Row {
    /// The middle of all rounds, by p95.
    pub fn of(
        database: &'static str,
        load: Load,
        rounds: Vec<Found>,
        floors: Vec<Found>,
        memory: Vec<Process>,
        server: Option<Memory>,
    ) -> Self {
        let p95s = rounds.iter().map(|found| found.seen.p95).collect();
        let caught_up = rounds.iter().filter_map(|found| Some(found.cut.as_ref()?.caught_up.most));
        let caught_up = caught_up.collect();
        let messages = rounds.iter().map(|found| found.messages).sum();
        let turned_away = rounds.iter().map(|found| found.turned_away).sum();
        let writers_turned_away = rounds.iter().map(|found| found.writers_turned_away).sum();
        let broke_off = rounds.iter().map(|found| found.broke_off).sum();
        // A server is lost in the last round only.
        let (loss, seen_around_loss) = rounds
            .last()
            .map(|found| (found.loss.clone(), found.seen_around_loss.clone()))
            .unwrap_or_default();
        let (found, floor) = (middle(rounds), middle(floors));
        Self {
            database,
            processes: memory.len(),
            readers: load.readers,
            a_second: load.a_second,
            messages,
            page: found.page,
            seen: found.seen,
            seen_own: found.seen_own,
            seen_other: found.seen_other,
            answered: found.answered,
            floor: floor.seen,
            bytes: found.bytes,
            cut: found.cut,
            seen_around_cut: found.seen_around_cut,
            loss,
            seen_around_loss,
            turned_away,
            writers_turned_away,
            broke_off,
            servers_time: found.servers_time,
            own_time: found.own_time,
            floor_time: floor.servers_time,
            rounds: p95s,
            caught_up,
            memory,
            server,
        }
    }
}

fn middle(mut rounds: Vec<Found>) -> Found {
    rounds.sort_by(|one, other| one.seen.p95.total_cmp(&other.seen.p95));
    let place = rounds.len() / 2;
    rounds.swap_remove(place)
}

/// Everything.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Seconds that messages were counted in each round.
    pub seconds: u32,
    /// Rounds that each figure is the middle of.
    pub rounds: usize,
    /// The machine's load averages when it began: over one, five and fifteen minutes.
    pub load_average: String,
    /// The same when it had ended, the load itself included.
    pub load_average_after: String,
    /// The rooms.
    pub rows: Vec<Row>,
}

impl Report {
    /// The tables, plainly.
    pub fn print(&self) {
        self.print_seen();
        self.print_comebacks();
        self.print_costs();
        println!(
            "Every reader got every message once and in order. Messages were counted for {} s a round, {} round(s); \
             load averages before: {}; after: {}.",
            self.seconds, self.rounds, self.load_average, self.load_average_after
        );
    }

    fn print_seen(&self) {
        println!(
            "| database | serving | from … to … | readers | a second | p50 ms | p95 ms | p99 ms | most ms | p95 of the floor |"
        );
        println!("|---|---:|---|---:|---:|---:|---:|---:|---:|---:|");
        for row in &self.rows {
            let ways = [
                ("said to seen", Some(&row.seen), true),
                ("… by readers of the same process", row.seen_own.as_ref(), true),
                ("… by readers of the other process", row.seen_other.as_ref(), true),
                ("the floor, said to seen", Some(&row.floor), true),
                ("said to answered", Some(&row.answered), false),
                ("the room’s page, as all come", row.page.as_ref(), false),
            ];
            for (words, times, is_compared) in ways {
                let Some(times) = times else { continue };
                let of_floor = if is_compared {
                    format!("× {:.1}", times.p95 / row.floor.p95)
                } else {
                    "–".to_owned()
                };
                println!(
                    "| {} | {} | {words} | {} | {} | {:.1} | {:.1} | {:.1} | {:.1} | {of_floor} |",
                    row.database,
                    row.processes,
                    row.readers,
                    row.a_second,
                    times.p50,
                    times.p95,
                    times.p99,
                    times.most,
                );
            }
        }
        println!();
    }

    fn print_comebacks(&self) {
        println!(
            "| database | serving | after | readers | answered again p50 / last | caught up p50 / last | most missed | said to seen meanwhile p95 / most | turned away, readers / writers | broke off |"
        );
        println!("|---|---:|---|---:|---:|---:|---:|---:|---:|---:|");
        for row in &self.rows {
            let ways = [
                ("all cut at once", row.cut.as_ref().zip(row.seen_around_cut.as_ref())),
                ("a server killed", row.loss.as_ref().zip(row.seen_around_loss.as_ref())),
            ];
            for (words, found) in ways {
                let Some((back, around)) = found else { continue };
                println!(
                    "| {} | {} | {words} | {} | {:.0} / {:.0} ms | {:.0} / {:.0} ms | {} | {:.0} / {:.0} ms | {} / {} | {} |",
                    row.database,
                    row.processes,
                    back.readers,
                    back.answered.p50,
                    back.answered.most,
                    back.caught_up.p50,
                    back.caught_up.most,
                    back.missed,
                    around.p95,
                    around.most,
                    row.turned_away,
                    row.writers_turned_away,
                    row.broke_off,
                );
            }
        }
        println!();
    }

    fn print_costs(&self) {
        println!(
            "| database | serving | fresh RSS | peak while people signed in | RSS with all readers at rest | most under load | database server PSS | processor, servers / floor / this program | bytes a message |"
        );
        println!("|---|---:|---:|---:|---:|---:|---:|---:|---:|");
        for row in &self.rows {
            let of = |pick: fn(&Process) -> Option<u64>| {
                let each = row.memory.iter().map(|process| pick(process).map_or_else(unknown, mebibytes));
                each.collect::<Vec<_>>().join(" + ")
            };
            println!(
                "| {} | {} | {} | {} | {} | {} | {} | {:.0} % / {:.0} % / {:.0} % of a core | {} |",
                row.database,
                row.processes,
                of(|process| process.fresh),
                of(|process| process.signed_in),
                of(|process| process.rest),
                of(|process| process.most),
                row.server.map_or_else(|| "–".to_owned(), |memory| mebibytes(memory.pss)),
                100.0 * row.servers_time,
                100.0 * row.floor_time,
                100.0 * row.own_time,
                row.bytes,
            );
        }
        println!();
    }
}

fn unknown() -> String {
    "not known".to_owned()
}
