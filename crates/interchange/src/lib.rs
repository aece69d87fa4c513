//! Other people's files: bytes to domain types and back.
//!
//! A file is hostile until it is read: every reader here has fixed limits, answers with an error that names
//! the file and the line, and never panics.

pub mod bell_times;
pub mod catalogue;
pub mod chat_archive;
pub mod evening_calendar;
pub mod fet;
pub mod sheet;
