//! What a timetable that was brought would change, before it does.

use askama::Template;

use crate::parts::{Choice, EffectsShown, Fact, Shell};

/// The plan of an import.
#[derive(Debug, Clone, Template)]
#[template(path = "timetable/preview/page.html")]
pub struct PreviewPage {
    /// The frame.
    pub shell: Shell,
    /// Such as “It would hold from Monday 30 November”.
    pub from: String,
    /// What would happen, such as “12 lessons added, 3 changed, 1 gone”.
    pub sentence: String,
    /// Whether it would change nothing.
    pub same: bool,
    /// Counts of what was read.
    pub facts: Vec<Fact>,
    /// What keeps it from being used, where somebody wanted to.
    pub error: Option<String>,
    /// What becomes of requests and people.
    pub effects: EffectsShown,
    /// Lessons and people of which somebody has to say what they become.
    pub doubts: Vec<DoubtRow>,
    /// What becomes of the other lessons with requests.
    pub pairs: Vec<PairRow>,
    /// Requests that lose their lesson, as the page shows them.
    pub losing: Vec<String>,
    /// What to know before going on.
    pub warnings: Vec<String>,
    /// Rows that were refused, the first of them.
    pub refused: Vec<RefusedLine>,
    /// How many were refused in all.
    pub refused_count: usize,
    /// How many lessons are taken to be science.
    pub science: String,
    /// The first lessons, to recognise the timetable by.
    pub lessons: Vec<PreviewLesson>,
    /// Idempotency key of the confirmation.
    pub once: String,
    /// What is confirmed.
    pub draft: String,
}

/// A lesson or a person in doubt.
#[derive(Debug, Clone)]
pub struct DoubtRow {
    /// Which kind: `lesson` or `person`; also the name of its field.
    pub what: &'static str,
    /// Its identifier.
    pub id: String,
    /// What it was.
    pub was: String,
    /// The choice whose effects the page shows.
    pub shown: String,
    /// What it may be now, the proposed one chosen.
    pub choices: Vec<Choice>,
}

/// A lesson that is plainly another now.
#[derive(Debug, Clone)]
pub struct PairRow {
    /// Its identifier.
    pub id: String,
    /// What it was.
    pub was: String,
    /// What it is.
    pub is: String,
}

/// A row that was refused.
#[derive(Debug, Clone)]
pub struct RefusedLine {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: String,
    /// Why.
    pub reason: String,
}

/// One lesson of the file.
#[derive(Debug, Clone)]
pub struct PreviewLesson {
    /// Such as “Monday”.
    pub day: String,
    /// Such as “P1, 09:05 – 09:50”.
    pub period: String,
    /// The class, or “No class”.
    pub class: String,
    /// The subject.
    pub subject: String,
    /// The teachers.
    pub teacher: String,
    /// The room, or “No room”.
    pub room: String,
}
