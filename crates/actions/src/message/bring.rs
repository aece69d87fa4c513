//! Bringing into the chat what belongs there and was said elsewhere.

use domain::chat::chat_permissions::Lead;
use domain::chat::handle::Handle;
use domain::chat::room::{SayRefusal, check_body};
use domain::chat::{ChatRefusal, ChatState};
use domain::message::{Message, MessageState};
use serde::{Deserialize, Serialize};

use super::say::{Saying, check_question, show};
use crate::ActionError;
use crate::chat::{OneChat, line, written};
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// The most characters of where something was said.
const LONGEST_PLACE: usize = 400;

/// Brings a message that belongs to the chat and was said elsewhere into it, under its author's handle.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bring {
    /// The handle of whoever said it.
    pub author: String,
    /// Where it was said: words or a link.
    pub from: String,
    /// What was said.
    pub body: String,
    /// The question it answers; it must have been asked.
    #[serde(default)]
    pub question: Option<u8>,
}

impl Deed for Bring {
    type At = OneChat;
    type May = Lead;
    type Answer = Saying;
    const KEY: &'static str = "message.bring";
    const FORM: &'static str = "chat-bring";

    fn example() -> Self {
        Self {
            author: "prep_room_pat".to_owned(),
            from: "an e-mail to the host".to_owned(),
            body: "We keep a spare set of lenses for this one.".to_owned(),
            question: None,
        }
    }

    async fn act(self, turn: &mut Turn<OneChat>) -> Result<Told<Saying>, ActionError> {
        let Turn { unit, at } = turn;
        if !matches!(at.chat.state, ChatState::Open | ChatState::Closed) {
            return Err(ChatRefusal::Stands(at.chat.state).into());
        }
        let brought_by = unit.actor.handle.clone().ok_or(SayRefusal::NoConsent)?;
        let handle = author(&self.author)?;
        let brought_from = line("from", &self.from, LONGEST_PLACE)?
            .ok_or_else(|| ActionError::field("from", "say where it was said, in words or with a link"))?;
        let body = written(&self.body);
        check_body(&body)?;
        check_question(unit, at, self.question).await?;
        let message = Message {
            id: unit.next_id(),
            chat: at.chat.id,
            number: None,
            account: None,
            handle,
            moderator: false,
            at: unit.now,
            state: MessageState::Shown,
            body,
            question: self.question,
            reply_to: None,
            reply_certainty: None,
            reply_names: Vec::new(),
            quotes: None,
            brought_by: Some(brought_by),
            brought_from,
            starred: false,
            reason: String::new(),
            entry: None,
        };
        show(unit, at, message, "Brought something into the chat").await
    }
}

fn author(typed: &str) -> Result<Handle, ActionError> {
    let typed = typed.trim();
    Handle::choose(typed.strip_prefix('@').unwrap_or(typed))
        .map_err(|problem| ActionError::field("author", problem.to_string()))
}
