//! Why a measurement could not be made, in words for whoever ran it.

use std::fmt;

/// What went wrong.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{0}")]
pub struct Failure(String);

impl Failure {
    /// A failure in these words.
    pub fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }

    /// Names the deed that an error spoiled.
    pub fn of<E: fmt::Display>(deed: impl fmt::Display) -> impl FnOnce(E) -> Self {
        move |error| Self(format!("could not {deed}: {error}"))
    }
}
