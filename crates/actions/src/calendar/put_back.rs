//! Putting a change of the school's time back, as a whole and at any time.

use domain::Permit;
use domain::fold::folded;
use domain::id::TimeChangeId;
use domain::people::permissions::{ChangeDay, ImportTimetable, SetCalendar};
use domain::site::Sites;
use serde::{Deserialize, Serialize};

use super::SchoolTime;
use super::change::put;
use super::dates::{Dates, Overtaken, without};
use super::effects::TimeChanged;
use super::reversal::{NameAndZone, Reversal};
use super::sites::keep;
use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Takes back all that a change of calendar or timetable did. Requests go back with their lessons, judged anew: what
/// others were promised meanwhile stays theirs.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PutBack {
    /// Which change.
    pub change: TimeChangeId,
}

impl Deed for PutBack {
    type At = SchoolTime;
    type May = ChangeDay;
    type Answer = TimeChanged;
    const KEY: &'static str = "calendar.put-back";

    fn example() -> Self {
        Self { change: TimeChangeId(uuid::Uuid::nil()) }
    }

    async fn act(self, turn: &mut Turn<SchoolTime>) -> Result<Told<TimeChanged>, ActionError> {
        let found = turn.unit.find_time_change(self.change).await?;
        let change = found.ok_or(ActionError::NotFound("change to put back"))?;
        if change.put_back_at.is_some() {
            return Err(ActionError::field("change", "this has been put back already"));
        }
        let reversal: Reversal = serde_json::from_str(&change.reversal)?;
        allowed(turn, &reversal)?;
        let again = reversed(turn, &reversal).await?;
        let now = turn.unit.now;
        turn.unit.put_back_time_change(self.change, now).await?;
        turn.settle(format!("Put back: {}", change.words), &again).await
    }
}

/// Whoever may make a change may put it back.
fn allowed(turn: &Turn<SchoolTime>, reversal: &Reversal) -> Result<(), ActionError> {
    let actor = &turn.unit.actor;
    match reversal {
        Reversal::Calendar { .. } | Reversal::Sites { .. } | Reversal::Zone { .. } => {
            Permit::<SetCalendar>::of(actor).map(|_| ())?;
        }
        Reversal::Timetable { .. } => Permit::<ImportTimetable>::of(actor).map(|_| ())?,
        Reversal::Exceptions { .. } => {}
        Reversal::Again(change) => allowed(turn, change)?,
    }
    Ok(())
}

/// Takes back what a change did, and says what would take that back.
async fn reversed(turn: &mut Turn<SchoolTime>, reversal: &Reversal) -> Result<Reversal, ActionError> {
    match reversal {
        Reversal::Calendar { before, after } => dates_back(turn, before, after).await,
        Reversal::Again(change) => Box::pin(again(turn, change)).await,
        Reversal::Sites { before, after } => sites_back(turn, before, after).await,
        Reversal::Zone { before, after, calendar } => {
            if let Some((before, after)) = calendar {
                dates_back(turn, before, after).await?;
            }
            zone_back(turn, before, after).await?;
            Ok(Reversal::Again(Box::new(reversal.clone())))
        }
        Reversal::Exceptions { added } => {
            let now = turn.unit.now;
            for exception in added {
                turn.unit.end_exception(*exception, now).await?;
            }
            Ok(Reversal::Again(Box::new(reversal.clone())))
        }
        Reversal::Timetable { added, replaced, calendar, renamed } => {
            let now = turn.unit.now;
            let in_force = turn.at.before.versions.iter().any(|version| version.id == *added);
            if !in_force {
                let words = "a later timetable has taken its place; bring the one that is to hold";
                return Err(ActionError::field("change", words));
            }
            turn.unit.replace_timetable(*added, now).await?;
            for version in replaced {
                turn.unit.restore_timetable(*version).await?;
            }
            for (staff, was, is) in renamed {
                rename_back(turn, *staff, is, was).await?;
            }
            if let Some((before, after)) = calendar {
                calendar_back(turn, before, after).await?;
            }
            Ok(Reversal::Again(Box::new(reversal.clone())))
        }
    }
}

