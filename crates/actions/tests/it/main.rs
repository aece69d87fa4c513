//! What people rely on when they do things, in both databases.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

mod clash;
mod crash;
mod door;
mod import;
mod race;
mod requisition;
mod scope;
