//! What other programs rely on: every deed and every read by name, on both databases.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

mod asked;
mod at_once;
mod deeds;
mod job;
mod reads;
