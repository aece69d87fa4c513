//! A teacher's week: their lessons, and what is asked for each.

use domain::Permit;
use std::sync::Arc;

use domain::id::StaffId;
use domain::lesson::Lesson;
use domain::people::{Actor, StaffMember, permissions};
use domain::requisition::deadline::{CutOff, next_cut_off};
use domain::requisition::{Part, Requisition, State, may_see_week_of};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::almanac::Almanac;
use crate::{ActionError, House};

/// One week of one teacher.
#[derive(Clone, Debug)]
pub struct Week {
    /// Whose.
    pub staff: StaffMember,
    /// The first day of the school's week.
    pub first: Date,
    /// The last.
    pub last: Date,
    /// The almanac.
    pub almanac: Arc<Almanac>,
    /// Their lessons, in order.
    pub lessons: Vec<Lesson>,
    /// What is asked for them, drafts too where they are this person's to see.
    pub requisitions: Vec<Requisition>,
    /// When requests for the next week close.
    pub next_cut_off: Option<CutOff>,
}

/// Whose week this person sees first: their own, or their mentor's.
pub fn staff_for(actor: &Actor) -> Option<StaffId> {
    actor.staff.or(actor.mentor)
}

/// The week that holds `date`, of `staff`. Teachers see their own; technicians and heads of science
/// anyone's.
pub async fn week(
    house: &House,
    permit: &Permit<permissions::SeeWeek>,
    staff: StaffId,
    date: Date,
) -> Result<Week, ActionError> {
    let actor = permit.actor();
    if !may_see_week_of(actor, staff) {
        return Err(ActionError::NotFound("teacher"));
    }
    let mut reading = house.storage.read(permit.school()).await?;
    let staff = reading.find_staff(staff).await?.ok_or(ActionError::NotFound("teacher"))?;
    let almanac = house.almanac(&mut reading).await?;
    let first = almanac.calendar.week_start(date);
    let last = first.saturating_add(6.days());
    let lessons = almanac.lessons_of(&mut reading, staff.id, first, last).await?;
    let mut requisitions = reading.requisitions_of(staff.id, first, last).await?;
    let now = house.now();
    requisitions.retain(|one| one.state != State::Draft || Part::of(actor, one, now).writer);
    let next_cut_off = next_cut_off(&almanac.calendar, &almanac.policy().deadline, now);
    Ok(Week { staff, first, last, almanac, lessons, requisitions, next_cut_off })
}
