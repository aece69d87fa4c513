//! The timetable: the versions in force, and the form to bring another.

use askama::Template;

use crate::parts::{Fact, FieldKind, FieldState, Link, Mark, Shell, TextField};

/// The timetable of the school.
#[derive(Debug, Clone, Template)]
#[template(path = "timetable/set_up/page.html")]
pub struct TimetablePage {
    /// The frame.
    pub shell: Shell,
    /// The versions in force, newest first.
    pub versions: Vec<VersionRow>,
    /// Counts of the newest.
    pub facts: Vec<Fact>,
    /// Ways to what belongs to it.
    pub links: Vec<Link>,
    /// The form, where the reader may bring one.
    pub bring: Option<BringForm>,
}

/// One version.
#[derive(Debug, Clone)]
pub struct VersionRow {
    /// Such as “From Tuesday 1 September”.
    pub from: String,
    /// Such as “Ten days, weeks A and B; eight periods a day”.
    pub words: String,
    /// “In force”, “Provisional times”.
    pub marks: Vec<Mark>,
}

/// The form that brings a timetable.
#[derive(Debug, Clone)]
pub struct BringForm {
    /// Idempotency key.
    pub once: String,
    /// From when it holds, and the order of the days.
    pub fields: Vec<TextField>,
    /// What is wrong with the files: file and line, and what to do.
    pub error: Option<String>,
    /// What is wrong with the bell times.
    pub bells_error: Option<String>,
}

impl BringForm {
    /// The form with what was typed. Files cannot be kept by a page; a browser asks for them again.
    pub fn new(once: String, from: FieldState, days: FieldState, first: bool) -> Self {
        let from_hint = if first { "empty: the whole school year" } else { "empty: today" };
        Self {
            once,
            fields: vec![
                TextField::new("from", "It holds from", from).kind(FieldKind::Date).hint(from_hint),
                TextField::new("days", "Order of its days", days)
                    .hint("only if asked for: their names with commas between"),
            ],
            error: None,
            bells_error: None,
        }
    }
}
