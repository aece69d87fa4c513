//! Beginning the review.

use domain::chat::ChatStep;
use domain::chat::chat_permissions::Lead;
use serde::{Deserialize, Serialize};

use super::one::OneChat;
use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Gives authors their hours to withdraw what they said, and the curator theirs.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Review {}

impl Deed for Review {
    type At = OneChat;
    type May = Lead;
    type Answer = ();
    const KEY: &'static str = "chat.review";
    const FORM: &'static str = "chat-review";

    fn example() -> Self {
        Self {}
    }

    async fn act(self, turn: &mut Turn<OneChat>) -> Result<Told<()>, ActionError> {
        let Turn { unit, at } = turn;
        at.take(unit, ChatStep::Review, "Began the review").await
    }
}
