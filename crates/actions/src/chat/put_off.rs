//! Putting a chat off.

use domain::chat::ChatStep;
use domain::chat::chat_permissions::SetUpChat;
use serde::{Deserialize, Serialize};

use super::one::OneChat;
use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Takes a chat out of the calendar again.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PutOff {}

impl Deed for PutOff {
    type At = OneChat;
    type May = SetUpChat;
    type Answer = ();
    const KEY: &'static str = "chat.put-off";
    const FORM: &'static str = "chat-put-off";

    fn example() -> Self {
        Self {}
    }

    async fn act(self, turn: &mut Turn<OneChat>) -> Result<Told<()>, ActionError> {
        let Turn { unit, at } = turn;
        at.take(unit, ChatStep::PutOff, "Took the chat out of the calendar").await
    }
}