/// Does again what was put back.
async fn again(turn: &mut Turn<SchoolTime>, change: &Reversal) -> Result<Reversal, ActionError> {
    match change {
        Reversal::Calendar { before, after } => dates_back(turn, after, before).await,
        Reversal::Again(change) => Box::pin(reversed(turn, change)).await,
        Reversal::Sites { before, after } => sites_back(turn, after, before).await,
        Reversal::Zone { before, after, calendar } => {
            if let Some((before, after)) = calendar {
                dates_back(turn, after, before).await?;
            }
            zone_back(turn, after, before).await?;
            Ok(change.clone())
        }
        Reversal::Exceptions { added } => {
            for exception in added {
                turn.unit.restore_exception(*exception).await?;
            }
            Ok(change.clone())
        }
        Reversal::Timetable { added, replaced, calendar, renamed } => {
            let now = turn.unit.now;
            for version in replaced {
                if !turn.at.before.versions.iter().any(|held| held.id == *version) {
                    let words = "a later timetable has taken its place; bring the one that is to hold";
                    return Err(ActionError::field("change", words));
                }
                turn.unit.replace_timetable(*version, now).await?;
            }
            turn.unit.restore_timetable(*added).await?;
            for (staff, was, is) in renamed {
                rename_back(turn, *staff, was, is).await?;
            }
            if let Some((before, after)) = calendar {
                calendar_back(turn, after, before).await?;
            }
            Ok(change.clone())
        }
    }
}

/// Takes back a change of the calendar alone; others may have left nothing of it.
async fn dates_back(
    turn: &mut Turn<SchoolTime>,
    before: &Dates,
    after: &Dates,
) -> Result<Reversal, ActionError> {
    let back = calendar_back(turn, before, after).await?;
    match &back {
        Reversal::Calendar { before: set, after: kept } if set == kept && before != after => {
            let words = "others have changed all of this since, and what they set stays; there is nothing left to put back";
            Err(ActionError::field("change", words))
        }
        _ => Ok(back),
    }
}

async fn calendar_back(
    turn: &mut Turn<SchoolTime>,
    before: &Dates,
    after: &Dates,
) -> Result<Reversal, ActionError> {
    let now = turn.unit.calendar().await?;
    let set = Dates::from(now.clone());
    let back = without(&set, before, after).map_err(|Overtaken(why)| ActionError::field("change", why))?;
    put(turn, back.clone()).await?;
    Ok(Reversal::Calendar { before: Box::new(set), after: Box::new(back) })
}

async fn sites_back(
    turn: &mut Turn<SchoolTime>,
    before: &Sites,
    after: &Sites,
) -> Result<Reversal, ActionError> {
    let now = turn.at.before.sites.clone();
    let back = now.without(before, after);
    keep(turn, &back).await.map_err(|error| match error {
        ActionError::Invalid(invalid) => ActionError::field("change", invalid.words),
        other => other,
    })?;
    Ok(Reversal::Sites { before: Box::new(now), after: Box::new(back) })
}

/// Gives the school the zone of before, and its name where nobody has given it another since.
async fn zone_back(
    turn: &mut Turn<SchoolTime>,
    was: &NameAndZone,
    is: &NameAndZone,
) -> Result<(), ActionError> {
    let now = NameAndZone::of(turn).await?;
    if now.zone != is.zone {
        let words = "the school has been given another time zone since; give it the one that is right";
        return Err(ActionError::field("change", words));
    }
    let name = if now.name == is.name { &was.name } else { &now.name };
    Ok(turn.unit.rename_school(name, &was.zone).await?)
}

/// Gives somebody the name of before, where nobody has given them another since and nobody else has it.
async fn rename_back(
    turn: &mut Turn<SchoolTime>,
    staff: domain::id::StaffId,
    is: &str,
    was: &str,
) -> Result<(), ActionError> {
    let found = turn.unit.find_staff(staff).await?;
    let taken = turn.unit.find_staff_named(&folded(was)).await?.is_some_and(|other| other.id != staff);
    if found.is_some_and(|found| found.name == is) && !taken {
        turn.unit.rename_staff(staff, was, &folded(was)).await?;
    }
    Ok(())
}
