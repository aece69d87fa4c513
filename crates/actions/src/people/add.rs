//! Adding a person at once, with a password: the command's way, and the demonstration's.

use domain::fold::folded;
use domain::history::Kind;
use domain::id::{AccountId, SchoolId, StaffId};
use domain::people::{Roles, StaffMember};
use storage::Writing;
use storage::door::Account;

use crate::sign_in::hash_password;
use crate::{ActionError, House};

/// A person to add.
#[derive(Clone, Debug)]
pub struct PersonWanted {
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// What they are to be.
    pub roles: Roles,
    /// Who they are in the timetable, by name.
    pub staff: Option<String>,
    /// Their mentor in the timetable, by name.
    pub mentor: Option<String>,
    /// Their password.
    pub password: String,
}

/// Adds a person to a school. An account of this address is taken as it is, its password too.
pub async fn add(house: &House, school: SchoolId, wanted: &PersonWanted) -> Result<AccountId, ActionError> {
    check_address(&wanted.email)?;
    check_name(&wanted.name)?;
    if wanted.roles.is_empty() {
        return Err(ActionError::field("roles", "give at least one role"));
    }
    let email_folded = fold_address(&wanted.email);
    let known = house.storage.door().await?.find_account(&email_folded).await?;
    let account = match known {
        Some(account) => account.id,
        None => add_account(house, wanted, &email_folded).await?,
    };
    let mut work = house.storage.write(school).await?;
    let staff = staff_named(house, &mut work, wanted.staff.as_deref(), "staff").await?;
    let mentor = staff_named(house, &mut work, wanted.mentor.as_deref(), "mentor").await?;
    work.add_member(account, &wanted.roles, staff, mentor, house.now()).await?;
    let actor = domain::people::Actor::operator(school);
    work.record(house.history(&actor, Kind::PeopleAdd, Some(account.to_string()), "Added a person")).await?;
    work.commit().await?;
    Ok(account)
}

async fn add_account(
    house: &House,
    wanted: &PersonWanted,
    email_folded: &str,
) -> Result<AccountId, ActionError> {
    let account = Account {
        id: house.next_id(),
        email: wanted.email.trim().to_owned(),
        name: wanted.name.trim().to_owned(),
        password_hash: Some(hash_password(house, &wanted.password).await?),
    };
    let mut door = house.storage.open_door().await?;
    door.add_account(&account, email_folded, house.now()).await?;
    door.commit().await?;
    Ok(account.id)
}

/// The member of staff of this name; where a timetable names nobody so, they are added, for a school
/// whose timetable comes later.
pub(crate) async fn staff_named(
    house: &House,
    work: &mut Writing,
    name: Option<&str>,
    field: &'static str,
) -> Result<Option<StaffId>, ActionError> {
    let Some(name) = name.map(str::trim).filter(|name| !name.is_empty()) else { return Ok(None) };
    if name.chars().count() > 200 {
        return Err(ActionError::field(field, "a name has at most 200 characters"));
    }
    if let Some(found) = work.find_staff_named(&folded(name)).await? {
        return Ok(Some(found.id));
    }
    let staff = StaffMember { id: house.next_id(), name: name.to_owned() };
    work.add_staff(&staff, &folded(name)).await?;
    Ok(Some(staff.id))
}

/// Whether somebody has an account under this address, for the operator.
pub async fn has_account(house: &House, email: &str) -> Result<bool, ActionError> {
    Ok(house.storage.door().await?.find_account(&fold_address(email)).await?.is_some())
}

/// An address as it is compared: without case or surrounding space.
pub(crate) fn fold_address(email: &str) -> String {
    email.trim().to_lowercase()
}

pub(crate) fn check_address(email: &str) -> Result<(), ActionError> {
    let email = email.trim();
    let has_parts = email.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    if has_parts && email.len() <= 254 && !email.contains(char::is_whitespace) {
        return Ok(());
    }
    Err(ActionError::field("email", "that is not an e-mail address; write it like name@school.example"))
}

pub(crate) fn check_name(name: &str) -> Result<(), ActionError> {
    let length = name.trim().chars().count();
    if (1..=200).contains(&length) {
        return Ok(());
    }
    Err(ActionError::field("name", "give a name of at most 200 characters"))
}
