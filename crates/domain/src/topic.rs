//! Topics that people propose for evenings.

use std::str::FromStr;

use crate::Instant;
use crate::chat::handle::Handle;
use crate::id::{AccountId, TopicId};

/// Where a topic stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TopicState {
    /// People vote for it.
    Proposed,
    /// It is no longer on the list.
    Retired,
}

impl TopicState {
    /// The name that is kept.
    pub fn key(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Retired => "retired",
        }
    }
}

/// The text names no state of a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("that is not a state of a topic")]
pub struct UnknownTopicState;

impl FromStr for TopicState {
    type Err = UnknownTopicState;

    fn from_str(text: &str) -> Result<Self, UnknownTopicState> {
        [Self::Proposed, Self::Retired].into_iter().find(|state| state.key() == text).ok_or(UnknownTopicState)
    }
}

/// A topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// Its identifier.
    pub id: TopicId,
    /// What the evening would be about.
    pub words: String,
    /// Who proposed it; none once they were erased.
    pub proposed_by: Option<AccountId>,
    /// Their handle, once chosen.
    pub handle: Option<Handle>,
    /// When.
    pub proposed_at: Instant,
    /// Where it stands.
    pub state: TopicState,
}
