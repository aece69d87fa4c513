//! Who leads, moderates and curates a chat.

use domain::Permit;
use domain::chat::handle::Handle;
use domain::chat::{ChatRole, chat_permissions};
use domain::history::Kind;
use domain::id::{AccountId, ChatId, NetworkId};

use super::turn::TurnBegun;
use crate::{ActionError, House, Once};

/// Gives somebody a role in a chat; a guest host is a host. They need a handle in the network, and still
/// to belong to it.
pub async fn give_role(
    house: &House,
    permit: &Permit<chat_permissions::SetUpChat>,
    chat: ChatId,
    handle: &str,
    role: ChatRole,
    once: Option<Once>,
) -> Result<(), ActionError> {
    check_role(role)?;
    let account = account_of(house, permit.network(), handle).await?;
    if super::ties::in_network(house, account, "", permit.network()).await?.is_none() {
        return Err(nobody(handle));
    }
    let mut turn = match house.take_turn(permit, chat, once).await? {
        TurnBegun::Answered(()) => return Ok(()),
        TurnBegun::Anew(turn) => turn,
    };
    let now = turn.now;
    turn.work.add_role(chat, account, role, now).await?;
    turn.finish((), Kind::ChatRoleGive, None, format!("Made somebody {}", role.words())).await
}

/// Takes a role in a chat from somebody, by handle.
pub async fn take_role(
    house: &House,
    permit: &Permit<chat_permissions::SetUpChat>,
    chat: ChatId,
    handle: &str,
    role: ChatRole,
    once: Option<Once>,
) -> Result<(), ActionError> {
    let account = account_of(house, permit.network(), handle).await?;
    take_role_of(house, permit, chat, account, role, once).await
}

/// Takes a role in a chat from somebody who may have no handle yet.
pub async fn take_role_of(
    house: &House,
    permit: &Permit<chat_permissions::SetUpChat>,
    chat: ChatId,
    account: AccountId,
    role: ChatRole,
    once: Option<Once>,
) -> Result<(), ActionError> {
    check_role(role)?;
    let mut turn = match house.take_turn(permit, chat, once).await? {
        TurnBegun::Answered(()) => return Ok(()),
        TurnBegun::Anew(turn) => turn,
    };
    if !turn.work.remove_role(chat, account, role).await? {
        return Err(ActionError::NotFound("person"));
    }
    turn.finish((), Kind::ChatRoleTake, None, format!("Somebody is no longer {}", role.words())).await
}

fn check_role(role: ChatRole) -> Result<(), ActionError> {
    if ChatRole::OF_A_CHAT.contains(&role) {
        return Ok(());
    }
    Err(ActionError::field("role", "for one chat somebody can be host, moderator or curator"))
}

async fn account_of(house: &House, network: NetworkId, handle: &str) -> Result<AccountId, ActionError> {
    let typed = handle.trim();
    let Ok(found) = typed.strip_prefix('@').unwrap_or(typed).parse::<Handle>() else {
        return Err(nobody(handle));
    };
    let mut reading = house.storage.read(network).await?;
    reading.account_of_handle(&found.folded()).await?.ok_or_else(|| nobody(handle))
}

fn nobody(handle: &str) -> ActionError {
    let words =
        format!("nobody in this network writes as “{}”; they choose a name when they agree", handle.trim());
    ActionError::field("handle", words)
}
