//! Kept pages: a page that many look at and few change is rendered once, and kept under the number of the
//! school's newest event. Reading who the visitor is reads that number too, so a kept page is never
//! older than what the database says.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use domain::Instant;
use domain::id::{AccountId, SchoolId};
use http::packed::Packed;

/// Pages kept at once; when there are more, all are forgotten.
const MOST_PAGES: usize = 2_000;
/// Bytes kept at once.
const MOST_BYTES: usize = 48 * 1024 * 1024;
/// Pages say “in 3 hours 20 minutes”, so none is older than the minute it was made in.
const MILLISECONDS_A_MINUTE: i64 = 60_000;

/// What a page depends on beside its address.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct PageKey {
    pub school: SchoolId,
    pub account: AccountId,
    pub roles: String,
    pub address: String,
}

#[derive(Debug)]
struct Entry {
    sequence: i64,
    minute: i64,
    page: Packed,
}

#[derive(Debug, Default)]
struct Shelf {
    pages: HashMap<PageKey, Entry>,
    bytes: usize,
}

/// The pages that are kept.
#[derive(Debug, Default)]
pub(crate) struct KeptPages(Mutex<Shelf>);

impl KeptPages {
    /// The page, if it was made at this point of history and in this minute.
    pub fn find(&self, key: &PageKey, sequence: i64, now: Instant) -> Option<Packed> {
        let shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = shelf.pages.get(key)?;
        let is_fresh = entry.sequence == sequence && entry.minute == now.0 / MILLISECONDS_A_MINUTE;
        is_fresh.then(|| entry.page.clone())
    }

    /// Keeps a page.
    pub fn keep(&self, key: PageKey, sequence: i64, now: Instant, page: Packed) {
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if shelf.pages.len() >= MOST_PAGES || shelf.bytes >= MOST_BYTES {
            *shelf = Shelf::default();
        }
        let weight = page.weight();
        let entry = Entry { sequence, minute: now.0 / MILLISECONDS_A_MINUTE, page };
        let before = shelf.pages.insert(key, entry).map_or(0, |old| old.page.weight());
        shelf.bytes = shelf.bytes + weight - before;
    }
}
