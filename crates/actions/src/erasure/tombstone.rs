//! What is left of a message when somebody is erased.

use std::collections::BTreeMap;

use domain::chat::archive::Entry;
use domain::chat::handle::Handle;
use domain::id::MessageId;
use domain::message::{Message, MessageState};

/// What is left of a message of an erased person: its place, what it answered, and what it quoted.
pub(super) fn tombstone(message: &Message) -> Message {
    Message {
        account: None,
        handle: Handle::erased(),
        // Where one person moderated, the mark would tell who it was.
        moderator: false,
        state: MessageState::Erased,
        body: String::new(),
        reply_names: Vec::new(),
        brought_from: String::new(),
        starred: false,
        reason: String::new(),
        ..message.clone()
    }
}

/// An imported message as its entry now says.
pub(super) fn with_entry(message: &Message, entry: &Entry) -> Message {
    let is_erased = entry.author.is_erased() && !message.handle.is_erased();
    let kept = if is_erased { tombstone(message) } else { message.clone() };
    let body = if kept.state == MessageState::Erased { String::new() } else { entry.body.join("\n") };
    Message {
        handle: entry.author.clone(),
        body,
        reply_names: entry.reply_names().map(Handle::to_string).collect(),
        entry: Some(entry.clone()),
        ..kept
    }
}

/// Every message that a message quotes, and those quote in turn.
pub(super) fn quoted_in(
    message: MessageId,
    quotes: &BTreeMap<MessageId, MessageId>,
) -> impl Iterator<Item = MessageId> {
    // A message quotes earlier ones only; the limit is for a database that somebody else has written to.
    let first = quotes.get(&message).copied();
    std::iter::successors(first, |quoted| quotes.get(quoted).copied()).take(quotes.len())
}
