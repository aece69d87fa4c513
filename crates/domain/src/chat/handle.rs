//! The short names that people write under in a chat.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The most characters of a handle; the services that such archives come from allow 15.
pub const LONGEST_HANDLE: usize = 15;

/// The handle that stands where an erased person's stood.
const ERASED: &str = "erased";

/// Handles that nobody may choose: one stands for erased people, the others would read as calls to a room.
const RESERVED: [&str; 3] = [ERASED, "everybody", "here"];

/// The name somebody writes under: 1 to 15 ASCII letters, figures and underscores. It keeps its writing;
/// [`Handle::is`] compares without case, as people do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Handle(String);

/// Why a text cannot be a handle.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HandleError {
    /// It is empty, too long, or holds something other than letters, figures and underscores.
    #[error("a name in a chat is 1 to {LONGEST_HANDLE} letters (A to Z), figures and underscores")]
    Writing,
    /// It stands for something else.
    #[error("“{0}” cannot be chosen as a name; it has a meaning of its own in every chat")]
    Reserved(String),
}

impl Handle {
    /// The handle that stands where an erased person's stood.
    pub fn erased() -> Self {
        Self(ERASED.to_owned())
    }

    /// A handle that a person chooses for themselves: the reserved ones are refused, which reading an
    /// archive accepts.
    pub fn choose(text: &str) -> Result<Self, HandleError> {
        let handle: Self = text.trim().parse()?;
        if RESERVED.iter().any(|reserved| handle.0.eq_ignore_ascii_case(reserved)) {
            return Err(HandleError::Reserved(handle.0));
        }
        Ok(handle)
    }

    /// As it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// For comparison and look-up: without case.
    pub fn folded(&self) -> String {
        self.0.to_ascii_lowercase()
    }

    /// Whether the two name the same person: without case.
    pub fn is(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }

    /// Whether this stands where an erased person's handle stood.
    pub fn is_erased(&self) -> bool {
        self.0.eq_ignore_ascii_case(ERASED)
    }

    /// Whether `letter` may stand in a handle.
    pub(crate) fn allows(letter: char) -> bool {
        letter.is_ascii_alphanumeric() || letter == '_'
    }
}

impl FromStr for Handle {
    type Err = HandleError;

    fn from_str(text: &str) -> Result<Self, HandleError> {
        if text.is_empty() || text.len() > LONGEST_HANDLE || !text.chars().all(Self::allows) {
            return Err(HandleError::Writing);
        }
        Ok(Self(text.to_owned()))
    }
}

impl TryFrom<String> for Handle {
    type Error = HandleError;

    fn try_from(text: String) -> Result<Self, HandleError> {
        text.parse()
    }
}

impl From<Handle> for String {
    fn from(handle: Handle) -> Self {
        handle.0
    }
}

/// As it was written, without “@”.
impl fmt::Display for Handle {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}
