//! Letting somebody in at a command.

use domain::chat::{ChatRole, Participant};
use domain::id::{AccountId, NetworkId};

use super::coming::turn;
use crate::deed::Told;
use crate::people::fold_address;
use crate::{ActionError, House};

/// Lets the account of an address in, at the command of whoever runs the server.
pub async fn add_person(
    house: &House,
    network: NetworkId,
    email: &str,
    role: ChatRole,
) -> Result<AccountId, ActionError> {
    if !matches!(role, ChatRole::Member | ChatRole::NetworkAdministrator) {
        return Err(ActionError::field("role", "in a network a person is a member or an administrator"));
    }
    let found = house.storage.door().await?.find_account(&fold_address(email)).await?;
    let account = found
        .ok_or_else(|| ActionError::field("email", "nobody has an account of this address; add them first"))?
        .id;
    let writing = house.storage.write(network).await?;
    let mut turn = turn(house, writing, Participant::operator(network), None).await?;
    let now = turn.unit.now;
    turn.unit.set_network_person(account, role, now).await?;
    turn.close("network.add-person", Told::done(account, "Let a person in")).await
}
