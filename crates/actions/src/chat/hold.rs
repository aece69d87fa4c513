//! Whose messages wait for a moderator.

use domain::chat::ChatState;
use domain::chat::chat_permissions::Lead;
use domain::chat::room::Hold as Whose;
use serde::{Deserialize, Serialize};

use super::one::OneChat;
use crate::ActionError;
use crate::deed::{Deed, Entry, Told};
use crate::unit::Turn;

/// Says whose messages wait for a moderator.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hold {
    /// Nobody's, newcomers' or everybody's.
    #[serde(with = "crate::as_text")]
    pub whose: Whose,
}

impl Deed for Hold {
    type At = OneChat;
    type May = Lead;
    type Answer = ();
    const KEY: &'static str = "chat.hold";
    const FORM: &'static str = "chat-hold";

    fn example() -> Self {
        Self { whose: Whose::Newcomers }
    }

    async fn act(self, turn: &mut Turn<OneChat>) -> Result<Told<()>, ActionError> {
        let Turn { unit, at } = turn;
        at.must_stand(&[ChatState::Draft, ChatState::Scheduled, ChatState::Open])?;
        at.chat.hold = self.whose;
        at.keep(unit).await?;
        let words = match self.whose {
            Whose::Nobody => "Let everybody's messages through",
            Whose::Newcomers => "Lets newcomers' messages wait for a moderator",
            Whose::Everybody => "Lets everybody's messages wait for a moderator",
        };
        Ok(Told::done((), Entry::new(words)))
    }
}
