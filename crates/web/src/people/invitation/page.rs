//! Accepting an invitation.

use askama::Template;

use crate::parts::{FieldKind, FieldState, Shell, TextField};

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
}
