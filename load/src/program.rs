//! The program under load: starting it, knowing when it answers, and stopping it.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde::Deserialize;

use crate::client::{Ask, Client};
use crate::failure::Failure;

/// How long it may take until it prints its address.
const START_LIMIT: Duration = Duration::from_mins(1);
/// How long it may take to stop.
const STOP_LIMIT: Duration = Duration::from_secs(20);
/// How often to look whether it has stopped.
const STOP_LOOK: Duration = Duration::from_millis(10);

/// Somebody who can sign in, as the program prints them.
#[derive(Clone, Debug, Deserialize)]
pub struct Person {
    /// Their address.
    pub email: String,
    /// Their password.
    pub password: String,
}

/// What the program prints first.
#[derive(Clone, Debug, Deserialize)]
struct Announcement {
    url: String,
    #[serde(default)]
    people: BTreeMap<String, Person>,
    chat: Option<String>,
}

/// A process that is ended when this is dropped, however that comes about.
#[derive(Debug)]
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        if matches!(self.0.try_wait(), Ok(Some(_))) {
            return;
        }
        if let Err(error) = self.0.kill().and_then(|()| self.0.wait()) {
            eprintln!("process {} may still run: {error}", self.0.id());
        }
    }
}

/// A running program.
#[derive(Debug)]
pub struct Program {
    running: Running,
    /// Where it listens.
    pub address: SocketAddr,
    /// Who can sign in, by role.
    pub people: BTreeMap<String, Person>,
    /// A chat that is open, where there is one.
    pub chat: Option<String>,
    /// From starting the process to its first answer.
    pub started_in: Duration,
}

impl Program {
    /// Starts a program that prints one line of JSON with its address, and waits until it answers `first`.
    /// What it says on standard error goes to `log`.
    pub async fn start(
        binary: &Path,
        arguments: &[&OsStr],
        first: &str,
        log: &Path,
    ) -> Result<Self, Failure> {
        let deed = format!("start {}", binary.display());
        let log_file = std::fs::File::create(log).map_err(Failure::of(&deed))?;
        let mut command = Command::new(binary);
        command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(log_file);
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("TROLLEY_") {
                command.env_remove(name);
            }
        }
        let began = Instant::now();
        let mut running = Running(command.spawn().map_err(Failure::of(&deed))?);
        let said = tokio::time::timeout(START_LIMIT, first_line(&mut running.0)).await;
        let line = said.map_err(|_| Failure::new(format!("{deed}: it printed nothing for a minute")))??;
        let words = || std::fs::read_to_string(log).unwrap_or_else(|error| error.to_string());
        let announced: Announcement = serde_json::from_str(&line).map_err(|error| {
            Failure::new(format!("{deed}: it printed no address ({error}); it said:\n{}", words()))
        })?;
        let address = announced
            .url
            .strip_prefix("http://")
            .and_then(|address| address.parse().ok())
            .ok_or_else(|| Failure::new(format!("{deed}: {} is no address", announced.url)))?;
        let answer = Client::connect(address).await?.ask(&Ask::page(first), None).await?;
        if !answer.status.is_success() {
            return Err(Failure::new(format!("{deed}: {first} was answered {}", answer.status)));
        }
        Ok(Self {
            running,
            address,
            people: announced.people,
            chat: announced.chat,
            started_in: began.elapsed(),
        })
    }

    /// Its process number.
    pub fn process(&self) -> u32 {
        self.running.0.id()
    }

    /// Ends it at once, without a word, as a machine that fails does.
    pub fn kill(mut self) -> Result<(), Failure> {
        let deed = "end the program";
        self.running.0.kill().map_err(Failure::of(deed))?;
        self.running.0.wait().map_err(Failure::of(deed))?;
        Ok(())
    }

    /// Asks it to stop, and waits until it has.
    pub async fn stop(mut self) -> Result<(), Failure> {
        let process = self.process().to_string();
        let asked = Command::new("kill").args(["-TERM", &process]).status();
        asked.map_err(Failure::of("ask the program to stop"))?;
        let asked = Instant::now();
        while asked.elapsed() < STOP_LIMIT {
            if self.running.0.try_wait().map_err(Failure::of("wait for the program to stop"))?.is_some() {
                return Ok(());
            }
            tokio::time::sleep(STOP_LOOK).await;
        }
        Err(Failure::new("the program did not stop within 20 s of being asked"))
    }
}

/// The first line that a program prints, read beside everything else.
async fn first_line(child: &mut Child) -> Result<String, Failure> {
    let out = child.stdout.take().ok_or_else(|| Failure::new("the program has no output"))?;
    let read = tokio::task::spawn_blocking(move || {
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line).map(|_| line)
    });
    let line = read.await.map_err(Failure::of("read what the program prints"))?;
    line.map_err(Failure::of("read what the program prints"))
}
