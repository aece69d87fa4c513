//! Closing a chat.

use domain::chat::ChatStep;
use domain::chat::chat_permissions::Lead;
use serde::{Deserialize, Serialize};

use super::one::OneChat;
use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Ends the talk.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Close {}

impl Deed for Close {
    type At = OneChat;
    type May = Lead;
    type Answer = ();
    const KEY: &'static str = "chat.close";
    const FORM: &'static str = "chat-close";

    fn example() -> Self {
        Self {}
    }

    async fn act(self, turn: &mut Turn<OneChat>) -> Result<Told<()>, ActionError> {
        let Turn { unit, at } = turn;
        at.take(unit, ChatStep::Close, "Closed the chat").await
    }
}
