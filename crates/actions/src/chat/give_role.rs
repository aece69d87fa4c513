//! Giving somebody a role in a chat.

use domain::chat::ChatRole;
use domain::chat::chat_permissions::SetUpChat;
use domain::chat::handle::Handle;
use domain::id::{AccountId, NetworkId};
use serde::{Deserialize, Serialize};

use super::one::OneChat;
use super::ties::participant_by_now;
use crate::ActionError;
use crate::deed::{Deed, Entry, Told};
use crate::unit::{Turn, Unit};

/// Gives somebody a role in a chat; a guest host is a host. They need a handle in the network, and still to belong
/// to it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GiveRole {
    /// The handle of whom, with or without “@”.
    pub handle: String,
    /// Host, moderator or curator.
    #[serde(with = "crate::as_text")]
    pub role: ChatRole,
}

impl Deed for GiveRole {
    type At = OneChat;
    type May = SetUpChat;
    type Answer = ();
    const KEY: &'static str = "chat.give-role";
    const HISTORY: &'static str = "chat.role-give";
    const FORM: &'static str = "chat-role";

    fn example() -> Self {
        Self { handle: "prep_room_pat".to_owned(), role: ChatRole::Moderator }
    }

    async fn act(self, turn: &mut Turn<OneChat>) -> Result<Told<()>, ActionError> {
        let Turn { unit, at } = turn;
        check_role(self.role)?;
        let account = member(unit, &self.handle).await?;
        let now = unit.now;
        unit.add_role(at.chat.id, account, self.role, now).await?;
        Ok(Told::done((), Entry::new(format!("Made somebody {}", self.role.words()))))
    }
}

/// Refuses what somebody is in a network rather than in one chat.
pub(super) fn check_role(role: ChatRole) -> Result<(), ActionError> {
    if ChatRole::OF_A_CHAT.contains(&role) {
        return Ok(());
    }
    Err(ActionError::field("role", "for one chat somebody can be host, moderator or curator"))
}

/// Whoever writes under this handle and belongs to the network at this moment.
async fn member(unit: &mut Unit<NetworkId>, typed: &str) -> Result<AccountId, ActionError> {
    let handle = typed.trim();
    let nobody = || {
        let words =
            format!("nobody in this network writes as “{handle}”; they choose a name when they agree");
        ActionError::field("handle", words)
    };
    let found: Handle = handle.strip_prefix('@').unwrap_or(handle).parse().map_err(|_| nobody())?;
    let account = unit.account_of_handle(&found.folded()).await?.ok_or_else(nobody)?;
    participant_by_now(unit, account, "").await?.ok_or_else(nobody)?;
    Ok(account)
}
