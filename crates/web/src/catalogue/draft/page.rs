//! The form that drafts a practical of the school's own.

use askama::Template;

use crate::parts::{Choice, Credit, FieldState, Shell, TextField};

/// A practical that is being drafted.
#[derive(Debug, Clone, Template)]
#[template(path = "catalogue/draft/page.html")]
pub struct DraftPage {
    /// The frame.
    pub shell: Shell,
    /// Idempotency key.
    pub once: String,
    /// The idea it is drafted from; empty where there is none. Sent as `idea`.
    pub idea: String,
    /// Whom to thank for that idea.
    pub credit: Option<Credit>,
    /// Its title.
    pub title: TextField,
    /// The subjects, the first for none. Sent as `subject`.
    pub subjects: Vec<Choice>,
    /// What is wrong with the subject.
    pub subject_error: Option<String>,
    /// The youngest year, the first for none. Sent as `year_from`.
    pub years_from: Vec<Choice>,
    /// The oldest year. Sent as `year_to`.
    pub years_to: Vec<Choice>,
    /// What is wrong with the years.
    pub years_error: Option<String>,
    /// What pupils would do.
    pub words: FieldState,
}

impl DraftPage {
    /// The field of the title.
    pub fn title_field(field: FieldState) -> TextField {
        TextField::new("title", "What teachers will call it", field).required()
    }
}
