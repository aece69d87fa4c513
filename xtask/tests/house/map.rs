//! What the pages of this repository name and link to exists.

use std::fs;
use std::path::{Path, PathBuf};

use super::{read, root};

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

#[test]
fn what_changed_is_told() {
    assert!(read("CHANGELOG.md").contains("## "));
    assert!(read("README.md").contains("cargo verify") && read("README.md").contains("cargo demo"));
}
