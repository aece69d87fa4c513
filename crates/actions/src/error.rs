//! Why a deed was not done, in words for the person who wanted it.

use domain::NotPermitted;
use domain::chat::ChatRefusal;
use domain::chat::room::SayRefusal;
use domain::message::MessageRefusal;
use domain::requisition::{ContentProblem, Refusal};
use storage::StorageError;

use crate::requisition::ClashReport;

/// Why a deed was not done. Nothing of it was kept.
#[derive(Debug, thiserror::Error)]
pub enum ActionError {
    /// The person's roles do not allow it.
    #[error(transparent)]
    NotPermitted(#[from] NotPermitted),
    /// There is no such thing in this school.
    #[error("there is no such {0} here")]
    NotFound(&'static str),
    /// The requisition is not where the deed starts from, or not this person's.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The chat is not where the deed starts from.
    #[error(transparent)]
    Unmoved(#[from] ChatRefusal),
    /// A message was not taken. What was written is still in its form.
    #[error(transparent)]
    Unsaid(#[from] SayRefusal),
    /// Something that was typed cannot be.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// What is wanted cannot all be promised.
    #[error("not everything is free")]
    Clash(Box<ClashReport>),
    /// Somebody else changed it in the meantime.
    #[error("it was changed by somebody else in the meantime")]
    Stale,
    /// The same form was sent again with other words in it.
    #[error("this form was sent before with other words in it; open it again")]
    OnceReused,
    /// Too many wrong passwords.
    #[error("too many tries; wait {seconds} seconds and try again")]
    TooManyTries {
        /// Seconds to wait.
        seconds: u32,
    },
    /// The address or the password is wrong, and it is not said which.
    #[error("the address or the password is not right")]
    WrongPassword,
    /// A link that no longer works.
    #[error("this link has been used or is too old; ask for a new one")]
    DeadLink,
    /// A file could not be read.
    #[error("{0}")]
    File(String),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// Something that should not happen: for the log, not for the person.
    #[error("something went wrong inside: {0}")]
    Inside(String),
}

/// Something typed that cannot be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{words}")]
pub struct Invalid {
    /// The field of the form, or the flag of the command.
    pub field: &'static str,
    /// What is wrong, and what to do.
    pub words: String,
}

impl Invalid {
    /// What is wrong with a field.
    pub fn new(field: &'static str, words: impl Into<String>) -> Self {
        Self { field, words: words.into() }
    }
}

impl ActionError {
    /// The error of one field.
    pub(crate) fn field(field: &'static str, words: impl Into<String>) -> Self {
        Self::Invalid(Invalid::new(field, words))
    }
}

impl From<ContentProblem> for ActionError {
    fn from(problem: ContentProblem) -> Self {
        let field = match problem {
            ContentProblem::Nothing => "title",
            ContentProblem::Sets => "sets",
            ContentProblem::Words => "note",
            ContentProblem::Quantity { .. }
            | ContentProblem::TooManyLines { .. }
            | ContentProblem::TooManyStations => "lines",
        };
        Self::field(field, problem.to_string())
    }
}

impl From<MessageRefusal> for ActionError {
    fn from(refusal: MessageRefusal) -> Self {
        match refusal {
            MessageRefusal::NoPlace => Self::NotFound("message"),
            MessageRefusal::WordsAreGone | MessageRefusal::WasLetThrough => {
                Self::field("message", refusal.to_string())
            }
        }
    }
}

impl From<serde_json::Error> for ActionError {
    fn from(error: serde_json::Error) -> Self {
        Self::Inside(error.to_string())
    }
}
