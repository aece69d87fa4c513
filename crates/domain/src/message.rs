//! What is said in chats, where it stands, and how it moves: one table.

use crate::Instant;
use crate::chat::archive::Entry;
use crate::chat::handle::Handle;
use crate::chat::reply::Certainty;
use crate::id::{AccountId, ChatId, MessageId};
use crate::unknown_word::kept_as_its_key;

/// Where a message stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MessageState {
    /// Everybody sees it.
    Shown,
    /// It waits for a moderator. It has no number yet.
    Held,
    /// A moderator refused it. It never had a number.
    Refused,
    /// A moderator hid it; its place stays.
    Hidden,
    /// Its author took it back; its place stays, its words are gone.
    Withdrawn,
    /// Its author was erased; its place stays, its words are gone.
    Erased,
}

impl MessageState {
    /// Every state.
    pub const ALL: [Self; 6] =
        [Self::Shown, Self::Held, Self::Refused, Self::Hidden, Self::Withdrawn, Self::Erased];

    /// The name that is kept.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Shown => "shown",
            Self::Held => "held",
            Self::Refused => "refused",
            Self::Hidden => "hidden",
            Self::Withdrawn => "withdrawn",
            Self::Erased => "erased",
        }
    }
}

kept_as_its_key!(MessageState);

/// A message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its identifier.
    pub id: MessageId,
    /// The chat it was said in.
    pub chat: ChatId,
    /// Its place in the chat, from 1; none while it was never shown.
    pub number: Option<u32>,
    /// Who said it; none for what was brought or imported, and for erased people.
    pub account: Option<AccountId>,
    /// The handle it stands under.
    pub handle: Handle,
    /// Whether its author moderated or hosted when it was said.
    pub moderator: bool,
    /// When it was said.
    pub at: Instant,
    /// Where it stands.
    pub state: MessageState,
    /// Its words; lines part at `\n`.
    pub body: String,
    /// The question it answers.
    pub question: Option<u8>,
    /// The message it answers.
    pub reply_to: Option<MessageId>,
    /// How sure that is.
    pub reply_certainty: Option<Certainty>,
    /// The names of the reply line it was read from.
    pub reply_names: Vec<String>,
    /// The message it quotes.
    pub quotes: Option<MessageId>,
    /// The host who brought it into the chat, where it was said elsewhere.
    pub brought_by: Option<Handle>,
    /// Where it was said, if elsewhere.
    pub brought_from: String,
    /// Whether it is starred for the list.
    pub starred: bool,
    /// Why moderators hid or refused it.
    pub reason: String,
    /// The entry of the archive it was imported from, as it was written.
    pub entry: Option<Entry>,
}
