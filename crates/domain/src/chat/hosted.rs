//! A hosted chat as it is kept: one evening, its questions and its people.

use serde::{Deserialize, Serialize};

use super::archive::{Archive, Entry, LineEnd, Preamble};
use super::handle::Handle;
use super::permission::Participant;
use super::permission::chat_permissions::ManageNetwork;
use super::role::ChatRole;
use super::room::Hold;
use super::state::{ChatFacts, ChatRefusal, ChatState, ChatStep, moved};
use crate::Instant;
use crate::id::{AccountId, ChatId, MessageId, TopicId};

/// A hosted chat: one evening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chat {
    /// Its identifier.
    pub id: ChatId,
    /// Grows with every change of its plan or state.
    pub version: u32,
    /// Where it stands.
    pub state: ChatState,
    /// Whether it was read from an archive of another service.
    pub imported: bool,
    /// The tag it meets under, without “#”; empty where it has none.
    pub tag: String,
    /// What it is about.
    pub subject: String,
    /// What the host says before it begins.
    pub welcome: String,
    /// When it begins.
    pub starts_at: Instant,
    /// When it ends.
    pub ends_at: Instant,
    /// The topic it was planned from.
    pub topic: Option<TopicId>,
    /// Whose messages wait for a moderator.
    pub hold: Hold,
    /// Seconds between two messages of one person; 0 where the room is not slow.
    pub slow_seconds: u32,
    /// The present question, from 1; 0 while none is asked.
    pub question_now: u8,
    /// The pinned message.
    pub pinned: Option<MessageId>,
    /// How many messages have a number; the newest one's number.
    pub numbered: u32,
    /// The newest act of a host in the room.
    pub host_seen_at: Option<Instant>,
    /// When it was opened first.
    pub opened_at: Option<Instant>,
    /// When it was closed last.
    pub closed_at: Option<Instant>,
    /// When its review ends.
    pub review_ends_at: Option<Instant>,
    /// When its newest revision was published.
    pub published_at: Option<Instant>,
    /// The number of its newest revision; 0 before the first.
    pub revision: u32,
    /// The head of the archive it was imported from.
    pub preamble: Option<KeptPreamble>,
    /// Who planned it.
    pub created_by: Option<AccountId>,
    /// When it was planned.
    pub created_at: Instant,
}

impl Chat {
    /// Where the chat comes to stand when `by` takes `step` at `now`.
    pub fn moved(&self, step: ChatStep, by: &Participant, now: Instant) -> Result<ChatState, ChatRefusal> {
        let facts = ChatFacts {
            state: self.state,
            review_ends_at: self.review_ends_at,
            ends_at: self.ends_at,
            imported: self.imported,
            by_network_administrator: by.may::<ManageNetwork>(),
        };
        moved(step, facts, now)
    }
}

/// What an archive keeps beside its entries, so that it can be written out byte for byte.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptPreamble {
    /// What stands above the messages.
    pub preamble: Preamble,
    /// Whether the last line ends.
    pub ends_with_newline: bool,
    /// How lines end.
    #[serde(default)]
    pub line_end: LineEnd,
    /// Whether the file begins with a byte order mark.
    #[serde(default)]
    pub byte_order_mark: bool,
}

impl KeptPreamble {
    /// What is kept of an archive.
    pub fn of(archive: &Archive) -> Self {
        Self {
            preamble: archive.preamble.clone(),
            ends_with_newline: archive.ends_with_newline,
            line_end: archive.line_end,
            byte_order_mark: archive.byte_order_mark,
        }
    }

    /// The archive with these entries.
    pub fn with(self, entries: Vec<Entry>) -> Archive {
        Archive {
            preamble: self.preamble,
            entries,
            ends_with_newline: self.ends_with_newline,
            line_end: self.line_end,
            byte_order_mark: self.byte_order_mark,
        }
    }
}

/// A question prepared for a chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChatQuestion {
    /// From 1: the 2 of “Q2”.
    pub number: u8,
    /// What is asked.
    pub words: String,
    /// When it was put to the room first.
    pub asked_at: Option<Instant>,
}

/// Somebody with a role in a chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChatPerson {
    /// Their account.
    pub account: AccountId,
    /// The handle under which others see them, once chosen.
    pub handle: Option<Handle>,
    /// Their name, which only network administrators may see.
    pub name: String,
    /// What they are in the chat.
    pub role: ChatRole,
}

/// Somebody who may not write in a chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mute {
    /// Their account.
    pub account: AccountId,
    /// Their handle.
    pub handle: Option<Handle>,
    /// Why.
    pub reason: String,
    /// Since when.
    pub muted_at: Instant,
}
