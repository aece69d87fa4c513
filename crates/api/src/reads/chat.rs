//! The room of a chat.

use actions::House;
use actions::chat::{QuoteShown, Room, RoomMessage, room};
use domain::Permit;
use domain::chat::chat_permissions::SeeRoom;
use serde::Serialize;

use super::Read;
use super::parameter::{Given, Parameter};
use crate::Problem;
use crate::instant::rfc3339;

/// Messages that one answer holds.
const MESSAGES: u32 = 100;

/// A room as whoever reads it sees it.
#[derive(Debug, Serialize)]
pub(crate) struct RoomTold {
    id: String,
    version: u32,
    state: &'static str,
    tag: String,
    subject: String,
    welcome: String,
    starts_at: String,
    ends_at: String,
    network: String,
    hosts: Vec<String>,
    questions: Vec<QuestionTold>,
    question_now: u8,
    slow_seconds: u32,
    messages: Vec<MessageTold>,
    has_earlier: bool,
    pinned: Option<MessageTold>,
    /// What whoever reads it has said, and waits for a moderator.
    own_held: Vec<MessageTold>,
    has_agreed: bool,
    is_muted: bool,
}

#[derive(Debug, Serialize)]
struct QuestionTold {
    number: u8,
    words: String,
    asked_at: Option<String>,
}

#[derive(Debug, Serialize)]
struct MessageTold {
    id: String,
    number: Option<u32>,
    handle: String,
    at: String,
    state: &'static str,
    words: String,
    question: Option<u8>,
    reply_to: Option<u32>,
    quote: Option<Box<QuoteTold>>,
    starred: bool,
}

#[derive(Debug, Serialize)]
struct QuoteTold {
    number: Option<u32>,
    handle: String,
    at: String,
    words: String,
    quote: Option<Box<QuoteTold>>,
}

impl From<QuoteShown> for QuoteTold {
    fn from(quote: QuoteShown) -> Self {
        Self {
            number: quote.number,
            handle: quote.handle,
            at: rfc3339(quote.at),
            words: quote.body,
            quote: quote.quote.map(|inner| Box::new(Self::from(*inner))),
        }
    }
}

/// Words that are gone stay gone: the room's own reading has left them out already, and so would this.
impl From<RoomMessage> for MessageTold {
    fn from(shown: RoomMessage) -> Self {
        let is_gone = shown.gone().is_some();
        let message = shown.message;
        Self {
            id: message.id.to_string(),
            number: message.number,
            handle: message.handle.to_string(),
            at: rfc3339(message.at),
            state: message.state.key(),
            words: if is_gone { String::new() } else { message.body },
            question: message.question,
            reply_to: shown.reply.and_then(|reply| reply.number),
            quote: shown.quote.map(|quote| Box::new(QuoteTold::from(*quote))),
            starred: message.starred,
        }
    }
}

impl From<Room> for RoomTold {
    fn from(room: Room) -> Self {
        let messages = |list: Vec<RoomMessage>| list.into_iter().map(MessageTold::from).collect();
        let questions = room.questions.into_iter().map(|question| QuestionTold {
            number: question.number,
            words: question.words,
            asked_at: question.asked_at.map(rfc3339),
        });
        Self {
            id: room.chat.id.to_string(),
            version: room.chat.version,
            state: room.chat.state.key(),
            tag: room.chat.tag,
            subject: room.chat.subject,
            welcome: room.chat.welcome,
            starts_at: rfc3339(room.chat.starts_at),
            ends_at: rfc3339(room.chat.ends_at),
            network: room.network.slug,
            hosts: room.hosts,
            questions: questions.collect(),
            question_now: room.chat.question_now,
            slow_seconds: room.chat.slow_seconds,
            messages: messages(room.messages),
            has_earlier: room.has_earlier,
            pinned: room.pinned.map(MessageTold::from),
            own_held: messages(room.own_held),
            has_agreed: room.has_agreed,
            is_muted: room.is_muted,
        }
    }
}

/// `chat id=… before=…`
pub(crate) struct OneChat;

impl Read for OneChat {
    type May = SeeRoom;
    type Told = RoomTold;
    const NAME: &'static str = "chat";
    const ABOUT: &'static str = "The room of a chat, with its newest 100 messages.";
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("id", "the chat"),
        Parameter::optional("before", "a message's number: the messages before it"),
    ];

    async fn read(house: &House, permit: &Permit<SeeRoom>, given: &Given) -> Result<RoomTold, Problem> {
        let (id, before) = (given.get("id")?, given.find("before")?);
        Ok(room(house, permit, id, before, MESSAGES).await?.into())
    }
}
