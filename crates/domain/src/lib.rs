//! What a prep room knows: its nouns and its rules, as plain types and pure functions.
//!
//! Nothing here reads a clock, draws randomness, or does input and output; what a rule needs, it is
//! given. Every way in (page, command, import, replay) decides by the functions of this room.

pub mod apparatus;
pub mod calendar;
pub mod catalogue;
pub mod chat;
pub mod direction;
pub mod fold;
pub mod history;
pub mod id;
pub mod idea;
pub mod instant;
pub mod lesson;
pub mod list_item;
pub mod message;
pub mod network;
pub mod people;
pub mod permission;
pub mod policy;
pub mod quantity;
pub mod report;
pub mod requisition;
pub mod school;
pub mod site;
pub mod source;
pub mod timetable;
pub mod topic;
mod unknown_word;
pub mod wall_clock;
pub mod zone;

pub use instant::{Instant, Interval, TimeOfDay};
pub use permission::{NotPermitted, Permission, Permit};
pub use unknown_word::UnknownWord;
