//! Made-up content.

use super::page::DraftPage;
use crate::parts::{Choice, Credit, FieldState, Section, Shell};

impl DraftPage {
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
