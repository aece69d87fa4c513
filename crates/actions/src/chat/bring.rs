//! Bringing into the chat what belongs there and was said elsewhere.

use domain::Permit;
use domain::chat::handle::Handle;
use domain::chat::room::{SayRefusal, check_body};
use domain::chat::{ChatRefusal, ChatState, chat_permissions};
use domain::history::Kind;
use domain::id::ChatId;
use domain::message::{Message, MessageState};

use super::plan::line;
use super::say::{Saying, written};
use super::turn::TurnBegun;
use crate::{ActionError, House, Once};

/// The most characters of where something was said.
const LONGEST_PLACE: usize = 400;

/// What a host brings into the chat.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BringWanted {
    /// The handle of whoever said it.
    pub author: String,
    /// Where it was said: words or a link.
    pub from: String,
    /// What was said.
    pub body: String,
    /// The question it answers; it must have been asked.
    pub question: Option<u8>,
}

/// Brings a message that belongs to the chat and was said elsewhere into it, under its author's handle.
pub async fn bring(
    house: &House,
    permit: &Permit<chat_permissions::Lead>,
    chat: ChatId,
    wanted: BringWanted,
    once: Option<Once>,
) -> Result<Saying, ActionError> {
    let mut turn = match house.take_turn(permit, chat, once).await? {
        TurnBegun::Answered(saying) => return Ok(saying),
        TurnBegun::Anew(turn) => turn,
    };
    if !matches!(turn.chat.state, ChatState::Open | ChatState::Closed) {
        return Err(ChatRefusal::Stands(turn.chat.state).into());
    }
    let brought_by = turn.participant.handle.clone().ok_or(SayRefusal::NoConsent)?;
    let author = author(&wanted.author)?;
    let from = line("from", &wanted.from, LONGEST_PLACE)?
        .ok_or_else(|| ActionError::field("from", "say where it was said, in words or with a link"))?;
    let body = written(&wanted.body);
    check_body(&body)?;
    turn.check_question(wanted.question).await?;
    let message = Message {
        id: house.next_id(),
        chat,
        number: None,
        account: None,
        handle: author,
        moderator: false,
        at: turn.now,
        state: MessageState::Shown,
        body,
        question: wanted.question,
        reply_to: None,
        reply_certainty: None,
        reply_names: Vec::new(),
        quotes: None,
        brought_by: Some(brought_by),
        brought_from: from,
        starred: false,
        reason: String::new(),
        entry: None,
    };
    turn.shows(message, Kind::MessageBring, "Brought something into the chat").await
}

fn author(typed: &str) -> Result<Handle, ActionError> {
    let typed = typed.trim();
    Handle::choose(typed.strip_prefix('@').unwrap_or(typed))
        .map_err(|problem| ActionError::field("author", problem.to_string()))
}
