//! Signing in.

use askama::Template;

use crate::fields::Fields;
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
    /// A form that is sent on when somebody has signed in.
    pub carried: Option<Carried>,
    /// How to sign in to a demonstration school; none elsewhere.
    pub demonstration: Vec<DemonstrationPerson>,
}

/// A form that somebody sent when their session had ended.
#[derive(Debug, Clone)]
pub struct Carried {
    /// The address it was sent to. Sent as `carried-to`.
    pub to: String,
    /// Its fields, encoded as they came. Sent as `carried`.
    pub body: String,
}

impl Carried {
    /// The form that goes along with these fields, if one does.
    pub fn of(fields: &Fields) -> Option<Self> {
        let (to, body) = (fields.find("carried-to")?, fields.find("carried")?);
        Some(Self { to: to.to_owned(), body: body.to_owned() })
    }
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
