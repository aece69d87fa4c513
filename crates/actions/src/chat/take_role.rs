//! Taking a role in a chat from somebody.

use domain::chat::ChatRole;
use domain::chat::chat_permissions::SetUpChat;
use domain::id::AccountId;
use serde::{Deserialize, Serialize};

use super::give_role::check_role;
use super::one::OneChat;
use crate::ActionError;
use crate::deed::{Deed, Entry, Told};
use crate::unit::Turn;

/// Takes a role in a chat from somebody, who may have no handle yet.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TakeRole {
    /// Whose.
    pub person: AccountId,
    /// Host, moderator or curator.
    #[serde(with = "crate::as_text")]
    pub role: ChatRole,
}

impl Deed for TakeRole {
    type At = OneChat;
    type May = SetUpChat;
    type Answer = ();
    const KEY: &'static str = "chat.take-role";
    const HISTORY: &'static str = "chat.role-take";
    const FORM: &'static str = "chat-role-end";

    fn example() -> Self {
        Self { person: AccountId(uuid::Uuid::nil()), role: ChatRole::Moderator }
    }

    async fn act(self, turn: &mut Turn<OneChat>) -> Result<Told<()>, ActionError> {
        let Turn { unit, at } = turn;
        check_role(self.role)?;
        if !unit.remove_role(at.chat.id, self.person, self.role).await? {
            return Err(ActionError::NotFound("person"));
        }
        Ok(Told::done((), Entry::new(format!("Somebody is no longer {}", self.role.words()))))
    }
}
