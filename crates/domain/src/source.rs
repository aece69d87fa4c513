//! Where something came from: who wrote it down here, and, where it was saved from a chat, whom to thank and
//! the way back to what they said.

use serde::{Deserialize, Serialize};

use crate::Instant;
use crate::id::{AccountId, ChatId, MessageId, NetworkId};

/// The message of a chat that something was saved from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The network whose chat it was.
    pub network: NetworkId,
    /// The chat.
    pub chat: ChatId,
    /// What was said.
    pub message: MessageId,
    /// Whose words they are, as the chat shows it: `@handle`.
    pub credit: String,
    /// The way back: a path on this server.
    pub link: String,
}

/// What is known today of the message that something was saved from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// All of it.
    Known(Source),
    /// Its author has been erased; that there was one is all that is kept.
    Erased,
}

impl Origin {
    /// The message, while its author may be named.
    pub fn source(&self) -> Option<&Source> {
        match self {
            Self::Known(source) => Some(source),
            Self::Erased => None,
        }
    }
}

/// Who wrote something down in this school, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Their account; none for a command.
    pub account: Option<AccountId>,
    /// Their name at the time.
    pub name: String,
    /// When.
    pub at: Instant,
}
