//! Setting the calendar: terms, closures, week letters and single days.

use domain::Permit;
use domain::calendar::Calendar;
use domain::history::Kind;
use domain::people::permissions;

use crate::{ActionError, Begun, House, Once};

/// The most terms, closures or single days that a calendar holds.
const MOST_ROWS: usize = 500;

/// Sets the whole calendar; it is provisional no longer.
pub async fn set(
    house: &House,
    permit: &Permit<permissions::SetCalendar>,
    calendar: &Calendar,
    once: Option<Once>,
) -> Result<(), ActionError> {
    if let Some(problem) = calendar.problems().into_iter().next() {
        return Err(ActionError::field("calendar", problem.to_string()));
    }
    if calendar.terms.is_empty() {
        return Err(ActionError::field("calendar", "give at least one term"));
    }
    let longest = calendar.terms.len().max(calendar.closures.len()).max(calendar.overrides.len());
    if longest > MOST_ROWS {
        return Err(ActionError::field("calendar", "a calendar holds at most 500 rows of each kind"));
    }
    let mut work = match house.begin::<()>(permit.school(), permit.actor().account, once).await? {
        Begun::Answered(()) => return Ok(()),
        Begun::Anew(work) => work,
    };
    work.lock_school().await?;
    work.set_calendar(&Calendar { provisional: false, ..calendar.clone() }).await?;
    let event = house.history(permit.actor(), Kind::SchoolCalendar, None, "Changed the calendar");
    work.finish((), Some(event)).await
}
