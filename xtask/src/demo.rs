//! `cargo demo`: the program built in release, with a demonstration school in it.

use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::process::ExitCode;

use crate::checkout::Checkout;
use crate::failure::Failure;

/// Builds `trolley` and becomes it, so that signals, streams and the exit status are the program's own. Cargo writes
/// only to standard error, which leaves standard output to the program.
pub fn start(checkout: &Checkout, arguments: impl Iterator<Item = OsString>) -> Result<ExitCode, Failure> {
    let program = checkout.build_release("trolley")?;
    let error = std::process::Command::new(&program).arg("demo").args(arguments).exec();
    Err(Failure::new(format!("could not start {}: {error}", program.display())))
}
