//! Ending a mute.

use domain::chat::chat_permissions::Moderate;
use domain::id::AccountId;
use serde::{Deserialize, Serialize};

use super::one::OneChat;
use crate::ActionError;
use crate::deed::{Deed, Entry, Told};
use crate::unit::Turn;

/// Lets somebody write again.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unmute {
    /// Whose account is muted.
    pub person: AccountId,
}

impl Deed for Unmute {
    type At = OneChat;
    type May = Moderate;
    type Answer = ();
    const KEY: &'static str = "chat.unmute";
    const HISTORY: &'static str = "mute.end";
    const FORM: &'static str = "chat-unmute";

    fn example() -> Self {
        Self { person: AccountId(uuid::Uuid::nil()) }
    }

    async fn act(self, turn: &mut Turn<OneChat>) -> Result<Told<()>, ActionError> {
        let Turn { unit, at } = turn;
        let now = unit.now;
        if !unit.unmute(at.chat.id, self.person, now).await? {
            return Err(ActionError::NotFound("muted person"));
        }
        Ok(Told::done((), Entry::new("Lets somebody write again")))
    }
}
