//! `trolley act`: does one deed as somebody, as a page would let them.

use std::io::{IsTerminal as _, Read as _};
use std::process::ExitCode;

use api::{MOST_BYTES, every_deed, find_deed};
use clap::Args;

use crate::asking::{Asking, answer};
use crate::failure::Failure;
use crate::open;
use crate::settings::{Database, File};

/// What `act` takes.
#[derive(Debug, Args)]
#[command(
    after_help = "The deed is read from standard input as JSON; nothing there means a deed without fields. The answer is JSON on standard output. Where the deed is refused that is a problem with a `code`, and the exit status is 1.\n\nExample:\n  trolley act --school hillside --as a.sample@hillside.example --at 01997d3c-6a00-7000-8000-000000000000 requisition.accept --database school.db </dev/null"
)]
pub struct Arguments {
    /// The deed, by its name.
    #[arg(value_name = "DEED", required_unless_present = "list")]
    pub deed: Option<String>,
    #[command(flatten)]
    pub asking: Asking,
    /// What it is done to, by its identifier, where the deed has one.
    #[arg(long, value_name = "ID")]
    pub at: Option<String>,
    /// A key of your own: the same deed sent again with it is answered again, and done once.
    #[arg(long, value_name = "KEY")]
    pub once: Option<String>,
    /// Print every deed as JSON, and do none.
    #[arg(long)]
    pub list: bool,
    #[command(flatten)]
    pub database: Database,
}

/// Does one deed, or lists them.
pub async fn run(arguments: Arguments, file: &File) -> Result<ExitCode, Failure> {
    if arguments.list {
        return answer(every_deed().iter().map(api::DeedEntry::told).collect());
    }
    let deed = arguments.deed.unwrap_or_default();
    let takes_nothing = match find_deed(&deed) {
        Ok(entry) => entry.meant(b"").is_ok(),
        Err(problem) => return answer(Err(problem)),
    };
    let asker = arguments.asking.asker()?;
    let given = given(takes_nothing)?;
    let house = open::house(&arguments.database, file).await?;
    let (at, once) = (arguments.at.as_deref(), arguments.once.as_deref());
    let answered = api::act(&house, &asker, &deed, at, once, &given).await;
    house.close().await;
    answer(answered)
}

/// The deed as JSON. A person at a terminal is not kept waiting for what the deed does not need.
fn given(takes_nothing: bool) -> Result<Vec<u8>, Failure> {
    let input = std::io::stdin().lock();
    if takes_nothing && input.is_terminal() {
        return Ok(Vec::new());
    }
    let mut given = Vec::new();
    // One more than is taken, so that too much is known as too much.
    let most = u64::try_from(MOST_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    let read = input.take(most).read_to_end(&mut given);
    read.map_err(|error| Failure::new(format!("the deed could not be read from standard input: {error}")))?;
    Ok(given)
}
