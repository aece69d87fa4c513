//! The chores of this repository: `cargo demo`, `cargo verify` and `cargo load`.
//!
//! It depends on the standard library alone, because it is built before everything else, on machines that have
//! nothing yet.

mod apt;
mod browser;
mod cache;
mod checkout;
mod demo;
mod deny;
mod failure;
mod load;
mod postgres;
mod run;
mod step;
mod tally;
mod tools;
mod verify;

use std::env;
use std::process::ExitCode;

use checkout::Checkout;
use failure::Failure;

const USAGE: &str = "\
The chores of Trolley.

  cargo demo [OPTIONS]     build the program and start a demonstration school
                           (`cargo demo --help` lists the program's own options)
  cargo verify [OPTIONS]   install what is missing and run every check
      --only STEP…         these steps alone
      --long               the slow lanes too: a million fuzz cases, many kills
      --list               what the steps are
  cargo load [LANE] [OPTIONS]  measure the program under load, on SQLite and on a private PostgreSQL:
                           pages and requisitions (house), or an open chat with 500 readers (chat)

Build output, tools and npm's packages are kept in one folder outside the checkout: $TROLLEY_CACHE,
else $XDG_CACHE_HOME/trolley, else ~/.cache/trolley.
";

fn main() -> ExitCode {
    let mut arguments = env::args_os().skip(1);
    let chore = arguments.next();
    let outcome = match chore.as_deref().and_then(|chore| chore.to_str()) {
        Some("demo") => Checkout::find().and_then(|checkout| demo::start(&checkout, arguments)),
        Some("verify") => verify::start(arguments),
        Some("load") => Checkout::find().and_then(|checkout| load::start(&checkout, arguments)),
        Some("help" | "--help" | "-h") => {
            print!("{USAGE}");
            Ok(ExitCode::SUCCESS)
        }
        Some(other) => Err(Failure::new(format!("there is no chore {other:?}\n\n{USAGE}"))),
        None => Err(Failure::new(format!("which chore?\n\n{USAGE}"))),
    };
    outcome.unwrap_or_else(|failure| {
        eprintln!("{failure}");
        ExitCode::FAILURE
    })
}
