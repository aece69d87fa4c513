//! Made-up content.

use super::page::{JoinPage, NewcomerForm};
use crate::parts::{FieldState, Section, Shell};

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
