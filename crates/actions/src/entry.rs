//! What a deed tells history.

use std::fmt::Display;

use domain::history::Kind;
use domain::id::{ChatId, MessageId};

/// An entry of history, before it has its number. What it does not say is taken from the deed, its place and
/// whoever did it.
#[derive(Clone, Debug)]
pub struct Entry {
    pub(crate) words: String,
    pub(crate) kind: Option<Kind>,
    pub(crate) subject: Option<String>,
    pub(crate) chat: Option<ChatId>,
    pub(crate) message: Option<MessageId>,
    pub(crate) signed: Option<String>,
    pub(crate) by_nobody: bool,
}

impl Entry {
    /// An entry in these words. Words of a network's history hold nothing that anybody said and nobody's name.
    pub(crate) fn new(words: impl Into<String>) -> Self {
        Self {
            words: words.into(),
            kind: None,
            subject: None,
            chat: None,
            message: None,
            signed: None,
            by_nobody: false,
        }
    }

    /// Of another kind than the deed's own.
    pub(crate) fn of(self, kind: Kind) -> Self {
        Self { kind: Some(kind), ..self }
    }

    /// About something else than the place of the deed.
    pub(crate) fn about(self, subject: impl Display + Copy) -> Self {
        Self { subject: Some(subject.to_string()), ..self }
    }

    /// In a chat.
    pub(crate) fn in_chat(self, chat: ChatId) -> Self {
        Self { chat: Some(chat), ..self }.about(chat)
    }

    /// To a message, which open rooms then draw anew.
    pub(crate) fn on_message(self, message: MessageId) -> Self {
        Self { message: Some(message), ..self }
    }

    /// Signed otherwise than by the name of whoever did it: with initials at the shared tablet.
    pub(crate) fn signed(self, name: impl Into<String>) -> Self {
        Self { signed: Some(name.into()), ..self }
    }

    /// Without the account of whoever did it: they have just been erased.
    pub(crate) fn by_nobody(self) -> Self {
        Self { by_nobody: true, ..self }
    }
}

impl From<&str> for Entry {
    fn from(words: &str) -> Self {
        Self::new(words)
    }
}

impl From<String> for Entry {
    fn from(words: String) -> Self {
        Self::new(words)
    }
}
