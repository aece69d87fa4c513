//! Taking back what one said.

use domain::chat::{ChatRefusal, chat_permissions};
use domain::id::MessageId;
use domain::message::MessageStep;
use serde::{Deserialize, Serialize};

use super::hide::forget;
use crate::ActionError;
use crate::chat::OneChat;
use crate::deed::{Deed, Entry, Told};
use crate::unit::Turn;

/// Takes back one's own words while the chat is open, closed or in review: they are gone at once, from
/// quotes of them and the list too, and their place stays.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TakeBack {
    /// The message.
    pub message: MessageId,
}

impl Deed for TakeBack {
    type At = OneChat;
    type May = chat_permissions::Say;
    type Answer = ();
    const KEY: &'static str = "message.take-back";
    const HISTORY: &'static str = "message.withdraw";
    const FORM: &'static str = "chat-take-back";

    fn example() -> Self {
        Self { message: MessageId(uuid::Uuid::nil()) }
    }

    async fn act(self, turn: &mut Turn<OneChat>) -> Result<Told<()>, ActionError> {
        let Turn { unit, at } = turn;
        let mut message = at.message(unit, self.message).await?;
        if message.account.is_none() || message.account != unit.actor.account {
            return Err(ActionError::NotFound("message"));
        }
        if !at.chat.state.lets_authors_withdraw() {
            return Err(ChatRefusal::Stands(at.chat.state).into());
        }
        let Some(state) = message.moved(MessageStep::Withdraw)? else { return Ok(Told::nothing(())) };
        message.state = state;
        message.body.clear();
        message.starred = false;
        message.reason.clear();
        message.entry = None;
        unit.set_message(&message).await?;
        forget(unit, at, message.id).await?;
        // The list holds copies of what was starred.
        for item in unit.list_items(at.chat.id).await? {
            if item.message == Some(message.id) {
                unit.remove_list_item(at.chat.id, item.id).await?;
            }
        }
        let entry = Entry::new("Took back their own words");
        // What never had a place is not drawn in any room.
        let entry = if message.number.is_some() { entry.on_message(message.id) } else { entry };
        Ok(Told::done((), entry))
    }
}
