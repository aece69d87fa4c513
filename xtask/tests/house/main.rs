//! The house is as its map says: the rooms use only what they may, files use one another in no circle, and the
//! names on the map exist.

#![expect(clippy::expect_used, reason = "what fails in a test's own helpers fails the test")]

mod circles;
mod map;
mod modules;
mod rooms;
mod source;

use std::fs;
use std::path::PathBuf;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}
