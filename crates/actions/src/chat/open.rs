//! Opening a chat.

use domain::chat::ChatStep;
use domain::chat::chat_permissions::Lead;
use serde::{Deserialize, Serialize};

use super::one::OneChat;
use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Lets people talk.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Open {}

impl Deed for Open {
    type At = OneChat;
    type May = Lead;
    type Answer = ();
    const KEY: &'static str = "chat.open";
    const FORM: &'static str = "chat-open";

    fn example() -> Self {
        Self {}
    }

    async fn act(self, turn: &mut Turn<OneChat>) -> Result<Told<()>, ActionError> {
        let Turn { unit, at } = turn;
        at.take(unit, ChatStep::Open, "Opened the chat").await
    }
}
