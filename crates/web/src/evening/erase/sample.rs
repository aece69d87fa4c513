//! Made-up content.

use super::page::{ErasePage, WouldTouch};
use crate::parts::{Fact, FieldState, Link, Section, Shell};

impl ErasePage {
    /// A made-up person, whose name was typed wrong the second time.
    pub fn sample() -> Self {
        Self {
            handle: Self::handle_field(FieldState::of("lab_bob")),
            found: Some(WouldTouch {
                heading: "@lab_bob in 8 places".to_owned(),
                handle: "lab_bob".to_owned(),
                facts: vec![
                    Fact::new("Messages", "4"),
                    Fact::new("Copies in quotes", "2"),
                    Fact::new("Other people’s reply lines", "2"),
                ],
                confirm: Some(Self::confirm_field(FieldState {
                    value: "lab_bib".to_owned(),
                    error: Some("This is not the same name.".to_owned()),
                })),
            }),
            ..Self::empty()
        }
    }

    /// Nobody named yet.
    pub fn empty() -> Self {
        Self {
            shell: Shell::sample_technician("Erase a person", Section::Chats),
            back: Link { words: "Test Network".to_owned(), url: "/networks/1/manage".to_owned() },
            action: "/networks/1/erasure".to_owned(),
            once: "sample-key".to_owned(),
            handle: Self::handle_field(FieldState::default()),
            found: None,
        }
    }
}
