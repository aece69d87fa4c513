//! What a timetable that was brought would change, before it does.

use askama::Template;

use crate::parts::{Fact, Shell};

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
    /// How many open requisitions would have another lesson or none; none where no one is touched.
    pub touched: Option<String>,
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
