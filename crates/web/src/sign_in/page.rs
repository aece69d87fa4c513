//! The door: signing in.

use askama::Template;

use crate::parts::{FieldState, Section, Shell};

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

impl SignInPage {
    /// After a wrong password, at a demonstration school.
    pub fn sample() -> Self {
        let person = |role: &str, email: &str| DemonstrationPerson {
            role: role.to_owned(),
            email: email.to_owned(),
            password: "made-up-password".to_owned(),
        };
        Self {
            error: Some(
                "The address and the password do not belong together. Check both and try again.".to_owned(),
            ),
            email: FieldState::of("a.teacher@school.example"),
            demonstration: vec![
                person("Teacher", "a.teacher@school.example"),
                person("Technician", "t.technician@school.example"),
            ],
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
                ..Shell::sample_teacher("Sign in", Section::Elsewhere)
            },
            action: "/sign-in".to_owned(),
            once: "sample-key".to_owned(),
            next: "/week".to_owned(),
            error: None,
            email: FieldState::default(),
            demonstration: Vec::new(),
        }
    }
}
