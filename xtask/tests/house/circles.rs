//! No circle between files: what a file uses never uses that file, however long the way round.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::modules::Crate;
use super::root;

type Uses = BTreeMap<PathBuf, BTreeSet<PathBuf>>;

/// The files that each file reaches, itself only where it is in a circle.
fn reached(uses: &Uses, from: &Path) -> BTreeSet<PathBuf> {
    let mut reached = BTreeSet::new();
    let mut next: Vec<&PathBuf> = uses.get(from).into_iter().flatten().collect();
    while let Some(file) = next.pop() {
        if reached.insert(file.clone()) {
            next.extend(uses.get(file).into_iter().flatten());
        }
    }
    reached
}

/// Every circle of files that lie in two parts of a folder or more, by folder and parts. A module's own file is
/// the door and the floor of its folder: it may open its parts to others, and they may stand on it. So the circles
/// in a folder are looked for without that file; those within one part are that part's own.
fn circles(folder: &Path, uses: &Uses) -> BTreeMap<String, Vec<BTreeSet<PathBuf>>> {
    let mut found: BTreeMap<String, Vec<BTreeSet<PathBuf>>> = BTreeMap::new();
    let folders: BTreeSet<PathBuf> =
        uses.keys().filter_map(|file| file.parent()).flat_map(Path::ancestors).map(Path::to_owned).collect();
    for inner in folders.iter().filter(|inner| inner.starts_with(folder)) {
        let is_within = |file: &PathBuf| {
            let is_door = inner == folder && (file.ends_with("lib.rs") || file.ends_with("main.rs"));
            file.starts_with(inner) && !is_door
        };
        let within = uses.iter().filter(|(file, _)| is_within(file)).map(|(file, used)| {
            (file.clone(), used.iter().filter(|file| is_within(file)).cloned().collect())
        });
        for circle in rings(&within.collect()) {
            let parts: BTreeSet<String> = circle.iter().filter_map(|file| part_of(inner, file)).collect();
            if parts.len() > 1 {
                let parts = parts.into_iter().collect::<Vec<_>>().join(" ");
                found.entry(format!("{}: {parts}", name(inner))).or_default().push(circle);
            }
        }
    }
    found
}

/// The file or folder of `folder` that a file belongs to.
fn part_of(folder: &Path, file: &Path) -> Option<String> {
    let part = file.strip_prefix(folder).ok()?.with_extension("");
    part.iter().next().map(|part| part.to_string_lossy().into_owned())
}

/// The sets of files in which each reaches every other.
fn rings(uses: &Uses) -> BTreeSet<BTreeSet<PathBuf>> {
    let reached: BTreeMap<&PathBuf, BTreeSet<PathBuf>> =
        uses.keys().map(|file| (file, reached(uses, file))).collect();
    let reach = |from: &PathBuf, to: &PathBuf| reached.get(from).is_some_and(|files| files.contains(to));
    let ring_of = |file: &PathBuf| {
        let files = uses.keys().filter(|other| reach(file, other) && reach(other, file));
        files.cloned().collect::<BTreeSet<PathBuf>>()
    };
    uses.keys().map(ring_of).filter(|ring| !ring.is_empty()).collect()
}

/// The folders that hold the sources of a crate each.
fn crates() -> Vec<PathBuf> {
    let rooms = std::fs::read_dir(root().join("crates")).expect("crates is a folder");
    let rooms = rooms.flatten().map(|room| room.path());
    let folders = rooms.chain([root().join("load"), root().join("xtask")]).map(|room| room.join("src"));
    folders.filter(|folder| folder.is_dir()).collect()
}

#[test]
fn no_file_uses_what_uses_it() {
    let mut found = BTreeSet::new();
    let mut ways = Vec::new();
    for folder in crates() {
        let uses = Crate::read(&folder).uses();
        for (parts, circles) in circles(&folder, &uses) {
            found.insert(parts);
            for circle in &circles {
                let used = |file: &PathBuf| {
                    uses[file].intersection(circle).map(|used| name(used)).collect::<Vec<_>>()
                };
                ways.extend(
                    circle.iter().map(|file| format!("{} uses {}", name(file), used(file).join(", "))),
                );
            }
        }
    }
    assert!(found.is_empty(), "these files stand in a circle: {found:#?}\n{}", ways.join("\n"));
}

fn name(file: &Path) -> String {
    file.strip_prefix(root()).unwrap_or(file).display().to_string().replace('\\', "/")
}

fn circles_of(files: &[(&str, &str)]) -> Vec<String> {
    let uses = Crate::of(files).uses();
    circles(Path::new(""), &uses).into_keys().collect()
}

#[test]
fn circles_are_found_in_every_way_of_writing_them() {
    let of = |a: &'static str, b: &'static str| {
        circles_of(&[("lib.rs", "mod a; mod b; mod c;"), ("a.rs", a), ("b.rs", b), ("c.rs", "pub fn f() {}")])
    };
    assert_eq!(of("use crate::b::Y; pub struct X;", "use super::{c, a::{X}}; pub struct Y;"), [": a b"]);
    assert_eq!(of("use crate::b; fn x() { b::y() }", "pub fn y() { crate::a::x(); }"), [": a b"]);
    assert_eq!(
        of("pub use crate::b::*; pub fn x() {}", "use super::a::x as other; pub fn y() {}"),
        [": a b"]
    );
    assert!(of("use crate::b::y; pub fn x() {}", "use crate::c::f; pub fn y() {}").is_empty());
    assert!(of("use crate::b::y;", "pub fn y() {} #[cfg(test)] mod tests { use crate::a::x; }").is_empty());
}

#[test]
fn a_name_is_followed_to_the_file_that_defines_it() {
    let shelf = ("shelf.rs", "mod item; mod list; pub use item::Item;");
    let list = ("shelf/list.rs", "use super::Item; pub struct List;");
    let of =
        |item: &'static str| circles_of(&[("lib.rs", "mod shelf;"), shelf, ("shelf/item.rs", item), list]);
    assert!(of("pub struct Item;").is_empty());
    assert_eq!(of("use crate::shelf::list::List; pub struct Item;"), ["shelf: item list"]);
}

#[test]
fn a_folder_s_own_file_may_open_its_parts_and_carry_them() {
    let within = [
        ("lib.rs", "mod shelf; mod other; pub use shelf::item::Item; pub struct Top;"),
        ("shelf.rs", "pub mod item; use item::Item; pub fn floor(_: Item) {}"),
        ("shelf/item.rs", "use super::floor; use crate::Top; pub struct Item;"),
        ("other.rs", "use crate::shelf::item::Item; pub fn other() {}"),
    ];
    assert!(circles_of(&within).is_empty());
    let mut around = within;
    around[1].1 = "pub mod item; use crate::other::other; pub fn floor() {}";
    assert_eq!(circles_of(&around), [": other shelf"], "the way out of a folder and back through its door");
}

#[test]
fn a_long_way_round_is_a_circle_too() {
    let files = [
        ("lib.rs", "mod a; mod b; mod c;"),
        ("a.rs", "use crate::b::B; pub struct A;"),
        ("b.rs", "use crate::c::C; pub struct B;"),
        ("c.rs", "use crate::a::A; pub struct C;"),
    ];
    assert_eq!(circles_of(&files), [": a b c"]);
}
