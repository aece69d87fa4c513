//! Coming into a network by a code, with an account here or without.

use askama::Template;

use crate::parts::{FieldKind, FieldState, Section, Shell, TextField};

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

impl JoinPage {
    /// Somebody without an account, after a wrong code.
    pub fn sample() -> Self {
        Self {
            shell: Shell {
                school: String::new(),
                person: None,
                links: Vec::new(),
                ..Shell::sample_teacher("Join a network", Section::Chats)
            },
            code: FieldState {
                value: "7K2MQ-X9D4".to_owned(),
                error: Some("That code is not right. Look at it again.".to_owned()),
            },
            may_join_school: false,
            newcomer: Some(NewcomerForm::new(
                FieldState::of("N. Comer"),
                FieldState::of("n.comer@school.example"),
                FieldState::default(),
                "/sign-in?next=%2Fjoin".to_owned(),
            )),
            ..Self::empty()
        }
    }

    /// A head of science who is signed in.
    pub fn empty() -> Self {
        Self {
            shell: Shell::sample_teacher("Join a network", Section::Chats),
            once: "sample-key".to_owned(),
            code: FieldState::default(),
            may_join_school: true,
            newcomer: None,
        }
    }
}
