//! What people see of a message: what it answers, what it quotes, and nothing of what is gone.

use std::collections::{BTreeMap, BTreeSet};

use domain::Instant;
use domain::chat::Chat;
use domain::chat::archive::{Entry, Preamble};
use domain::chat::evening::Gone;
use domain::chat::reply::Certainty;
use domain::id::MessageId;
use domain::message::{Message, MessageState};
use storage::NetworkReading;

use crate::ActionError;

/// How deep quotes are shown: 1 is a quote, 3 a quote of a quote of a quote.
pub const QUOTES_SHOWN: usize = 3;

/// A message as a room shows it. The words of what is hidden, withdrawn or erased are not in it, but for
/// the eyes of moderators.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomMessage {
    /// The message.
    pub message: Message,
    /// What it answers.
    pub reply: Option<ReplyShown>,
    /// What it quotes.
    pub quote: Option<Box<QuoteShown>>,
    /// Whether it is pinned.
    pub is_pinned: bool,
}

impl RoomMessage {
    /// Why its words are not for everybody, where they are not.
    pub fn gone(&self) -> Option<Gone> {
        gone(self.message.state)
    }
}

/// What a message answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyShown {
    /// The message's number; none where it is not in this chat.
    pub number: Option<u32>,
    /// The handle it stands under.
    pub handle: String,
    /// How sure that is.
    pub certainty: Certainty,
}

/// A quoted message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuoteShown {
    /// The message; none for a copy in an imported archive.
    pub message: Option<MessageId>,
    /// Its number.
    pub number: Option<u32>,
    /// The handle it stands under.
    pub handle: String,
    /// When it was said.
    pub at: Instant,
    /// Its words; empty where they are gone.
    pub body: String,
    /// Why they are gone.
    pub gone: Option<Gone>,
    /// What it quotes in turn.
    pub quote: Option<Box<QuoteShown>>,
}

/// Whose eyes messages are shown to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Eyes {
    /// Everybody's in the room.
    Everybody,
    /// A moderator's, who sees what is hidden and why.
    Moderators,
}

/// Why words in this state are not for everybody.
pub(crate) fn gone(state: MessageState) -> Option<Gone> {
    match state {
        MessageState::Shown | MessageState::Held | MessageState::Refused => None,
        MessageState::Hidden => Some(Gone::Hidden),
        MessageState::Withdrawn => Some(Gone::Withdrawn),
        MessageState::Erased => Some(Gone::Erased),
    }
}

/// Messages of one chat as they are shown, in the order given.
pub(crate) async fn shown(
    reading: &mut NetworkReading,
    chat: &Chat,
    messages: Vec<Message>,
    eyes: Eyes,
) -> Result<Vec<RoomMessage>, ActionError> {
    let around = Around::read(reading, chat, &messages).await?;
    messages.into_iter().map(|message| around.shown(chat, message, eyes)).collect()
}

/// The messages that others answer and quote.
struct Around(BTreeMap<MessageId, Message>);

impl Around {
    /// Reads what these messages answer, and what they quote as deep as it is shown: one look at each depth,
    /// and only for what is not known yet.
    async fn read(
        reading: &mut NetworkReading,
        chat: &Chat,
        messages: &[Message],
    ) -> Result<Self, ActionError> {
        let mut known: BTreeMap<MessageId, Message> =
            messages.iter().map(|message| (message.id, message.clone())).collect();
        let answered: BTreeSet<MessageId> = messages.iter().filter_map(|message| message.reply_to).collect();
        let mut quoted: BTreeSet<MessageId> = messages.iter().filter_map(|message| message.quotes).collect();
        let mut wanted: BTreeSet<MessageId> = answered.union(&quoted).copied().collect();
        for _ in 0..QUOTES_SHOWN {
            wanted.retain(|id| !known.contains_key(id));
            if !wanted.is_empty() {
                let ids: Vec<MessageId> = wanted.iter().copied().collect();
                let found = reading.messages_by_ids(&ids).await?;
                let found = found.into_iter().filter(|message| message.chat == chat.id);
                known.extend(found.map(|message| (message.id, message)));
            }
            quoted = quoted.iter().filter_map(|id| known.get(id)?.quotes).collect();
            wanted.clone_from(&quoted);
        }
        Ok(Self(known))
    }

    fn shown(&self, chat: &Chat, mut message: Message, eyes: Eyes) -> Result<RoomMessage, ActionError> {
        let is_open = match message.state {
            MessageState::Hidden => eyes == Eyes::Moderators,
            state => gone(state).is_none(),
        };
        let quote = if is_open { self.quote_of(chat, &message)? } else { None };
        if !is_open {
            message.body.clear();
            message.reason.clear();
            message.brought_from.clear();
            message.entry = None;
        }
        let is_pinned = chat.pinned == Some(message.id);
        Ok(RoomMessage { reply: self.reply_of(&message), quote, is_pinned, message })
    }

    fn reply_of(&self, message: &Message) -> Option<ReplyShown> {
        let certainty = message.reply_certainty?;
        match message.reply_to.and_then(|parent| self.0.get(&parent)) {
            Some(parent) => {
                Some(ReplyShown { number: parent.number, handle: parent.handle.to_string(), certainty })
            }
            None => message.reply_names.first().map(|name| ReplyShown {
                number: None,
                handle: name.clone(),
                certainty,
            }),
        }
    }

    fn quote_of(&self, chat: &Chat, message: &Message) -> Result<Option<Box<QuoteShown>>, ActionError> {
        if let Some(quoted) = message.quotes {
            return Ok(self.live_quote(quoted, QUOTES_SHOWN));
        }
        let (Some(entry), Some(kept)) = (&message.entry, &chat.preamble) else { return Ok(None) };
        copied_quote(entry, &kept.preamble, QUOTES_SHOWN)
    }

    /// A quote by reference: what is gone from the original is gone from it.
    fn live_quote(&self, quoted: MessageId, depth: usize) -> Option<Box<QuoteShown>> {
        let original = if depth > 0 { self.0.get(&quoted)? } else { return None };
        let gone = gone(original.state);
        let is_open = gone.is_none();
        Some(Box::new(QuoteShown {
            message: Some(original.id),
            number: original.number,
            handle: original.handle.to_string(),
            at: original.at,
            body: if is_open { original.body.clone() } else { String::new() },
            gone,
            quote: original.quotes.filter(|_| is_open).and_then(|next| self.live_quote(next, depth - 1)),
        }))
    }
}

/// The first quote in an entry of an imported archive: a copy, as it was written.
fn copied_quote(
    entry: &Entry,
    preamble: &Preamble,
    depth: usize,
) -> Result<Option<Box<QuoteShown>>, ActionError> {
    let Some(quote) = entry.quotes().next().filter(|_| depth > 0) else { return Ok(None) };
    let at = quote.instant(preamble).map_err(|problem| ActionError::Inside(problem.to_string()))?;
    let gone = quote.author.is_erased().then_some(Gone::Erased);
    Ok(Some(Box::new(QuoteShown {
        message: None,
        number: None,
        handle: quote.author.to_string(),
        at,
        body: if gone.is_none() { quote.body.join("\n") } else { String::new() },
        gone,
        quote: copied_quote(quote, preamble, depth - 1)?,
    })))
}
