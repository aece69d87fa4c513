//! Refusing a message that waited.

use domain::chat::chat_permissions::Moderate;
use domain::id::MessageId;
use domain::message::MessageStep;
use serde::{Deserialize, Serialize};

use super::reason::reason_given;
use crate::ActionError;
use crate::chat::OneChat;
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Refuses a message that waited. Only its author and the moderators ever see it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refuse {
    /// Which.
    pub message: MessageId,
    /// Why, in a few words.
    pub reason: String,
}

impl Deed for Refuse {
    type At = OneChat;
    type May = Moderate;
    type Answer = ();
    const KEY: &'static str = "message.refuse";
    const FORM: &'static str = "chat-refuse";

    fn example() -> Self {
        Self { message: MessageId(uuid::Uuid::nil()), reason: "It is an advertisement".to_owned() }
    }

    async fn act(self, turn: &mut Turn<OneChat>) -> Result<Told<()>, ActionError> {
        let Turn { unit, at } = turn;
        let mut message = at.message(unit, self.message).await?;
        let Some(state) = message.moved(MessageStep::Refuse)? else { return Ok(Told::nothing(())) };
        message.state = state;
        message.reason = reason_given(&self.reason)?;
        unit.set_message(&message).await?;
        Ok(Told::done((), "Refused a message"))
    }
}
