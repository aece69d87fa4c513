//! Made-up content.

use super::page::{BringForm, TimetablePage, VersionRow};
use crate::parts::{Fact, FieldState, Link, Mark, Meaning, Section, Shell};

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
