//! Putting a chat into the calendar.

use domain::chat::ChatStep;
use domain::chat::chat_permissions::SetUpChat;
use serde::{Deserialize, Serialize};

use super::one::OneChat;
use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Puts a chat into the calendar.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schedule {}

impl Deed for Schedule {
    type At = OneChat;
    type May = SetUpChat;
    type Answer = ();
    const KEY: &'static str = "chat.schedule";
    const FORM: &'static str = "chat-schedule";

    fn example() -> Self {
        Self {}
    }

    async fn act(self, turn: &mut Turn<OneChat>) -> Result<Told<()>, ActionError> {
        let Turn { unit, at } = turn;
        at.take(unit, ChatStep::Schedule, "Put the chat into the calendar").await
    }
}
