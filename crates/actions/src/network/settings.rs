//! What a network decides about itself.

use domain::Permit;
use domain::chat::chat_permissions;
use domain::chat::network::{Readers, checked_name};
use domain::history::Kind;

use super::begin::check_zone;
use super::entry;
use crate::{ActionError, Begun, House, Once};

/// What may be changed of a network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsWanted {
    /// Its name.
    pub name: String,
    /// Its time zone's name. Evenings that are planned stay at their instants.
    pub time_zone: String,
    /// Who may read what it publishes.
    pub readers: Readers,
}

/// Changes a network's name, zone and readers. People agree to the readers before their first words of an
/// evening; once somebody has agreed, there can be fewer, and no more.
pub async fn settings(
    house: &House,
    permit: &Permit<chat_permissions::ManageNetwork>,
    wanted: SettingsWanted,
    once: Option<Once>,
) -> Result<(), ActionError> {
    let name = checked_name(&wanted.name)?;
    check_zone(&wanted.time_zone)?;
    let mut work = match house.begin_in_network::<()>(permit.network(), permit.account(), once).await? {
        Begun::Answered(()) => return Ok(()),
        Begun::Anew(work) => work,
    };
    work.lock_network().await?;
    let before = work.network().await?.ok_or(ActionError::NotFound("network"))?;
    let are_more = (before.readers, wanted.readers) == (Readers::Members, Readers::Everybody);
    if are_more && work.has_consents().await? {
        let words = "people wrote here for this network alone, so only they read it; \
            begin another network for evenings that everybody may read";
        return Err(ActionError::field("readers", words));
    }
    work.set_network(name, &wanted.time_zone, wanted.readers).await?;
    let words = "Changed the network's settings";
    let event = entry(house, permit.participant(), Kind::NetworkSettings, words);
    work.finish((), Some(event)).await
}
