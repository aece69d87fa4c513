//! The command: it reads what it is told, and lets the other rooms do it.

mod act;
mod asking;
mod chat;
mod check;
mod command;
mod demo;
mod failure;
mod import;
mod log;
mod migrate;
mod network;
mod open;
mod output;
mod person;
mod read;
mod running;
mod school;
mod serve;
mod settings;
mod zone_rules;

use std::process::ExitCode;
use std::time::Instant;

use clap::{CommandFactory, FromArgMatches};

use command::{Command, Trolley};
use failure::Failure;

fn main() -> ExitCode {
    let started = Instant::now();
    // The version names the rules of time zones, which may be others than those built in.
    let version: &str = Box::leak(zone_rules::version().into_boxed_str());
    let matches = Trolley::command().version(version).get_matches();
    let begun = Trolley::from_arg_matches(&matches).map(|trolley| begin(trolley, started));
    match begun.unwrap_or_else(|error| error.exit()) {
        Ok(code) => code,
        Err(failure) => {
            output::complain(&failure.to_string());
            ExitCode::FAILURE
        }
    }
}

fn begin(trolley: Trolley, started: Instant) -> Result<ExitCode, Failure> {
    let file = settings::File::read(trolley.general.settings.as_deref())?;
    log::begin(&trolley.general, &file)?;
    zone_rules::begin(trolley.general.zone_rules, &file)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::new(format!("the program could not begin its work: {error}")))?;
    runtime.block_on(run(trolley.command, &file, started))
}

async fn run(command: Command, file: &settings::File, started: Instant) -> Result<ExitCode, Failure> {
    match command {
        Command::Demo(arguments) => demo::run(arguments, file, started).await?,
        Command::Serve(arguments) => serve::run(arguments, file).await?,
        Command::Migrate(arguments) => migrate::run(&arguments, file).await?,
        Command::School(school::School::Create(arguments)) => school::create(arguments, file).await?,
        Command::Person(person::Person::Add(arguments)) => person::add(arguments, file).await?,
        Command::Import(import::Import::Timetable(arguments)) => {
            return import::timetable(arguments, file).await;
        }
        Command::Network(network::Network::Create(arguments)) => network::create(arguments, file).await?,
        Command::Network(network::Network::Person(arguments)) => network::person(arguments, file).await?,
        Command::Network(network::Network::List(arguments)) => network::list(arguments, file).await?,
        Command::Chat(chat::Chat::Import(arguments)) => chat::import(arguments, file).await?,
        Command::Chat(chat::Chat::Export(arguments)) => chat::export(arguments, file).await?,
        Command::Chat(chat::Chat::Erase(arguments)) => chat::erase(arguments, file).await?,
        Command::Act(arguments) => return act::run(arguments, file).await,
        Command::Read(arguments) => return read::run(arguments, file).await,
        Command::Check(arguments) => return check::run(&arguments, file).await,
    }
    Ok(ExitCode::SUCCESS)
}
