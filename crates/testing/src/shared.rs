//! Other schools' timetables, which the project does not hold.

use std::path::{Path, PathBuf};

/// The folders of real exports, where there are any: under `TROLLEY_SHARED`, or in `shared` beside the
/// checkout.
pub fn shared_timetables() -> Vec<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let shared = std::env::var_os("TROLLEY_SHARED").map_or_else(beside, PathBuf::from);
    let Ok(entries) = std::fs::read_dir(shared.join("data/timetables")) else { return Vec::new() };
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    folders.retain(|folder| folder.is_dir());
    folders.sort();
    folders
}
