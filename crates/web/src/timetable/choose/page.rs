//! Choosing whose week to see, for those who act for anyone.

use askama::Template;

use crate::parts::{Link, Shell};

/// The teachers of the timetable.
#[derive(Debug, Clone, Template)]
#[template(path = "timetable/choose/page.html")]
pub struct ChoosePage {
    /// The frame.
    pub shell: Shell,
    /// What was typed; may be empty. Sent as `q`.
    pub words: String,
    /// The teachers, by first letter.
    pub letters: Vec<Letter>,
    /// Whether the timetable names anybody at all.
    pub anybody: bool,
    /// Whether the reader sees anybody’s week; otherwise they are here because no name is theirs.
    pub acts_for_anyone: bool,
}

/// Teachers whose names begin alike.
#[derive(Debug, Clone)]
pub struct Letter {
    /// The letter.
    pub letter: String,
    /// Their weeks.
    pub teachers: Vec<Link>,
}
