//! Which subjects are science.

use askama::Template;

use crate::parts::Shell;

/// The subjects of the timetable, to tick.
#[derive(Debug, Clone, Template)]
#[template(path = "timetable/subjects/page.html")]
pub struct SubjectsPage {
    /// The frame.
    pub shell: Shell,
    /// Idempotency key.
    pub once: String,
    /// The subjects, those taken to be science first.
    pub subjects: Vec<SubjectTick>,
}

/// One subject.
#[derive(Debug, Clone)]
pub struct SubjectTick {
    /// Its name, as the timetable has it.
    pub name: String,
    /// Such as “12 lessons, guessed”.
    pub words: String,
    /// Whether it is taken to be science.
    pub science: bool,
}
