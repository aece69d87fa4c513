//! Made-up content.

use super::page::InvitationPage;
use crate::parts::{FieldState, Section, Shell};

impl InvitationPage {
    /// After a password that is too short.
    pub fn sample() -> Self {
        Self {
            fields: Self::fields(
                FieldState::of("B. Teacher"),
                FieldState {
                    value: String::new(),
                    error: Some("a password has at least eight characters".to_owned()),
                },
            ),
            ..Self::empty()
        }
    }

    /// Before anything is typed.
    pub fn empty() -> Self {
        Self {
            shell: Shell {
                school: String::new(),
                person: None,
                links: Vec::new(),
                ..Shell::sample_teacher("You are invited", Section::Elsewhere)
            },
            action: "/invitation/sample".to_owned(),
            once: "sample-key".to_owned(),
            email: "b.teacher@school.example".to_owned(),
            fields: Self::fields(FieldState::of("B. Teacher"), FieldState::default()),
            error: None,
        }
    }
}
