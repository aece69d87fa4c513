//! Who belongs to a network.

use std::collections::BTreeMap;

use domain::chat::{TALKING_ROLES, chat_permissions};
use domain::id::SchoolId;
use domain::network::{Network, NetworkCode, NetworkPerson};
use domain::{Instant, Permit};
use storage::NetworkReading;

use crate::{ActionError, House};

/// A school of a network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberSchool {
    /// The school.
    pub id: SchoolId,
    /// Its name.
    pub name: String,
    /// When it joined.
    pub joined_at: Instant,
    /// How many of its people belong by it.
    pub people: usize,
}

/// All that whoever looks after a network sees of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeopleOfNetwork {
    /// The network.
    pub network: Network,
    /// Those who joined by themselves, in the order of joining.
    pub people: Vec<NetworkPerson>,
    /// Its schools, by name.
    pub schools: Vec<MemberSchool>,
    /// Its codes, newest first.
    pub codes: Vec<NetworkCode>,
}

/// Who belongs to a network, and the codes that let them in. Of schools only numbers are told.
pub async fn people(
    house: &House,
    permit: &Permit<chat_permissions::ManageNetwork>,
) -> Result<PeopleOfNetwork, ActionError> {
    let mut reading = house.storage.read(permit.network()).await?;
    let network = reading.network().await?.ok_or(ActionError::NotFound("network"))?;
    let people = reading.network_people().await?;
    let codes = reading.codes().await?;
    let schools = member_schools(&mut reading).await?;
    Ok(PeopleOfNetwork { network, people, schools, codes })
}

async fn member_schools(reading: &mut NetworkReading) -> Result<Vec<MemberSchool>, ActionError> {
    let mut talking: BTreeMap<SchoolId, usize> = BTreeMap::new();
    for (school, _, roles) in reading.people_of_schools().await? {
        *talking.entry(school).or_default() += usize::from(roles.has_any(&TALKING_ROLES));
    }
    let schools = reading.network_schools().await?.into_iter();
    Ok(schools
        .map(|school| MemberSchool {
            people: talking.get(&school.id).copied().unwrap_or(0),
            id: school.id,
            name: school.name,
            joined_at: school.joined_at,
        })
        .collect())
}
