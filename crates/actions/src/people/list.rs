//! Reading who belongs to a school.

use domain::Permit;
use domain::calendar::Calendar;
use domain::people::{Invitation, Member, StaffMember, permissions};
use domain::requisition::Requisition;

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
    /// What is open of all that was asked for, for lessons to come, by time.
    pub open: Vec<Requisition>,
}

impl People {
    /// What is open of what a member asked for, or has in a lesson of theirs: it stays when their access ends, and
    /// somebody has to know of it.
    pub fn open_of(&self, member: &Member) -> impl Iterator<Item = &Requisition> {
        let (account, staff) = (member.account, member.staff);
        self.open.iter().filter(move |requisition| {
            let is_of_their_lesson = staff.is_some_and(|staff| requisition.occasion.is_taught_by(staff));
            requisition.asked_by == Some(account) || is_of_their_lesson
        })
    }
}

/// Everybody in the school.
pub async fn list(house: &House, permit: &Permit<permissions::SeePeople>) -> Result<People, ActionError> {
    let mut reading = house.storage.read(permit.school()).await?;
    Ok(People {
        members: reading.members().await?,
        invitations: reading.invitations().await?,
        staff: reading.staff().await?,
        calendar: reading.calendar().await?,
        open: reading.requisitions_open_from(house.now()).await?,
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
