//! Signing in.

use askama::Template;

use crate::parts::{FieldState, Shell};

/// The first page of somebody who is not signed in.
#[derive(Debug, Clone, Template)]
#[template(path = "sign_in/page.html")]
pub struct SignInPage {
    /// The frame, without a person or ways to go.
    pub shell: Shell,
    /// Where the form is sent; its fields are `once`, `email`, `password` and `next`.
    pub action: String,
    /// Idempotency key.
    pub once: String,
    /// Address to go to afterwards; may be empty.
    pub next: String,
    /// What is wrong with the two together, or that one has to wait.
    pub error: Option<String>,
    /// The address.
    pub email: FieldState,
    /// How to sign in to a demonstration school; none elsewhere.
    pub demonstration: Vec<DemonstrationPerson>,
}

/// Somebody made up, whom a visitor of a demonstration may be.
#[derive(Debug, Clone)]
pub struct DemonstrationPerson {
    /// Such as “Teacher”.
    pub role: String,
    /// The address to sign in with.
    pub email: String,
    /// The password.
    pub password: String,
}
