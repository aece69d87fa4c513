//! Who belongs to a network, letting them go, and who looks after it.

use domain::Permit;
use domain::history::Kind;
use std::collections::BTreeMap;

use domain::Instant;
use domain::chat::network::check_somebody_looks_after_it;
use domain::chat::{ChatRole, Participant, TALKING_ROLES, chat_permissions};
use domain::id::{AccountId, NetworkId, SchoolId};
use domain::network::{Network, NetworkCode, NetworkPerson};
use storage::{NetworkReading, NetworkWriting};

use super::entry;
use crate::people::fold_address;
use crate::{ActionError, Begun, House, Once};

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

/// Takes somebody who joined by themselves out of a network. What they wrote stays.
pub async fn end_person(
    house: &House,
    permit: &Permit<chat_permissions::ManageNetwork>,
    account: AccountId,
    once: Option<Once>,
) -> Result<(), ActionError> {
    let mut work = match house.begin_in_network::<()>(permit.network(), permit.account(), once).await? {
        Begun::Answered(()) => return Ok(()),
        Begun::Anew(work) => work,
    };
    end_under_lock(house, &mut work, account).await?;
    let event =
        entry(house, permit.participant(), Kind::NetworkEndPerson, "Took a person out of the network");
    work.finish((), Some(event)).await
}

/// Leaves a network that one joined by oneself. Whoever belongs by their school still does.
pub async fn leave(
    house: &House,
    permit: &Permit<chat_permissions::SeeNetwork>,
    once: Option<Once>,
) -> Result<(), ActionError> {
    let account = permit.account().ok_or(ActionError::NotFound("person"))?;
    let mut work = match house.begin_in_network::<()>(permit.network(), Some(account), once).await? {
        Begun::Answered(()) => return Ok(()),
        Begun::Anew(work) => work,
    };
    match end_under_lock(house, &mut work, account).await {
        Err(ActionError::NotFound(_)) => {
            return Err(ActionError::field(
                "person",
                "you belong to this network by your school, and did not join it by yourself",
            ));
        }
        other => other?,
    }
    let event = entry(house, permit.participant(), Kind::NetworkLeave, "Left the network");
    work.finish((), Some(event)).await
}

/// Lets a school into a network at once: the operator's way. One that is in already stays in.
pub async fn add_school(house: &House, network: NetworkId, school: SchoolId) -> Result<(), ActionError> {
    let mut work = house.storage.write(network).await?;
    work.lock_network().await?;
    if work.network_schools().await?.iter().any(|member| member.id == school) {
        return Ok(());
    }
    work.add_network_school(school, house.now()).await?;
    let operator = Participant::operator(network);
    work.record(entry(house, &operator, Kind::NetworkJoinSchool, "Let a school in")).await?;
    Ok(work.commit().await?)
}

async fn end_under_lock(
    house: &House,
    work: &mut NetworkWriting,
    account: AccountId,
) -> Result<(), ActionError> {
    work.lock_network().await?;
    let network = work.network().await?.ok_or(ActionError::NotFound("network"))?;
    let people = work.network_people().await?;
    if !people.iter().any(|person| person.account == account) {
        return Err(ActionError::NotFound("person"));
    }
    check_others_look_after_it(&network, &people, account)?;
    work.end_network_person(account, house.now()).await?;
    Ok(())
}

/// Whether somebody looks after the network once `account` does no more. One of whom nobody looks after it
/// now may go: a network made at a command begins so.
fn check_others_look_after_it(
    network: &Network,
    people: &[NetworkPerson],
    account: AccountId,
) -> Result<(), ActionError> {
    let is_one = |person: &&NetworkPerson| person.role == ChatRole::NetworkAdministrator;
    if !people.iter().filter(is_one).any(|person| person.account == account) {
        return Ok(());
    }
    let left = people.iter().filter(is_one).filter(|person| person.account != account).count();
    Ok(check_somebody_looks_after_it(left, network.of_school.is_some())?)
}

/// Makes somebody who joined by themselves look after the network, or no longer.
pub async fn set_administrator(
    house: &House,
    permit: &Permit<chat_permissions::ManageNetwork>,
    account: AccountId,
    looks_after_it: bool,
    once: Option<Once>,
) -> Result<(), ActionError> {
    let mut work = match house.begin_in_network::<()>(permit.network(), permit.account(), once).await? {
        Begun::Answered(()) => return Ok(()),
        Begun::Anew(work) => work,
    };
    work.lock_network().await?;
    let network = work.network().await?.ok_or(ActionError::NotFound("network"))?;
    let people = work.network_people().await?;
    let found = people.iter().find(|person| person.account == account);
    let role = if looks_after_it { ChatRole::NetworkAdministrator } else { ChatRole::Member };
    if found.ok_or(ActionError::NotFound("person"))?.role == role {
        return work.finish((), None).await;
    }
    if !looks_after_it {
        check_others_look_after_it(&network, &people, account)?;
    }
    work.set_network_person(account, role, house.now()).await?;
    let words = if looks_after_it {
        "Made a person an administrator of the network"
    } else {
        "Made an administrator of the network a member again"
    };
    let event = entry(house, permit.participant(), Kind::NetworkAdministrator, words);
    work.finish((), Some(event)).await
}

/// Lets a school go. Its people belong no more, except those who joined by themselves.
pub async fn end_school(
    house: &House,
    permit: &Permit<chat_permissions::ManageNetwork>,
    school: SchoolId,
    once: Option<Once>,
) -> Result<(), ActionError> {
    let mut work = match house.begin_in_network::<()>(permit.network(), permit.account(), once).await? {
        Begun::Answered(()) => return Ok(()),
        Begun::Anew(work) => work,
    };
    work.lock_network().await?;
    let network = work.network().await?.ok_or(ActionError::NotFound("network"))?;
    if network.of_school == Some(school) {
        return Err(ActionError::field(
            "school",
            "this is the school's own department, which it cannot leave",
        ));
    }
    if !work.end_network_school(school, house.now()).await? {
        return Err(ActionError::NotFound("school"));
    }
    let event = entry(house, permit.participant(), Kind::NetworkEndSchool, "Let a school go");
    work.finish((), Some(event)).await
}

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
    let mut writing = house.storage.write(network).await?;
    writing.lock_network().await?;
    writing.network().await?.ok_or(ActionError::NotFound("network"))?;
    writing.set_network_person(account, role, house.now()).await?;
    let operator = Participant::operator(network);
    writing.record(entry(house, &operator, Kind::NetworkAddPerson, "Let a person in")).await?;
    writing.commit().await?;
    Ok(account)
}
