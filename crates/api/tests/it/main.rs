//! What other programs rely on: every deed and every read by name, on both databases.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

// The word in code, as everywhere else: a package is not under the name of its dependents in its own tests.
extern crate trolley_api as api;

mod asked;
mod at_once;
mod deeds;
mod job;
mod reads;
