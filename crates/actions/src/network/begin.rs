//! Beginning a network: one of several schools, or a school's own department.

use domain::Permit;
use domain::chat::network::{Readers, check_slug, checked_name};
use domain::chat::{ChatRole, Participant};
use domain::id::{NetworkId, SchoolId};
use domain::network::Network;
use domain::people::permissions;
use domain::school::School;
use storage::StorageError;

use super::coming::{stranger, unit, without_a_handle};
use super::one::OneNetwork;
use crate::deed::Told;
use crate::once::Form;
use crate::unit::Turn;
use crate::{ActionError, House, Once};

/// The kind of history that beginning writes, and its words.
const BEGIN: &str = "network.begin";
const BEGUN: &str = "Began the network";

/// What is needed to begin a network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkWanted {
    /// Its name.
    pub name: String,
    /// Its short name in commands: lower-case letters, figures and hyphens.
    pub slug: String,
    /// Its time zone's name: `Europe/London`.
    pub time_zone: String,
    /// Who may read what it publishes.
    pub readers: Readers,
}

/// Begins a network of schools. Whoever begins it looks after it.
pub async fn begin(
    house: &House,
    permit: &Permit<permissions::BeginNetwork>,
    wanted: NetworkWanted,
    once: Option<Once>,
) -> Result<NetworkId, ActionError> {
    let actor = permit.actor();
    let demonstration = school_of(house, permit.school()).await?.demonstration;
    let network = checked(house, wanted, demonstration)?;
    let mut writing = house.storage.write(network.id).await?;
    let form = Form::of(actor.account, "network-begin", once);
    if let Some(form) = &form
        && let Some(before) = form.answer_before(&mut writing).await?
    {
        return Ok(before);
    }
    let mut unit = unit(house, writing, stranger(network.id, actor.account), form);
    let (id, now) = (network.id, unit.now);
    unit.add_network(&network).await.map_err(|error| taken(error, &network.slug))?;
    if let Some(account) = actor.account {
        unit.set_network_person(account, ChatRole::NetworkAdministrator, now).await?;
    }
    let turn = Turn { unit, at: OneNetwork { network } };
    turn.close(BEGIN, Told::done(id, without_a_handle(BEGUN))).await
}

/// Begins a network at the command of whoever runs the server. Nobody looks after it yet.
pub async fn create(house: &House, wanted: NetworkWanted) -> Result<NetworkId, ActionError> {
    let network = checked(house, wanted, false)?;
    match add(house, &network).await {
        Err(ActionError::Storage(error)) => Err(taken(error, &network.slug)),
        other => other,
    }
}

/// The network of the school's own department; made when it is first asked for.
pub async fn department(
    house: &House,
    permit: &Permit<permissions::SeeDepartmentChats>,
) -> Result<NetworkId, ActionError> {
    let school = permit.school();
    if let Some(known) = house.storage.door().await?.department_of(school).await? {
        return Ok(known);
    }
    let mut reading = house.storage.read(school).await?;
    let almanac = house.almanac(&mut reading).await?;
    drop(reading);
    let zone = almanac.calendar.zone.iana_name().unwrap_or("UTC").to_owned();
    let id: NetworkId = house.next_id();
    let mut network = Network {
        id,
        slug: format!("{}-department", almanac.school.slug),
        name: format!("Science at {}", almanac.school.name),
        time_zone: zone,
        of_school: Some(school),
        readers: Readers::Members,
        demonstration: almanac.school.demonstration,
        created_at: house.now(),
    };
    match add(house, &network).await {
        Err(ActionError::Storage(StorageError::Taken(_))) => {}
        other => return other,
    }
    // Somebody else was quicker, or another network has that short name.
    if let Some(known) = house.storage.door().await?.department_of(school).await? {
        return Ok(known);
    }
    network.slug = id.to_string();
    match add(house, &network).await {
        Err(ActionError::Storage(StorageError::Taken(_))) => {}
        other => return other,
    }
    let known = house.storage.door().await?.department_of(school).await?;
    known.ok_or_else(|| ActionError::Inside("a department that is taken by nobody".to_owned()))
}

/// The network that a command names, by short name or identifier.
pub async fn find(house: &House, named: &str) -> Result<NetworkId, ActionError> {
    let named = named.trim();
    if let Some(id) = house.storage.door().await?.find_network_by_slug(named).await? {
        return Ok(id);
    }
    let Ok(id) = named.parse() else { return Err(ActionError::NotFound("network")) };
    let found = house.storage.read(id).await?.network().await?;
    found.map(|network| network.id).ok_or(ActionError::NotFound("network"))
}

/// Every network of the server, for the command of whoever runs it.
pub async fn every(house: &House) -> Result<Vec<Network>, ActionError> {
    Ok(house.storage.door().await?.every_network().await?)
}

async fn school_of(house: &House, school: SchoolId) -> Result<School, ActionError> {
    Ok(house.storage.read(school).await?.school().await?)
}

/// Adds a network with its first entry of history; a department's school belongs to it at once.
async fn add(house: &House, network: &Network) -> Result<NetworkId, ActionError> {
    let writing = house.storage.write(network.id).await?;
    let mut unit = unit(house, writing, Participant::operator(network.id), None);
    let now = unit.now;
    unit.add_network(network).await?;
    if let Some(school) = network.of_school {
        unit.add_network_school(school, now).await?;
    }
    let turn = Turn { unit, at: OneNetwork { network: network.clone() } };
    turn.close(BEGIN, Told::done(network.id, BEGUN)).await
}

fn checked(house: &House, wanted: NetworkWanted, demonstration: bool) -> Result<Network, ActionError> {
    let name = checked_name(&wanted.name)?.to_owned();
    check_slug(&wanted.slug)?;
    check_zone(&wanted.time_zone)?;
    Ok(Network {
        id: house.next_id(),
        slug: wanted.slug,
        name,
        time_zone: wanted.time_zone,
        of_school: None,
        readers: wanted.readers,
        demonstration,
        created_at: house.now(),
    })
}

/// Whether this is the name of a time zone.
pub(super) fn check_zone(name: &str) -> Result<(), ActionError> {
    domain::zone::named(name).map(|_| ()).ok_or_else(|| {
        ActionError::field(
            "time-zone",
            format!("“{name}” is not a time zone; give one like Europe/London or Asia/Hong_Kong"),
        )
    })
}

fn taken(error: StorageError, slug: &str) -> ActionError {
    match error {
        StorageError::Taken(_) => {
            ActionError::field("slug", format!("there is a network called {slug} already; choose another"))
        }
        other => other.into(),
    }
}
