//! Made-up content.

use super::page::{IdeaRow, IdeasPage, SettledRow};
use crate::parts::{Credit, FieldState, Mark, Meaning, Section, Shell};

impl IdeasPage {
    /// A made-up box, seen by a technician.
    pub fn sample() -> Self {
        let row = |id: &str, words: &str, written: &str, credit: Option<Credit>| IdeaRow {
            id: id.to_owned(),
            words: words.to_owned(),
            written: written.to_owned(),
            credit,
        };
        Self {
            shell: Shell::sample_technician("Ideas box", Section::Catalogue),
            found: "2 ideas wait".to_owned(),
            words: Some(FieldState {
                value: String::new(),
                error: Some("Write what you would like to try.".to_owned()),
            }),
            may_settle: true,
            waiting: vec![
                row(
                    "1",
                    "Egg shells in vinegar for the acids lesson: cheap, and everybody has some.",
                    "A. Teacher, today 09:14",
                    Some(Credit::sample("Suggested")),
                ),
                row("2", "A second tray of hand lenses for Lab 3.", "B. Teacher, yesterday 15:40", None),
            ],
            settled: vec![
                SettledRow {
                    idea: row(
                        "3",
                        "Gummy bears instead of potato for osmosis.",
                        "A. Teacher, Monday 11:20",
                        Some(Credit::erased("Suggested")),
                    ),
                    mark: Mark::new("Taken up", Meaning::Done),
                    decided: "A. Technician, Tuesday 08:30".to_owned(),
                    other: ("put-by", "Put by"),
                    draft_url: Some("/catalogue/new?idea=3".to_owned()),
                },
                SettledRow {
                    idea: row("4", "A gas jar for each pupil.", "B. Teacher, Monday 10:05", None),
                    mark: Mark::new("Put by", Meaning::Quiet),
                    decided: "A. Technician, Tuesday 08:31".to_owned(),
                    other: ("taken-up", "Take up"),
                    draft_url: None,
                },
            ],
            settled_count: 2,
            empty: None,
            ..Self::empty()
        }
    }

    /// An empty box, seen by a teacher.
    pub fn empty() -> Self {
        Self {
            shell: Shell::sample_teacher("Ideas box", Section::Catalogue),
            found: "No idea waits".to_owned(),
            once: "sample-key".to_owned(),
            words: Some(FieldState::default()),
            may_settle: false,
            waiting: Vec::new(),
            settled: Vec::new(),
            settled_count: 0,
            empty: Some(Self::nothing_yet()),
        }
    }
}
