//! The house is as its map says: the rooms use only what they may, and the names on the map exist.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

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

/// Every path that stands in back quotes on a page and looks like one of this repository.
fn named_paths(page: &str) -> Vec<String> {
    let roots = ["crates/", "docs/", "catalogue/", "tests/", "load/", "xtask/"];
    read(page)
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|name| roots.iter().any(|root| name.starts_with(root)) && !name.contains(' '))
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_names_on_the_map_exist() {
    for page in ["ARCHITECTURE.md", "CONTRIBUTING.md", "STYLE.md"] {
        for path in named_paths(page) {
            assert!(root().join(&path).exists(), "{page} names {path}, which is gone");
        }
    }
}

/// The links of a page to other files here.
fn links(text: &str) -> Vec<String> {
    text.split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .filter(|link| !link.contains("://") && !link.starts_with('#'))
        .map(|link| link.split('#').next().unwrap_or(link).to_owned())
        .collect()
}

#[test]
fn the_links_of_the_book_lead_somewhere() {
    let mut pages: Vec<PathBuf> = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md"]
        .iter()
        .map(|page| root().join(page))
        .collect();
    let book = fs::read_dir(root().join("docs")).expect("docs is a folder");
    pages.extend(
        book.flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|e| e == "md")),
    );
    for page in pages {
        let text = fs::read_to_string(&page).expect("a page is text");
        for link in links(&text) {
            let target = page.parent().unwrap_or(Path::new(".")).join(&link);
            assert!(target.exists(), "{} links to {link}, which is not there", page.display());
        }
    }
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() && path.file_name().is_some_and(|name| name != "target") {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
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

#[test]
fn what_changed_is_told() {
    assert!(read("CHANGELOG.md").contains("## "));
    assert!(read("README.md").contains("cargo verify") && read("README.md").contains("cargo demo"));
}
