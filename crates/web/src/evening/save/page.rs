//! Saving a message of a chat into one's own school: as a note, an idea or a draft.

use askama::Template;

use crate::parts::{Choice, Empty, FieldState, Link, Shell, TextField, Written};

/// Saving a message.
#[derive(Debug, Clone, Template)]
#[template(path = "evening/save/page.html")]
pub struct SavePage {
    /// The frame.
    pub shell: Shell,
    /// The way back: the message.
    pub back: Link,
    /// Whose words they are, with “@”.
    pub credit: String,
    /// When they were said.
    pub at: String,
    /// The words.
    pub said: Written,
    /// Why the reader cannot save anything, and what to do.
    pub refusal: Option<Empty>,
    /// As what it can be saved.
    pub ways: Vec<SaveWay>,
    /// What becomes of it, in one sentence.
    pub explained: &'static str,
    /// Where the form is sent.
    pub action: String,
    /// Idempotency key.
    pub once: String,
    /// As what it is saved: sent as `as`.
    pub kind: &'static str,
    /// The practicals, for a note.
    pub practicals: Option<PracticalChoice>,
    /// The other fields of a draft.
    pub draft: Option<DraftFields>,
    /// What is asked of the words.
    pub words_label: &'static str,
    /// The words as they will be kept.
    pub words: FieldState,
    /// The verb on the button.
    pub button: &'static str,
}

/// One thing that a message can be saved as.
#[derive(Debug, Clone)]
pub struct SaveWay {
    /// Such as “Trial note”.
    pub words: &'static str,
    /// Its form.
    pub url: String,
    /// Whether this is it.
    pub current: bool,
}

/// The practicals to choose from.
#[derive(Debug, Clone)]
pub struct PracticalChoice {
    /// By subject.
    pub groups: Vec<PracticalGroup>,
    /// What is wrong with the choice.
    pub error: Option<String>,
}

/// The practicals of one subject.
#[derive(Debug, Clone)]
pub struct PracticalGroup {
    /// The subject.
    pub subject: String,
    /// By name.
    pub practicals: Vec<Choice>,
}

/// The fields of a draft besides its words.
#[derive(Debug, Clone)]
pub struct DraftFields {
    /// Its title.
    pub title: TextField,
    /// The subjects, the first for none.
    pub subjects: Vec<Choice>,
    /// What is wrong with the subject.
    pub subject_error: Option<String>,
    /// The youngest year, the first for none.
    pub years_from: Vec<Choice>,
    /// The oldest year.
    pub years_to: Vec<Choice>,
    /// What is wrong with the years.
    pub years_error: Option<String>,
}

impl SavePage {
    /// What somebody without a school reads.
    pub fn needs_school() -> Empty {
        Empty {
            words: "You do not belong to a school here.".to_owned(),
            advice: "Notes, ideas and drafts are kept in a school’s own catalogue. When a school on this server invites you, you can save these words there."
                .to_owned(),
            link: None,
        }
    }
}
