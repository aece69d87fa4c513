//! Starring messages for the list.

use domain::chat::chat_permissions;
use domain::id::MessageId;
use serde::{Deserialize, Serialize};

use crate::ActionError;
use crate::chat::OneChat;
use crate::deed::{Deed, Entry, Told};
use crate::unit::Turn;

/// Stars a message for the list, or takes the star away.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Star {
    /// Which.
    pub message: MessageId,
    /// Whether it is to have a star.
    pub starred: bool,
}

impl Deed for Star {
    type At = OneChat;
    type May = chat_permissions::Star;
    type Answer = ();
    const KEY: &'static str = "message.star";
    const FORM: &'static str = "chat-star";

    fn example() -> Self {
        Self { message: MessageId(uuid::Uuid::nil()), starred: true }
    }

    async fn act(self, turn: &mut Turn<OneChat>) -> Result<Told<()>, ActionError> {
        let Turn { unit, at } = turn;
        at.must_be_worked_on()?;
        let mut message = at.shown_message(unit, self.message).await?;
        if message.starred == self.starred {
            return Ok(Told::nothing(()));
        }
        message.starred = self.starred;
        unit.set_message(&message).await?;
        let words = if self.starred { "Starred a message" } else { "Took a star away" };
        Ok(Told::done((), Entry::new(words).on_message(message.id)))
    }
}
