//! Setting what a school has decided: the deadline, who approves, and the minutes around lessons.

use domain::Permit;
use domain::history::Kind;
use domain::people::permissions;
use domain::policy::Policy;

use crate::almanac::Almanac;
use crate::{ActionError, Begun, House, Once};

/// The most hours of notice: four weeks of them.
const MOST_NOTICE_MINUTES: u32 = 4 * 7 * 24 * 60;
/// The most minutes around a lesson: a day.
const MOST_AROUND: u32 = 24 * 60;

/// What the school has decided, with its calendar.
pub async fn read(house: &House, permit: &Permit<permissions::SeeSetUp>) -> Result<Almanac, ActionError> {
    let mut reading = house.storage.read(permit.school()).await?;
    Ok(Almanac::read(&mut reading).await?)
}

/// Sets what the school has decided. Requests that were sent keep the deadline they were judged by.
pub async fn set(
    house: &House,
    permit: &Permit<permissions::SetPolicy>,
    policy: &Policy,
    once: Option<Once>,
) -> Result<(), ActionError> {
    check(policy)?;
    let mut work = match house.begin::<()>(permit.school(), permit.actor().account, once).await? {
        Begun::Answered(()) => return Ok(()),
        Begun::Anew(work) => work,
    };
    work.set_policy(policy).await?;
    let event = house.history(permit.actor(), Kind::SchoolPolicy, None, "Changed the department's policies");
    work.finish((), Some(event)).await
}

fn check(policy: &Policy) -> Result<(), ActionError> {
    if policy.deadline.notice_minutes.unwrap_or(0) > MOST_NOTICE_MINUTES {
        return Err(ActionError::field("notice_hours", "notice is at most four weeks of hours"));
    }
    if policy.set_up_minutes > MOST_AROUND {
        return Err(ActionError::field("set_up_minutes", "set-up is at most a day"));
    }
    if policy.turn_round_minutes > MOST_AROUND {
        return Err(ActionError::field("turn_round_minutes", "turn-round is at most a day"));
    }
    if !(1..=200).contains(&policy.usual_class) {
        return Err(ActionError::field("usual_class", "a class has from 1 to 200 pupils"));
    }
    if policy.deadline.working_hours.iter().flatten().any(|hours| hours.from >= hours.until) {
        return Err(ActionError::field("working_hours", "working hours end after they begin"));
    }
    Ok(())
}
