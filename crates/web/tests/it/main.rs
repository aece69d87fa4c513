//! The routes, driven in process on both databases, filed by address.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

mod addresses;
mod as_seen;
mod board;
mod calendar;
mod characters;
mod chat_addresses;
mod chat_walks;
mod day;
mod escaping;
mod evenings;
mod faults;
mod headers;
mod idea;
mod live;
mod networks;
mod once;
mod otherwise;
mod overtaken;
mod page;
mod people;
mod requisitions;
mod room;
mod school;
mod schools;
mod sending;
mod sign_in;
mod site;
mod sites;
mod timetable_to_come;
mod told_apart;
mod walks;
mod ways_out;
mod week;
