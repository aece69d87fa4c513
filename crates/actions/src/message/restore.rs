//! Showing a hidden message again.

use domain::chat::chat_permissions::Moderate;
use domain::id::MessageId;
use domain::message::MessageStep;
use serde::{Deserialize, Serialize};

use crate::ActionError;
use crate::chat::OneChat;
use crate::deed::{Deed, Entry, Told};
use crate::unit::Turn;

/// Shows a hidden message again. One that is shown stays so.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Restore {
    /// Which.
    pub message: MessageId,
}

impl Deed for Restore {
    type At = OneChat;
    type May = Moderate;
    type Answer = ();
    const KEY: &'static str = "message.restore";
    const FORM: &'static str = "chat-restore";

    fn example() -> Self {
        Self { message: MessageId(uuid::Uuid::nil()) }
    }

    async fn act(self, turn: &mut Turn<OneChat>) -> Result<Told<()>, ActionError> {
        let Turn { unit, at } = turn;
        at.must_be_worked_on()?;
        let mut message = at.message(unit, self.message).await?;
        let Some(state) = message.moved(MessageStep::Restore)? else { return Ok(Told::nothing(())) };
        message.state = state;
        message.reason.clear();
        unit.set_message(&message).await?;
        Ok(Told::done((), Entry::new("Showed a hidden message again").on_message(message.id)))
    }
}
