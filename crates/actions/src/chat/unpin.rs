//! Taking the pin away.

use domain::chat::chat_permissions::Lead;
use serde::{Deserialize, Serialize};

use super::one::OneChat;
use super::pin::pin;
use crate::ActionError;
use crate::deed::{Deed, Entry, Told};
use crate::unit::Turn;

/// Takes the pin away, whichever message has it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unpin {}

impl Deed for Unpin {
    type At = OneChat;
    type May = Lead;
    type Answer = ();
    const KEY: &'static str = "chat.unpin";
    const HISTORY: &'static str = "chat.pin";
    const FORM: &'static str = "chat-unpin";

    fn example() -> Self {
        Self {}
    }

    async fn act(self, turn: &mut Turn<OneChat>) -> Result<Told<()>, ActionError> {
        let Turn { unit, at } = turn;
        pin(unit, at, None).await?;
        Ok(Told::done((), Entry::new("Took the pin away")))
    }
}
