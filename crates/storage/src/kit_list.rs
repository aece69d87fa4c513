//! Kit lists: what requisitions ask for, without their numbers. Most requests for one practical ask for the same things
//! in other numbers, so a list is kept once for all that share it, and a requisition keeps the numbers.
//!
//! A list is found by a hash of itself, and so never changes. Numbers are kept and not computed: a request stays what it
//! was when a later program computes otherwise.

use std::fmt::Write as _;

use domain::requisition::{Content, Station};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::columns::{columns, insert, statements};
use crate::error::StorageError;

/// Bytes of the hash that a list is found by. Of a million lists of one school two have the same by a chance of one in
/// two million million.
const HASH_BYTES: usize = 10;

/// The list of a requisition, where it has one: what a program before this one kept is whole without.
pub(crate) struct KitList(Option<String>);

columns! { "kit_list", KitList, |it, row|
    once {
        stations: text_or_none = it.0.as_deref();
    }
    made KitList(stations)
}

statements! { "kit_list";
    ADD = insert!("kit_list", "school_id, hash, stations", " on conflict do nothing");
}

/// The list that a content shares with others: its stations with no numbers.
pub(crate) struct Shared {
    /// What it is found by.
    pub hash: String,
    /// Itself, as JSON.
    pub stations: String,
}

impl Shared {
    /// Of a content.
    pub fn of(content: &Content) -> Result<Self, StorageError> {
        let mut stations = content.stations.clone();
        for station in &mut stations {
            station.sets = 0;
            station.pupils = None;
            for line in &mut station.lines {
                line.quantity = 0;
            }
        }
        let stations = serde_json::to_string(&stations)?;
        let mut hash = String::with_capacity(HASH_BYTES * 2);
        for byte in &Sha256::digest(stations.as_bytes())[..HASH_BYTES] {
            // Writing to a text cannot fail.
            let _ = write!(hash, "{byte:02x}");
        }
        Ok(Self { hash, stations })
    }
}

/// What a requisition keeps of its content beside the list: its numbers, and its note. Without names, since every
/// requisition has one.
#[derive(Serialize, Deserialize)]
struct Numbers(Vec<OfStation>, String);

/// Sets, pupils, and the quantity of each line.
type OfStation = (u32, Option<u32>, Vec<u32>);

/// A content without what it shares, as JSON.
pub(crate) fn numbers_of(content: &Content) -> Result<String, StorageError> {
    let of_station = |station: &Station| {
        (station.sets, station.pupils, station.lines.iter().map(|line| line.quantity).collect())
    };
    let numbers = content.stations.iter().map(of_station).collect();
    Ok(serde_json::to_string(&Numbers(numbers, content.note.clone()))?)
}

/// The content of which these are the numbers and this is the list; without a list all of it is in the first, as a
/// program before this one kept it. None where the two do not belong together.
pub(crate) fn whole(kept: &str, list: &KitList) -> Option<Content> {
    let Some(list) = &list.0 else { return serde_json::from_str(kept).ok() };
    let mut stations: Vec<Station> = serde_json::from_str(list).ok()?;
    let Numbers(numbers, note) = serde_json::from_str(kept).ok()?;
    if stations.len() != numbers.len() {
        return None;
    }
    for (station, (sets, pupils, quantities)) in stations.iter_mut().zip(numbers) {
        if station.lines.len() != quantities.len() {
            return None;
        }
        (station.sets, station.pupils) = (sets, pupils);
        for (line, quantity) in station.lines.iter_mut().zip(quantities) {
            line.quantity = quantity;
        }
    }
    Some(Content { stations, note })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As a program before this one kept it.
    const KEPT_BEFORE: &str = r#"{"stations": [{"practical": null, "title": "Springs", "sets": 8, "pupils": 24, "lines": [
        {"what": {"words": "string"}, "name": "string", "rule": "PerGroup", "amount": 1000, "spares": 0, "quantity": 9,
        "unit": null, "detail": ""}, {"what": {"words": "rulers"}, "name": "rulers", "rule": "ForTheClass",
        "amount": 1000, "quantity": 1}]}], "note": "by the window"}"#;

    fn content() -> Content {
        whole(KEPT_BEFORE, &KitList(None)).unwrap()
    }

    #[test]
    fn what_is_parted_is_whole_again() {
        let content = content();
        assert_eq!((content.stations[0].sets, content.stations[0].lines[0].quantity), (8, 9));
        let shared = Shared::of(&content).unwrap();
        let numbers = numbers_of(&content).unwrap();
        assert_eq!(numbers, r#"[[[8,24,[9,1]]],"by the window"]"#);
        assert_eq!(whole(&numbers, &KitList(Some(shared.stations))), Some(content));
    }

    #[test]
    fn a_list_is_shared_by_what_differs_in_numbers_alone() {
        let content = content();
        let mut more = content.clone();
        more.stations[0].sets = 12;
        more.stations[0].lines[0].quantity = 1;
        more.note.clear();
        let mut other = content.clone();
        other.stations[0].lines[1].detail = "30 cm".to_owned();
        let [first, more, other] = [&content, &more, &other].map(|one| Shared::of(one).unwrap());
        assert_eq!((&first.hash, &first.stations), (&more.hash, &more.stations));
        assert_ne!(first.hash, other.hash);
        assert_eq!(first.hash.len(), 20);
    }

    #[test]
    fn numbers_of_another_list_make_no_content() {
        let content = content();
        let mut fewer = content.clone();
        fewer.stations[0].lines.pop();
        let list = KitList(Some(Shared::of(&content).unwrap().stations));
        assert_eq!(whole(&numbers_of(&fewer).unwrap(), &list), None);
        assert_eq!(whole(KEPT_BEFORE, &list), None);
        assert_eq!(whole(&numbers_of(&content).unwrap(), &KitList(None)), None);
    }
}
