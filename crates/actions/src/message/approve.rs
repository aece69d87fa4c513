//! Letting a message through that waited.

use domain::chat::ChatState;
use domain::chat::chat_permissions::Moderate;
use domain::id::MessageId;
use domain::message::MessageStep;
use serde::{Deserialize, Serialize};

use crate::ActionError;
use crate::chat::OneChat;
use crate::deed::{Deed, Entry, Told};
use crate::unit::Turn;

/// Lets a message through that waited. It comes after what was shown meanwhile, and keeps its time.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approve {
    /// Which.
    pub message: MessageId,
}

impl Deed for Approve {
    type At = OneChat;
    type May = Moderate;
    type Answer = ();
    const KEY: &'static str = "message.approve";
    const FORM: &'static str = "chat-approve";

    fn example() -> Self {
        Self { message: MessageId(uuid::Uuid::nil()) }
    }

    async fn act(self, turn: &mut Turn<OneChat>) -> Result<Told<()>, ActionError> {
        let Turn { unit, at } = turn;
        at.must_stand(&[ChatState::Open, ChatState::Closed, ChatState::InReview])?;
        let mut message = at.message(unit, self.message).await?;
        let Some(state) = message.moved(MessageStep::Approve)? else { return Ok(Told::nothing(())) };
        message.number = Some(unit.next_number(at.chat.id).await?);
        message.state = state;
        message.reason.clear();
        unit.set_message(&message).await?;
        Ok(Told::done((), Entry::new("Let a message through").on_message(message.id)))
    }
}
