//! `trolley read`: reads something as somebody, as a page would show it to them.

use std::process::ExitCode;
use std::str::FromStr;

use api::{every_read, find_read};
use clap::Args;

use crate::asking::{Asking, answer};
use crate::failure::Failure;
use crate::open;
use crate::settings::{Database, File};

/// What `read` takes.
#[derive(Debug, Args)]
#[command(
    after_help = "The answer is JSON on standard output. Where it may not be read that is a problem with a `code`, and the exit status is 1.\n\nExample:\n  trolley read --school hillside --as a.sample@hillside.example board date=2026-11-24 --database school.db"
)]
pub struct Arguments {
    /// What is read, by its name.
    #[arg(value_name = "NAME", required_unless_present = "list")]
    pub name: Option<String>,
    /// What is given with it.
    #[arg(value_name = "NAME=VALUE")]
    pub parameters: Vec<Parameter>,
    #[command(flatten)]
    pub asking: Asking,
    /// Print every read as JSON, and read nothing.
    #[arg(long)]
    pub list: bool,
    #[command(flatten)]
    pub database: Database,
}

/// A name and a value.
#[derive(Clone, Debug)]
pub struct Parameter(String, String);

impl FromStr for Parameter {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, value) = text.split_once('=').ok_or("write it as name=value")?;
        Ok(Self(name.to_owned(), value.to_owned()))
    }
}

/// Reads one thing, or lists all that can be read.
pub async fn run(arguments: Arguments, file: &File) -> Result<ExitCode, Failure> {
    if arguments.list {
        return answer(Ok(every_read().iter().map(api::ReadEntry::told).collect()));
    }
    let name = arguments.name.unwrap_or_default();
    if let Err(problem) = find_read(&name) {
        return answer(Err(problem));
    }
    let asker = arguments.asking.asker()?;
    let parameters: Vec<(String, String)> =
        arguments.parameters.into_iter().map(|Parameter(name, value)| (name, value)).collect();
    let house = open::house(&arguments.database, file).await?;
    let answered = api::read(&house, &asker, &name, &parameters).await;
    house.close().await;
    answer(answered)
}
