//! Opening a chat again.

use domain::chat::ChatStep;
use domain::chat::chat_permissions::Lead;
use serde::{Deserialize, Serialize};

use super::one::OneChat;
use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Lets people talk again, where the chat was closed by mistake.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reopen {}

impl Deed for Reopen {
    type At = OneChat;
    type May = Lead;
    type Answer = ();
    const KEY: &'static str = "chat.reopen";
    const FORM: &'static str = "chat-reopen";

    fn example() -> Self {
        Self {}
    }

    async fn act(self, turn: &mut Turn<OneChat>) -> Result<Told<()>, ActionError> {
        let Turn { unit, at } = turn;
        at.take(unit, ChatStep::Reopen, "Opened the chat again").await
    }
}
