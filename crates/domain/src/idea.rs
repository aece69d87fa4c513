//! The ideas box of a school.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::Instant;
use crate::id::IdeaId;
use crate::source::{Origin, Written};

/// What became of an idea.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The department does it.
    TakenUp,
    /// Not now.
    PutBy,
}

impl Outcome {
    /// Both.
    pub const ALL: [Self; 2] = [Self::TakenUp, Self::PutBy];

    /// The word for it in forms and in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TakenUp => "taken-up",
            Self::PutBy => "put-by",
        }
    }

    /// The outcome that a form or row means by `code`.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.code() == code)
    }
}

/// The text is not the word for an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("that is not what becomes of an idea")]
pub struct NotAnOutcome;

impl FromStr for Outcome {
    type Err = NotAnOutcome;

    fn from_str(code: &str) -> Result<Self, NotAnOutcome> {
        Self::from_code(code).ok_or(NotAnOutcome)
    }
}

/// What was decided about an idea.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// What became of it.
    pub outcome: Outcome,
    /// Who decided, by their name at the time.
    pub by: String,
    /// When.
    pub at: Instant,
}

/// A suggestion in the box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Idea {
    /// Its identifier.
    pub id: IdeaId,
    /// What is suggested.
    pub words: String,
    /// Who put it into the box.
    pub written: Written,
    /// What was decided; none while it waits.
    pub settled: Option<Settlement>,
    /// The message it was saved from, if it was.
    pub origin: Option<Origin>,
}
