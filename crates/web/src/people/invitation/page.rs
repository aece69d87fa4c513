//! Accepting an invitation.

use askama::Template;

use crate::parts::{FieldKind, FieldState, Section, Shell, TextField};

/// What the link of an invitation shows.
#[derive(Debug, Clone, Template)]
#[template(path = "people/invitation/page.html")]
pub struct InvitationPage {
    /// The frame, without a person or ways to go.
    pub shell: Shell,
    /// Where the form is sent.
    pub action: String,
    /// Idempotency key.
    pub once: String,
    /// The invited address.
    pub email: String,
    /// Name and password.
    pub fields: Vec<TextField>,
    /// What is wrong with the whole.
    pub error: Option<String>,
}

impl InvitationPage {
    /// The name and password fields.
    pub fn fields(name: FieldState, password: FieldState) -> Vec<TextField> {
        vec![
            TextField::new("name", "Your name", name).hint("as colleagues know you").required(),
            TextField::new("password", "Password", password)
                .kind(FieldKind::NewPassword)
                .hint("at least eight characters; if you have an account here, its password")
                .required(),
        ]
    }

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
