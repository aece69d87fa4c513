//! The form that drafts a practical of the school's own.

use askama::Template;

use crate::parts::{Choice, Credit, FieldState, Section, Shell, TextField};

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

    /// A made-up draft with a mistake in it.
    pub fn sample() -> Self {
        Self {
            idea: "3".to_owned(),
            credit: Some(Credit::sample("Suggested")),
            title: Self::title_field(FieldState {
                value: String::new(),
                error: Some("Give it a name of at most 200 characters.".to_owned()),
            }),
            years_error: Some("Choose the younger year first, from 7 to 13.".to_owned()),
            words: FieldState::of("Pupils weigh gummy bears before and after a night in water."),
            ..Self::empty()
        }
    }

    /// An empty draft.
    pub fn empty() -> Self {
        let choice = |value: &str, words: &str, chosen: bool| Choice {
            value: value.to_owned(),
            words: words.to_owned(),
            chosen,
        };
        let years = || {
            vec![choice("", "Choose one", true), choice("7", "Year 7", false), choice("8", "Year 8", false)]
        };
        Self {
            shell: Shell::sample_technician("Draft a practical", Section::Catalogue),
            once: "sample-key".to_owned(),
            idea: String::new(),
            credit: None,
            title: Self::title_field(FieldState::default()),
            subjects: vec![
                choice("", "Choose one", true),
                choice("biology", "Biology", false),
                choice("chemistry", "Chemistry", false),
            ],
            subject_error: None,
            years_from: years(),
            years_to: years(),
            years_error: None,
            words: FieldState::default(),
        }
    }
}
