//! What is otherwise on a day, and saying so.

use askama::Template;

use crate::parts::{Choice, EffectsShown, Shell};

/// A day that may be otherwise than the timetable has it.
#[derive(Debug, Clone, Template)]
#[template(path = "exception/page.html")]
pub struct DayPage {
    /// The frame.
    pub shell: Shell,
    /// Such as “Tuesday 24 November”.
    pub heading: String,
    /// The date, as forms send it.
    pub date: String,
    /// The board of the day.
    pub board_url: String,
    /// What is otherwise on that day already, in words.
    pub otherwise: Vec<String>,
    /// The science lessons of the day.
    pub lessons: Vec<Choice>,
    /// The rooms of the timetable.
    pub rooms: Vec<String>,
    /// The teachers of the timetable.
    pub teachers: Vec<String>,
    /// Idempotency key.
    pub once: String,
    /// What is wrong with what was typed.
    pub error: Option<String>,
    /// Where what was done just now is put back.
    pub undo: Option<String>,
}

/// What a change of the day would do, before it is done.
#[derive(Debug, Clone, Template)]
#[template(path = "exception/confirm.html")]
pub struct ConfirmPage {
    /// The frame.
    pub shell: Shell,
    /// What it does to requests.
    pub effects: EffectsShown,
    /// Where the form goes.
    pub action: String,
    /// Everything that was typed.
    pub fields: Vec<(String, String)>,
    /// The way back.
    pub back_url: String,
}
