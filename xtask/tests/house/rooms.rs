//! Each room uses only what it may, and knows only its own trade.

use std::collections::BTreeSet;
use std::fs;

use super::source::sources;
use super::{read, root};

/// The rooms that a room's own manifest lets it use in a release build.
fn uses(room: &str) -> BTreeSet<String> {
    let rooms = ["domain", "interchange", "storage", "actions", "web", "testing", "trolley"];
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

#[test]
fn the_rooms_use_only_what_they_may() {
    let may: [(&str, &[&str]); 6] = [
        ("domain", &[]),
        ("interchange", &["domain"]),
        ("storage", &["domain"]),
        ("actions", &["domain", "storage", "interchange"]),
        ("web", &["domain", "actions", "interchange"]),
        ("trolley", &["domain", "actions", "interchange", "storage", "web"]),
    ];
    for (room, allowed) in may {
        let allowed: BTreeSet<String> = allowed.iter().map(|&name| name.to_owned()).collect();
        let more: Vec<String> = uses(room).difference(&allowed).cloned().collect();
        assert!(more.is_empty(), "{room} uses {more:?}, which it may not");
    }
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
fn only_storage_knows_sql_and_only_web_knows_http() {
    let mut files = Vec::new();
    for room in ["domain", "interchange", "actions", "web"] {
        sources(&root().join("crates").join(room).join("src"), &mut files);
    }
    for file in files {
        let text = fs::read_to_string(&file).expect("source is text");
        assert!(!text.contains("sqlx::"), "{} knows SQL", file.display());
        if !file.starts_with(root().join("crates/web")) {
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
