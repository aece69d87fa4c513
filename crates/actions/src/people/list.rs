//! Reading who belongs to a school.

use domain::Permit;
use domain::calendar::Calendar;
use domain::people::{Invitation, Member, StaffMember, permissions};

use crate::{ActionError, House};

/// Everybody in a school.
#[derive(Clone, Debug)]
pub struct People {
    /// Those who can or could sign in.
    pub members: Vec<Member>,
    /// Invitations that nobody has used.
    pub invitations: Vec<Invitation>,
    /// The staff that the timetable names.
    pub staff: Vec<StaffMember>,
    /// The school's calendar, for dates and times.
    pub calendar: Calendar,
}

/// Everybody in the school.
pub async fn list(house: &House, permit: &Permit<permissions::SeePeople>) -> Result<People, ActionError> {
    let mut reading = house.storage.read(permit.school()).await?;
    Ok(People {
        members: reading.members().await?,
        invitations: reading.invitations().await?,
        staff: reading.staff().await?,
        calendar: reading.calendar().await?,
    })
}

/// The staff that the timetable names, to choose a week from.
pub async fn staff(
    house: &House,
    permit: &Permit<permissions::SeeWeek>,
) -> Result<Vec<StaffMember>, ActionError> {
    let mut reading = house.storage.read(permit.school()).await?;
    Ok(reading.staff().await?)
}
