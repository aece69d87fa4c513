//! Coming into a network by a code, with an account here or without.

use askama::Template;

use crate::parts::{FieldKind, FieldState, Shell, TextField};

/// The form for a code.
#[derive(Debug, Clone, Template)]
#[template(path = "network/join/page.html")]
pub struct JoinPage {
    /// The frame.
    pub shell: Shell,
    /// Idempotency key.
    pub once: String,
    /// The code, as it was typed or as the link had it.
    pub code: FieldState,
    /// Whether the reader may let their school join.
    pub may_join_school: bool,
    /// What somebody without an account fills in besides; none for those who are signed in.
    pub newcomer: Option<NewcomerForm>,
}

/// What somebody without an account fills in.
#[derive(Debug, Clone)]
pub struct NewcomerForm {
    /// Name, address and password.
    pub fields: Vec<TextField>,
    /// Where somebody with an account goes first.
    pub sign_in_url: String,
}

impl NewcomerForm {
    /// The form around these fields.
    pub fn new(name: FieldState, email: FieldState, password: FieldState, sign_in_url: String) -> Self {
        Self {
            fields: vec![
                TextField::new("name", "Your name", name)
                    .hint("others see a handle that you choose later, not this")
                    .required(),
                TextField::new("email", "E-mail address", email)
                    .kind(FieldKind::Email)
                    .hint("you sign in with it; nobody else sees it")
                    .required(),
                TextField::new("password", "Password", password)
                    .kind(FieldKind::NewPassword)
                    .hint("at least eight characters")
                    .required(),
            ],
            sign_in_url,
        }
    }
}
