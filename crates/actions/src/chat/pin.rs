//! Pinning a message above the room.

use domain::chat::ChatState;
use domain::chat::chat_permissions::Lead;
use domain::id::{MessageId, NetworkId};
use serde::{Deserialize, Serialize};

use super::one::OneChat;
use crate::ActionError;
use crate::deed::{Deed, Entry, Told};
use crate::unit::{Turn, Unit};

/// Pins a message in place of the one that is pinned.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pin {
    /// Which.
    pub message: MessageId,
}

impl Deed for Pin {
    type At = OneChat;
    type May = Lead;
    type Answer = ();
    const KEY: &'static str = "chat.pin";
    const FORM: &'static str = "chat-pin";

    fn example() -> Self {
        Self { message: MessageId(uuid::Uuid::nil()) }
    }

    async fn act(self, turn: &mut Turn<OneChat>) -> Result<Told<()>, ActionError> {
        let Turn { unit, at } = turn;
        pin(unit, at, Some(self.message)).await?;
        Ok(Told::done((), Entry::new("Pinned a message")))
    }
}

/// Pins a message, or none.
pub(super) async fn pin(
    unit: &mut Unit<NetworkId>,
    at: &mut OneChat,
    message: Option<MessageId>,
) -> Result<(), ActionError> {
    at.must_stand(&[ChatState::Open, ChatState::Closed, ChatState::InReview])?;
    if let Some(message) = message {
        at.shown_message(unit, message).await?;
    }
    at.chat.pinned = message;
    at.keep(unit).await
}
