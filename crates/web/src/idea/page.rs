//! What people would like to try: what waits, and what became of the rest.

use askama::Template;

use crate::parts::{Credit, Empty, FieldState, Mark, Shell};

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
