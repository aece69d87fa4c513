//! Who somebody is in a network and in a chat, found out before anything is done there.

use domain::chat::{ChatRole, Participant};
use domain::id::{AccountId, ChatId, NetworkId, SchoolId};
use storage::ties::NetworkTies;
use storage::{Door, NetworkReading};

use crate::{ActionError, House};

/// A network that somebody belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnNetwork {
    /// The network.
    pub id: NetworkId,
    /// Its short name.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its zone's name in the IANA database.
    pub time_zone: String,
    /// The school whose department it is, where it is one.
    pub of_school: Option<SchoolId>,
    /// What they are to it.
    pub role: ChatRole,
}

/// Who an account is in a network; nobody where they do not belong to it or there is none.
pub async fn in_network(
    house: &House,
    account: AccountId,
    name: &str,
    network: NetworkId,
) -> Result<Option<Participant>, ActionError> {
    let mut door = house.storage.door().await?;
    Ok(participant(&mut door, account, name, network, None).await?)
}

/// Who an account is in a chat; nobody where they do not belong to its network or there is no such chat.
pub async fn in_chat(
    house: &House,
    account: AccountId,
    name: &str,
    chat: ChatId,
) -> Result<Option<Participant>, ActionError> {
    let mut door = house.storage.door().await?;
    let Some(network) = door.network_of_chat(chat).await? else { return Ok(None) };
    Ok(participant(&mut door, account, name, network, Some(chat)).await?)
}

/// Who an account is in a network and, where one is meant, in a chat of it.
pub(crate) async fn participant(
    door: &mut Door,
    account: AccountId,
    name: &str,
    network: NetworkId,
    chat: Option<ChatId>,
) -> Result<Option<Participant>, storage::StorageError> {
    let Some((found, in_chat)) = door.find_ties_and_roles(account, network, chat).await? else {
        return Ok(None);
    };
    let Some(role) = found.ties.role() else { return Ok(None) };
    Ok(Some(Participant::member(network, account, name.to_owned(), found.handle, role, in_chat)))
}

/// Who somebody is in a network at this moment of a unit, in no chat of it; nobody where they do not belong to it.
pub(crate) async fn participant_by_now(
    reading: &mut NetworkReading,
    account: AccountId,
    name: &str,
) -> Result<Option<Participant>, ActionError> {
    let network = reading.scope();
    let Some(found) = reading.ties_of(account).await? else { return Ok(None) };
    let Some(role) = found.ties.role() else { return Ok(None) };
    Ok(Some(Participant::member(network, account, name.to_owned(), found.handle, role, Vec::new())))
}

/// The networks that somebody belongs to, by name.
pub async fn networks_of(house: &House, account: AccountId) -> Result<Vec<OwnNetwork>, ActionError> {
    let mut door = house.storage.door().await?;
    let mut own = Vec::new();
    for network in door.networks_of(account).await? {
        let Some(found) = door.find_ties(account, network).await? else { continue };
        let Some(role) = found.ties.role() else { continue };
        own.push(own_network(found, role));
    }
    own.sort_by(|one, other| (&one.name, one.id).cmp(&(&other.name, other.id)));
    Ok(own)
}

fn own_network(found: NetworkTies, role: ChatRole) -> OwnNetwork {
    OwnNetwork {
        id: found.network,
        slug: found.slug,
        name: found.name,
        time_zone: found.time_zone,
        of_school: found.of_school,
        role,
    }
}
