//! The timetable: the versions in force, and the form to bring another.

use askama::Template;

use crate::parts::{Fact, FieldKind, FieldState, Link, Mark, Meaning, Section, Shell, TextField};

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
    /// Whether it is a school's first.
    pub first: bool,
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
            first,
        }
    }
}

impl TimetablePage {
    /// A made-up timetable, and an upload that could not be read.
    pub fn sample() -> Self {
        let mut form = BringForm::new(
            "sample-key".to_owned(),
            FieldState::of("2026-11-30"),
            FieldState::default(),
            false,
        );
        form.error = Some(
            "sample_timetable.csv, line 14: a quotation mark is opened here and never closed; is the file complete?"
                .to_owned(),
        );
        Self {
            versions: vec![
                VersionRow {
                    from: "From Monday 2 November".to_owned(),
                    words: "10 days in weeks A and B, 8 periods a day".to_owned(),
                    marks: vec![Mark::new("In force", Meaning::Done)],
                },
                VersionRow {
                    from: "From Tuesday 1 September".to_owned(),
                    words: "10 days in weeks A and B, 8 periods a day".to_owned(),
                    marks: vec![Mark::new("Provisional times", Meaning::Attention)],
                },
            ],
            facts: vec![
                Fact::new("Lessons in a cycle", "412"),
                Fact::new("Of science", "188"),
                Fact::new("Teachers", "46"),
            ],
            links: vec![
                Link {
                    words: "Which subjects are science".to_owned(),
                    url: "/timetable/subjects".to_owned(),
                },
                Link { words: "Terms and weeks".to_owned(), url: "/calendar".to_owned() },
                Link { words: "Deadline".to_owned(), url: "/policy".to_owned() },
            ],
            bring: Some(form),
            ..Self::empty()
        }
    }

    /// A school that has none yet.
    pub fn empty() -> Self {
        Self {
            shell: Shell::sample_technician("Timetable", Section::Setup),
            versions: Vec::new(),
            facts: Vec::new(),
            links: Vec::new(),
            bring: Some(BringForm::new(
                "sample-key".to_owned(),
                FieldState::default(),
                FieldState::default(),
                true,
            )),
        }
    }
}
