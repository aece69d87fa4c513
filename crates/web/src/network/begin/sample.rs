//! Made-up content.

use super::page::NewNetworkPage;
use crate::network::manage::page::ReadersChoice;
use crate::parts::{FieldState, Section, Shell};

impl NewNetworkPage {
    /// After a short name that is taken.
    pub fn sample() -> Self {
        let taken = "There is a network called sample-county already; choose another.".to_owned();
        Self {
            fields: Self::fields(
                FieldState::of("Sample County Technicians"),
                FieldState { value: "sample-county".to_owned(), error: Some(taken) },
                FieldState::of("Europe/London"),
            ),
            ..Self::empty()
        }
    }

    /// Before anything is typed.
    pub fn empty() -> Self {
        Self {
            shell: Shell::sample_technician("Begin a network", Section::Chats),
            once: "sample-key".to_owned(),
            fields: Self::fields(
                FieldState::default(),
                FieldState::default(),
                FieldState::of("Europe/London"),
            ),
            readers: ReadersChoice::sample(),
        }
    }
}
