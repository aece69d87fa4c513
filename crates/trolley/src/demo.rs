//! `trolley demo`: a made-up school to try things in.

mod asking;
mod calendar;
mod clock;
mod dice;
mod evening;
mod past;
mod people;
mod perform;
mod present;
mod school;
mod script;
mod talk;
mod timetable;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant as Moment;

use actions::{Address, Clock, House, Storage, SystemClock, SystemIds};
use clap::Args;
use domain::id::ChatId;
use domain::school::School;
use jiff::civil::{Date, DateTime};
use serde_json::json;
use tempfile::TempDir;

use crate::check::as_json;
use crate::failure::Failure;
use crate::migrate::bring_up_to_date;
use crate::output::{say, tell};
use crate::running::{self, ServeSettings};
use crate::serve::Listening;
use crate::settings::{Database, File};
use clock::ShiftedClock;
use people::PEOPLE;

/// The time zone of the demonstration school.
const ZONE: &str = "Europe/London";

/// What `demo` takes.
#[derive(Debug, Args)]
#[command(
    after_help = "Without --database the school is kept in a temporary folder and is gone when the program stops.\n\nExample:\n  trolley demo\n  trolley demo --listen 127.0.0.1:0 --print-json"
)]
pub struct Arguments {
    #[command(flatten)]
    pub database: Database,
    #[command(flatten)]
    pub listening: Listening,
    /// Print first, on one line of standard output, a JSON object: url, school, people by role, and the chat that is open.
    #[arg(long)]
    pub print_json: bool,
    /// Run as if now were this date, or date and time, in the school's zone: 2026-11-24 or 2026-11-24T10:20.
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
}

/// Makes the school where it is not made yet, and serves it.
pub async fn run(arguments: Arguments, file: &File, started: Moment) -> Result<(), Failure> {
    let listen = file.listen(arguments.listening.listen)?;
    let most_requests = file.value(arguments.listening.most_requests, "most_requests")?;
    let clock: Arc<dyn Clock> = match arguments.date.as_deref() {
        Some(date) => Arc::new(shifted(date)?),
        None => Arc::new(SystemClock),
    };
    let (address, folder) = place(&arguments.database, file)?;
    let storage = bring_up_to_date(&address).await?;
    let school = made(&storage, &address, &clock).await?;
    let house = House::new(storage, clock, Arc::new(SystemIds));
    let chat = evening::open_chat(&house).await?;
    let settings = ServeSettings { listen, public_url: None, secure_cookies: false, most_requests };
    let print_json = arguments.print_json;
    let served = running::serve(house, settings, |at| announce(at, &school, chat, print_json, started)).await;
    if let Some(folder) = folder {
        let path = folder.path().to_owned();
        folder.close().map_err(|error| {
            Failure::new(format!("{} could not be removed: {error}; remove it", path.display()))
        })?;
    }
    served
}

/// The database that was given, or a file in a new temporary folder.
fn place(database: &Database, file: &File) -> Result<(Address, Option<TempDir>), Failure> {
    if file.optional(database.database.clone(), "database").is_some() {
        return Ok((database.address(file)?, None));
    }
    let folder = temporary_folder().map_err(|error| {
        Failure::new(format!("no temporary folder could be made: {error}; give --database"))
    })?;
    let path: PathBuf = folder.path().join("school.db");
    Ok((Address::Sqlite(path), Some(folder)))
}

/// Where Linux keeps files in memory. A school that is thrown away need not wait for a disk.
const MEMORY: &str = "/dev/shm";

/// A new folder: where `TMPDIR` says, else in memory, else where temporary files usually are.
fn temporary_folder() -> std::io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix("trolley-demonstration-");
    if std::env::var_os("TMPDIR").is_none()
        && let Ok(folder) = builder.tempdir_in(MEMORY)
    {
        return Ok(folder);
    }
    builder.tempdir()
}

/// The demonstration school: the one that is there, or a new one.
async fn made(storage: &Storage, address: &Address, clock: &Arc<dyn Clock>) -> Result<School, Failure> {
    let schools = storage.door().await?.list_schools().await?;
    if let Some(other) = schools.iter().find(|school| !school.demonstration) {
        return Err(Failure::new(format!(
            "the database at {address} holds {}, which is no demonstration; give the demonstration a database of its own",
            other.name
        )));
    }
    if let Some(school) = schools.into_iter().next() {
        if !people::is_finished(storage, school.id).await? {
            return Err(Failure::new(format!(
                "the demonstration at {address} was stopped while it was being made; remove that database and start again"
            )));
        }
        return Ok(school);
    }
    Ok(school::make(storage, clock.now()).await?)
}

fn shifted(text: &str) -> Result<ShiftedClock, Failure> {
    let wrong = || Failure::new(format!("“{text}” is not a date; write 2026-11-24 or 2026-11-24T10:20"));
    let zone = domain::zone::named(ZONE).ok_or_else(|| Failure::new(format!("{ZONE} is no time zone")))?;
    let now = SystemClock.now();
    let local = match text.parse::<Date>() {
        Ok(date) if !text.contains('T') => date.to_datetime(zone.to_datetime(now.timestamp()).time()),
        _ => text.parse::<DateTime>().map_err(|_| wrong())?,
    };
    let then = zone.to_timestamp(local).map_err(|_| wrong())?;
    Ok(ShiftedClock::new(then.into(), now))
}

fn announce(address: SocketAddr, school: &School, chat: Option<ChatId>, print_json: bool, started: Moment) {
    let url = format!("http://{address}");
    if print_json {
        let people: serde_json::Map<String, serde_json::Value> = PEOPLE
            .iter()
            .map(|person| {
                let entry =
                    json!({ "name": person.name, "email": person.email(), "password": person.password() });
                (person.role.key().to_owned(), entry)
            })
            .collect();
        let object = json!({
            "url": url,
            "school": { "slug": school.slug, "name": school.name },
            "people": people,
            "chat": chat,
        });
        match as_json(&object) {
            Ok(line) => say(&line),
            Err(failure) => tell(&failure.to_string()),
        }
    }
    tell(&format!("{} is open at {url}", school.name));
    tell("Sign in as");
    for person in PEOPLE {
        tell(&format!("  {:<18} {:<44} password {}", person.role.words(), person.email(), person.password()));
    }
    if !address.ip().is_loopback() {
        tell("Everybody knows these passwords, and others can reach this address.");
    }
    tell(&format!(
        "Ready after {:.1} s. Everything in it is made up. Stop with Ctrl+C.",
        started.elapsed().as_secs_f64()
    ));
}
