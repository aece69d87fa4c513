//! Each room uses only what it may, and knows only its own trade.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use super::source::{sources, words};
use super::{read, root};

/// The rooms that a room's own manifest lets it use in a release build.
fn uses(room: &str) -> BTreeSet<String> {
    let rooms = ["domain", "interchange", "storage", "actions", "http", "web", "api", "testing", "trolley"];
    let manifest = read(&format!("crates/{room}/Cargo.toml"));
    manifest
        .lines()
        .skip_while(|line| line.trim() != "[dependencies]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split(['.', ' ', '=']).next())
        .filter(|name| rooms.contains(name))
        .map(str::to_owned)
        .collect()
}

/// Rooms that are planned: they are held to their rule from the day they stand.
const PLANNED: [&str; 0] = [];

fn stands(room: &str) -> bool {
    let stands = root().join("crates").join(room).is_dir();
    assert!(stands || PLANNED.contains(&room), "there is no room {room}");
    stands
}

#[test]
fn the_rooms_use_only_what_they_may() {
    let may: [(&str, &[&str]); 8] = [
        ("domain", &[]),
        ("interchange", &["domain"]),
        ("storage", &["domain"]),
        ("actions", &["domain", "storage", "interchange"]),
        ("http", &["domain", "actions"]),
        ("web", &["domain", "actions", "interchange", "http"]),
        ("api", &["domain", "actions", "http"]),
        ("trolley", &["domain", "actions", "interchange", "storage", "http", "web", "api"]),
    ];
    for (room, allowed) in may.into_iter().filter(|(room, _)| stands(room)) {
        let allowed: BTreeSet<String> = allowed.iter().map(|&name| name.to_owned()).collect();
        let more: Vec<String> = uses(room).difference(&allowed).cloned().collect();
        assert!(more.is_empty(), "{room} uses {more:?}, which it may not");
    }
}

#[test]
fn nothing_above_actions_depends_on_storage() {
    for room in ["http", "web", "api"].into_iter().filter(|room| stands(room)) {
        assert!(!uses(room).contains("storage"), "{room} depends on storage");
    }
}

#[test]
fn no_page_asks_the_database() {
    let mut files = Vec::new();
    for room in ["http", "web", "api"] {
        sources(&root().join("crates").join(room).join("src"), &mut files);
    }
    assert!(!files.is_empty(), "the rooms have sources");
    for file in files {
        let words = words(&fs::read_to_string(&file).expect("source is text"));
        let asks = words.windows(2).any(|pair| pair == [".", "storage"] || pair == ["storage", "::"]);
        assert!(!asks, "{} asks the database, and not actions", file.display());
    }
}

#[test]
fn every_deed_can_be_done_by_name() {
    let folder = root().join("crates/actions/src");
    let mut files = Vec::new();
    sources(&folder, &mut files);
    let list = read("crates/api/src/deeds.rs");
    let (mut deeds, mut missing) = (0, Vec::new());
    for file in files {
        let text = fs::read_to_string(&file).expect("source is text");
        let noun = file.parent().and_then(|folder| folder.file_name()).unwrap_or_default().to_string_lossy();
        for deed in text.lines().filter_map(|line| line.strip_prefix("impl Deed for ")) {
            deeds += 1;
            let name = format!("    {noun}::{},", deed.trim_end_matches(" {"));
            if !list.lines().any(|line| line == name) {
                missing.push(name);
            }
        }
    }
    assert!(deeds > 80, "only {deeds} deeds were found");
    assert!(missing.is_empty(), "{missing:?} are not in the list of crates/api/src/deeds.rs");
}

/// Where the command opens a database, which is all that it needs storage for.
const OPENERS: [&str; 2] = ["open.rs", "migrate.rs"];
/// Files of the command that name storage for more than that, until they are mended. Nothing is ever added.
const NAME_MORE: [&str; 0] = [];

#[test]
fn the_command_names_storage_where_it_opens_a_database() {
    let source = root().join("crates/trolley/src");
    let mut files = Vec::new();
    sources(&source, &mut files);
    let names_storage = |file: &PathBuf| {
        let words = words(&fs::read_to_string(file).expect("source is text"));
        words.windows(2).any(|pair| pair == ["storage", "::"])
    };
    let naming: BTreeSet<String> = files
        .into_iter()
        .filter(names_storage)
        .map(|file| file.strip_prefix(&source).expect("it is in its folder").display().to_string())
        .filter(|file| !OPENERS.contains(&file.as_str()))
        .collect();
    let known: BTreeSet<String> = NAME_MORE.map(str::to_owned).into();
    let more: Vec<_> = naming.difference(&known).collect();
    assert!(more.is_empty(), "{more:?} name storage, and open no database");
    let gone: Vec<_> = known.difference(&naming).collect();
    assert!(gone.is_empty(), "{gone:?} no longer do: take them off the list");
}

#[test]
fn the_domain_stays_pure() {
    let manifest = read("crates/domain/Cargo.toml");
    let release = manifest.split("[dev-dependencies]").next().unwrap_or_default();
    for banned in ["tokio", "sqlx", "axum", "getrandom", "rand", "tracing"] {
        assert!(!release.contains(banned), "domain depends on {banned}");
    }
}

#[test]
fn only_storage_knows_sql_and_only_the_doors_know_http() {
    let mut files = Vec::new();
    let doors = ["http", "web", "api"];
    for room in ["domain", "interchange", "actions"].into_iter().chain(doors) {
        sources(&root().join("crates").join(room).join("src"), &mut files);
    }
    for file in files {
        let text = fs::read_to_string(&file).expect("source is text");
        assert!(!text.contains("sqlx::"), "{} knows SQL", file.display());
        if !doors.iter().any(|door| file.starts_with(root().join("crates").join(door))) {
            assert!(!text.contains("axum::"), "{} knows HTTP", file.display());
        }
    }
}

#[test]
fn every_file_is_a_noun_or_a_deed() {
    let mut files = Vec::new();
    sources(&root().join("crates"), &mut files);
    for file in files {
        let name = file.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
        for banned in ["utils", "util", "helpers", "helper", "common", "manager", "misc"] {
            assert_ne!(name, banned, "{}", file.display());
        }
    }
}
