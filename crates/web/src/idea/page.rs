//! What people would like to try: what waits, and what became of the rest.

use askama::Template;

use crate::parts::{Credit, Empty, FieldState, Mark, Meaning, Section, Shell};

/// The ideas box.
#[derive(Debug, Clone, Template)]
#[template(path = "idea/page.html")]
pub struct IdeasPage {
    /// The frame.
    pub shell: Shell,
    /// Such as “2 ideas wait”.
    pub found: String,
    /// Idempotency key of the forms; each idea's own name is added to it.
    pub once: String,
    /// What stands in the field, and what is wrong with it; none for those who only read.
    pub words: Option<FieldState>,
    /// Whether the reader may settle ideas.
    pub may_settle: bool,
    /// What waits, newest first.
    pub waiting: Vec<IdeaRow>,
    /// What was settled, latest first.
    pub settled: Vec<SettledRow>,
    /// How many were settled in all.
    pub settled_count: usize,
    /// What to say and do where there are none.
    pub empty: Option<Empty>,
}

/// One idea.
#[derive(Debug, Clone)]
pub struct IdeaRow {
    /// Its identifier.
    pub id: String,
    /// What is suggested.
    pub words: String,
    /// Who put it in, and when.
    pub written: String,
    /// Whom to thank, where it was saved from a chat.
    pub credit: Option<Credit>,
}

/// One idea that was settled.
#[derive(Debug, Clone)]
pub struct SettledRow {
    /// The idea.
    pub idea: IdeaRow,
    /// “Taken up” or “Put by”.
    pub mark: Mark,
    /// Who settled it, and when.
    pub decided: String,
    /// What else may be said of it: the word sent, and the verb on the button.
    pub other: (&'static str, &'static str),
    /// Where a practical is drafted from it, for those who may.
    pub draft_url: Option<String>,
}

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

    /// What an empty box says.
    pub fn nothing_yet() -> Empty {
        Empty {
            words: "Nothing is in the box yet.".to_owned(),
            advice: "Put the first idea in: one sentence is enough. A technician takes it up, or puts it by."
                .to_owned(),
            link: None,
        }
    }
}
