//! Made-up content.

use super::row::EveningRow;
use crate::parts::{Mark, Meaning};

impl EveningRow {
    /// A made-up evening.
    pub fn sample(subject: &str, when: &str, next: &str) -> Self {
        Self {
            url: "/chats/sample".to_owned(),
            subject: subject.to_owned(),
            tag: "testchat".to_owned(),
            when: when.to_owned(),
            network: "Sample County Technicians".to_owned(),
            mark: None,
            next: next.to_owned(),
            is_open: next == "Go in",
        }
    }

    /// The same, with a mark.
    #[must_use]
    pub fn marked(self, word: &str, meaning: Meaning) -> Self {
        Self { mark: Some(Mark::new(word, meaning)), ..self }
    }
}
