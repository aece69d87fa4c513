//! Why a command failed, in one sentence for whoever ran it.

use actions::{ActionError, StorageError};

/// Why a command failed: what went wrong, and what to do next.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Failure(String);

impl Failure {
    /// A failure in these words.
    pub fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }
}

impl From<StorageError> for Failure {
    fn from(error: StorageError) -> Self {
        let next = match &error {
            StorageError::Database(_) => "; check the address, and that the database runs and lets you in",
            StorageError::Busy => "; check that it runs, and try again",
            StorageError::Migration(_) => "; nothing is lost, put the back-up or the newest program in place",
            StorageError::Inconsistent { .. }
            | StorageError::RowsTouched { .. }
            | StorageError::Encoding(_) => "; run `trolley check` and tell the makers what it says",
            StorageError::Address(_)
            | StorageError::Newer { .. }
            | StorageError::NotMigrated
            | StorageError::Taken(_) => "",
        };
        Self(format!("{error}{next}"))
    }
}

impl From<ActionError> for Failure {
    fn from(error: ActionError) -> Self {
        match error {
            ActionError::Storage(error) => error.into(),
            ActionError::Invalid(invalid) => {
                Self(format!("--{}: {}", invalid.field.replace('_', "-"), invalid.words))
            }
            ActionError::File(words) => Self(format!("{words}; nothing was changed")),
            other => Self(other.to_string()),
        }
    }
}
