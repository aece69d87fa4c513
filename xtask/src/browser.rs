//! People's journeys in a real browser.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::checkout::Checkout;
use crate::failure::Failure;
use crate::tools;

/// Node's test runner over every journey, one after the other, told where the program (`TROLLEY_BINARY`) and the
/// browser (`CHROMIUM`) are.
pub fn journeys(checkout: &Checkout) -> Result<Command, Failure> {
    let files = files(checkout)?;
    let chromium = tools::chromium(checkout).ok_or_else(|| {
        Failure::new("Chromium is not installed; set CHROMIUM to the path of a browser like it")
    })?;
    let trolley = checkout.build_release("trolley")?;
    let mut command = checkout.command("node");
    command.args(["--test", "--test-concurrency=1", "--test-reporter=spec"]).args(files);
    command.env("TROLLEY_BINARY", trolley).env("CHROMIUM", chromium);
    Ok(command)
}

fn files(checkout: &Checkout) -> Result<Vec<PathBuf>, Failure> {
    let folder = checkout.path("tests/browser/journeys");
    let entries = fs::read_dir(&folder).map_err(Failure::of(format_args!("read {}", folder.display())))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(Failure::of(format_args!("read {}", folder.display())))?.path();
        if path.to_string_lossy().ends_with(".test.mjs") {
            files.push(path);
        }
    }
    files.sort();
    if files.is_empty() {
        return Err(Failure::new(format!("there is no journey (*.test.mjs) in {}", folder.display())));
    }
    Ok(files)
}
