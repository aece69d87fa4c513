//! Reading one person, to correct what is kept of them.

use domain::Permit;
use domain::id::{AccountId, StaffId};
use domain::people::{Member, StaffMember, permissions};

use super::seen::PersonSeen;
use crate::{ActionError, House};

/// One person of a school.
#[derive(Clone, Debug)]
pub struct PersonShown {
    /// What is kept of them.
    pub member: Member,
    /// The staff that the timetable names.
    pub staff: Vec<StaffMember>,
    /// Whether they belong to another school of this server too, so that their name is not this school's alone.
    pub elsewhere: bool,
    /// What can be corrected of them.
    pub seen: PersonSeen,
}

impl PersonShown {
    /// The name of a member of staff; empty for none.
    pub fn name_of(&self, staff: Option<StaffId>) -> &str {
        let found = self.staff.iter().find(|one| Some(one.id) == staff);
        found.map_or("", |one| one.name.as_str())
    }
}

/// One person who belongs to the school.
pub async fn show(
    house: &House,
    permit: &Permit<permissions::InvitePeople>,
    person: AccountId,
) -> Result<PersonShown, ActionError> {
    let mut reading = house.storage.read(permit.school()).await?;
    let found = reading.find_member(person).await?.filter(|member| member.ended_at.is_none());
    let member = found.ok_or(ActionError::NotFound("person"))?;
    let staff = reading.staff().await?;
    let name_of =
        |id: Option<StaffId>| staff.iter().find(|one| Some(one.id) == id).map_or("", |one| one.name.as_str());
    let seen = PersonSeen::of(&member, name_of(member.staff), name_of(member.mentor));
    Ok(PersonShown { seen, staff, elsewhere: reading.belongs_elsewhere(person).await?, member })
}
