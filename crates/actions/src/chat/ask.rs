//! Putting a question to the room.

use domain::chat::ChatState;
use domain::chat::chat_permissions::Lead;
use serde::{Deserialize, Serialize};

use super::one::OneChat;
use crate::ActionError;
use crate::deed::{Deed, Entry, Told};
use crate::unit::Turn;

/// Puts a question to the room, or comes back to one that was put before.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    /// Which, from 1: the 2 of “Q2”.
    pub number: u8,
}

impl Deed for Ask {
    type At = OneChat;
    type May = Lead;
    type Answer = ();
    const KEY: &'static str = "chat.ask";
    const HISTORY: &'static str = "chat.question";
    const FORM: &'static str = "chat-ask";

    fn example() -> Self {
        Self { number: 1 }
    }

    async fn act(self, turn: &mut Turn<OneChat>) -> Result<Told<()>, ActionError> {
        let Turn { unit, at } = turn;
        at.must_stand(&[ChatState::Open])?;
        let (number, now) = (self.number, unit.now);
        let questions = unit.chat_questions(at.chat.id).await?;
        if questions.iter().all(|question| question.number != number) {
            return Err(ActionError::NotFound("question"));
        }
        unit.ask_question(at.chat.id, number, now).await?;
        at.chat.question_now = number;
        at.keep(unit).await?;
        Ok(Told::done((), Entry::new(format!("Asked question {number}"))))
    }
}
