//! Who somebody is in a school or a network, by the short name of the one and the address of the other: for
//! commands and programs, which have no session. It tells nothing of who else there is.

use domain::chat::Participant;
use domain::id::ChatId;
use domain::people::Actor;
use storage::door::Account;

use crate::chat::ties::participant;
use crate::people::fold_address;
use crate::{ActionError, House};

/// Somebody in a school; nobody where there is no such school or account, or where they belong there no more.
pub async fn in_school(house: &House, slug: &str, email: &str) -> Result<Option<Actor>, ActionError> {
    let mut door = house.storage.door().await?;
    let Some(school) = door.find_school(slug).await? else { return Ok(None) };
    let Some(Account { id, name, .. }) = door.find_account(&fold_address(email)).await? else {
        return Ok(None);
    };
    drop(door);
    let member = house.storage.read(school.id).await?.find_member(id).await?;
    let member = member.filter(|member| member.ended_at.is_none());
    Ok(member.map(|member| Actor::member(school.id, id, member.staff, member.mentor, name, member.roles)))
}

/// Somebody in a network, with the roles that they have in `chat` where it is one of its chats; nobody where
/// there is no such network or account, or where nothing ties them to it.
pub async fn in_network(
    house: &House,
    slug: &str,
    email: &str,
    chat: Option<ChatId>,
) -> Result<Option<Participant>, ActionError> {
    let mut door = house.storage.door().await?;
    let Some(network) = door.find_network_by_slug(slug).await? else { return Ok(None) };
    let Some(Account { id, name, .. }) = door.find_account(&fold_address(email)).await? else {
        return Ok(None);
    };
    Ok(participant(&mut door, id, &name, network, chat).await?)
}
