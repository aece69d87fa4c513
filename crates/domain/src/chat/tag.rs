//! The hashtags that chats meet under.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The most characters of a tag.
pub const LONGEST_TAG: usize = 50;

/// A hashtag without its “#”: 1 to 50 letters, figures and underscores. It keeps its writing;
/// [`Tag::same_as`] compares without case, because people write one tag in many ways.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Tag(String);

/// The text is not a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a tag is 1 to {LONGEST_TAG} letters, figures and underscores after “#”")]
pub struct NotATag;

impl Tag {
    /// The tag that a person types into a form, with or without “#” and spaces around it.
    pub fn typed(text: &str) -> Result<Self, NotATag> {
        let text = text.trim();
        text.strip_prefix('#').unwrap_or(text).parse()
    }

    /// The tag of a chat that has none of its own.
    pub(crate) fn chat() -> Self {
        Self("chat".to_owned())
    }

    /// As it was written, without “#”.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// For comparison and look-up: without case.
    pub fn folded(&self) -> String {
        self.0.to_lowercase()
    }

    /// Whether the two are one tag: without case.
    pub fn same_as(&self, other: &Self) -> bool {
        self.folded() == other.folded()
    }

    /// Whether `letter` may stand in a tag.
    pub(crate) fn allows(letter: char) -> bool {
        letter.is_alphanumeric() || letter == '_'
    }
}

impl FromStr for Tag {
    type Err = NotATag;

    fn from_str(text: &str) -> Result<Self, NotATag> {
        let length = text.chars().count();
        if length == 0 || length > LONGEST_TAG || !text.chars().all(Self::allows) {
            return Err(NotATag);
        }
        Ok(Self(text.to_owned()))
    }
}

impl TryFrom<String> for Tag {
    type Error = NotATag;

    fn try_from(text: String) -> Result<Self, NotATag> {
        text.parse()
    }
}

impl From<Tag> for String {
    fn from(tag: Tag) -> Self {
        tag.0
    }
}

/// As it was written, without “#”.
impl fmt::Display for Tag {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}
