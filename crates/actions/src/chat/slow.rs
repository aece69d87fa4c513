//! The pace of a room.

use domain::chat::ChatState;
use domain::chat::chat_permissions::Lead;
use domain::chat::room::MOST_SLOW_SECONDS;
use serde::{Deserialize, Serialize};

use super::one::OneChat;
use crate::ActionError;
use crate::deed::{Deed, Entry, Told};
use crate::unit::Turn;

/// Sets the seconds between two messages of one person.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slow {
    /// How many; 0 ends slow mode.
    pub seconds: u32,
}

impl Deed for Slow {
    type At = OneChat;
    type May = Lead;
    type Answer = ();
    const KEY: &'static str = "chat.slow";
    const FORM: &'static str = "chat-slow";

    fn example() -> Self {
        Self { seconds: 30 }
    }

    async fn act(self, turn: &mut Turn<OneChat>) -> Result<Told<()>, ActionError> {
        let Turn { unit, at } = turn;
        if self.seconds > MOST_SLOW_SECONDS {
            let words = format!("slow mode is 0 to {MOST_SLOW_SECONDS} seconds");
            return Err(ActionError::field("seconds", words));
        }
        at.must_stand(&[ChatState::Draft, ChatState::Scheduled, ChatState::Open])?;
        at.chat.slow_seconds = self.seconds;
        at.keep(unit).await?;
        let words = match self.seconds {
            0 => "Ended slow mode".to_owned(),
            1 => "Set slow mode to 1 second".to_owned(),
            seconds => format!("Set slow mode to {seconds} seconds"),
        };
        Ok(Told::done((), Entry::new(words)))
    }
}
