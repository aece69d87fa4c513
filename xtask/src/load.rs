//! `cargo load`: the load generator against the program, with a private `PostgreSQL` beside it.

use std::ffi::OsString;
use std::process::ExitCode;

use crate::checkout::Checkout;
use crate::failure::Failure;
use crate::postgres::Postgres;
use crate::run;
use crate::tools::{self, Tool};

/// Builds `trolley` and `load` in release and runs the second with these arguments. It reads `TROLLEY_BINARY` (the
/// program's path) and `TROLLEY_TEST_POSTGRES` (the private server's address).
pub fn start(checkout: &Checkout, arguments: impl Iterator<Item = OsString>) -> Result<ExitCode, Failure> {
    tools::ensure(checkout, &[Tool::Postgres])?;
    let trolley = checkout.build_release("trolley")?;
    let load = checkout.build_release("load")?;
    let postgres = Postgres::start(checkout)?;
    let mut command = checkout.command(&load.to_string_lossy());
    command.args(arguments).env("TROLLEY_BINARY", trolley).env("TROLLEY_TEST_POSTGRES", postgres.url());
    run::plainly(&mut command)?;
    Ok(ExitCode::SUCCESS)
}
