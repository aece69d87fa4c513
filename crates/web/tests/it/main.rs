//! The routes, driven in process on both databases, filed by address.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

mod addresses;
mod board;
mod door;
mod escaping;
mod faults;
mod headers;
mod live;
mod once;
mod page;
mod requisitions;
mod schools;
mod site;
mod walks;
mod week;
