//! History: what people did, in commit order.

mod kind;

use crate::Instant;
use crate::id::{AccountId, ChatId, EventId, MessageId};

pub use kind::Kind;

/// One entry of a school's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its identifier.
    pub id: EventId,
    /// When.
    pub at: Instant,
    /// Who, where it was a person with an account.
    pub account: Option<AccountId>,
    /// Their name at the time.
    pub actor: String,
    /// What kind of thing was done.
    pub kind: Kind,
    /// The identifier of what it was done to.
    pub subject: Option<String>,
    /// What was done, as a sentence shows it.
    pub words: String,
}

/// One entry of a network's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkEvent {
    /// What happened; its `actor` is a handle, or words for whoever has none.
    pub event: Event,
    /// In which chat, where it was in one.
    pub chat: Option<ChatId>,
    /// To which message, where it was to one: open rooms draw it anew.
    pub message: Option<MessageId>,
}

/// What an open room has to draw anew after an entry of history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomEvent {
    /// Its number in the network's history.
    pub sequence: i64,
    /// What kind of thing was done.
    pub kind: Kind,
    /// To which message.
    pub message: Option<MessageId>,
}
