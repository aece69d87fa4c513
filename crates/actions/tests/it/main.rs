//! What people rely on when they do things, in both databases.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

mod chat;
mod chat_archive;
mod chat_erase;
mod chat_publish;
mod chat_race;
mod clash;
mod crash;
mod day;
mod exception;
mod follow;
mod follow_model;
mod follow_turned;
mod follow_undone;
mod idea;
mod import;
mod inbox;
mod network;
mod people;
mod race;
mod requisition;
mod school;
mod scope;
mod sign_in;
mod sites;
mod time;
mod ways_out;
