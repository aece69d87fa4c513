//! Why a chore could not be done, in words for whoever ran it.

use std::fmt;

/// What went wrong and, where it is known, what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    message: String,
}

impl Failure {
    /// A failure in these words.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into() }
    }

    /// Names the deed that an error of the system spoiled.
    pub fn of<E: fmt::Display>(deed: impl fmt::Display) -> impl FnOnce(E) -> Self {
        move |error| Self::new(format!("could not {deed}: {error}"))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}
