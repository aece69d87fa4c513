//! Giving the school another name or time zone.

use domain::calendar::Calendar;
use domain::people::permissions::SetCalendar;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::{check_name, today, zone_named};
use crate::ActionError;
use crate::beside::{Beside, Disputed};
use crate::calendar::{Dates, NameAndZone, Reversal, SchoolTime, TimeChanged};
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Gives the school a name and a time zone. In another zone lessons keep the times that its clocks show, and are
/// other instants, and what is asked for them follows; that can be put back. A school year that nobody has checked yet
/// is guessed anew where schools of that zone have another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rename {
    /// Its name.
    pub name: String,
    /// Its time zone’s name: `Europe/London`.
    pub time_zone: String,
    /// What both were when the change was begun: what others have changed since stands, and where both changed the
    /// same, nothing is done. None where nobody looked.
    #[serde(default)]
    pub seen: Option<Box<Self>>,
}

impl Rename {
    /// This change, begun when the school was called what was `seen`, beside what it is called `now`.
    pub fn beside(self, seen: &Self, now: &Self) -> Beside<Self> {
        let mut disputed = Disputed::default();
        let name = self.name.trim().to_owned();
        let time_zone = self.time_zone.trim().to_owned();
        let whole = Self {
            name: disputed.field("name", name, &seen.name, &now.name),
            time_zone: disputed.field("time-zone", time_zone, &seen.time_zone, &now.time_zone),
            seen: None,
        };
        Beside { whole, disputed: disputed.0 }
    }
}

impl Deed for Rename {
    type At = SchoolTime;
    type May = SetCalendar;
    type Answer = TimeChanged;
    const KEY: &'static str = "school.rename";

    fn example() -> Self {
        Self { name: "Made-Up School".to_owned(), time_zone: "Europe/London".to_owned(), seen: None }
    }

    async fn act(self, turn: &mut Turn<SchoolTime>) -> Result<Told<TimeChanged>, ActionError> {
        let before = NameAndZone::of(turn).await?;
        let mut to = self;
        if let Some(seen) = to.seen.take() {
            let now = Self { name: before.name.clone(), time_zone: before.zone.clone(), seen: None };
            to = to.beside(&seen, &now).agreed()?;
        }
        check_name(&to.name)?;
        let zone = zone_named(to.time_zone.trim())?;
        let zone_name = zone.iana_name().unwrap_or("UTC").to_owned();
        let after = NameAndZone { name: to.name.trim().to_owned(), zone: zone_name };
        let Some(words) = words(&before, &after) else { return Ok(Told::nothing(TimeChanged::default())) };
        turn.unit.rename_school(&after.name, &after.zone).await?;
        if before.zone == after.zone {
            return Ok(Told::done(TimeChanged::default(), words));
        }
        let calendar = guess_anew(turn, &zone).await?;
        turn.settle(words, &Reversal::Zone { before, after, calendar }).await
    }
}

/// What the school is from now on, where that is something else.
fn words(before: &NameAndZone, after: &NameAndZone) -> Option<String> {
    let mut words = Vec::new();
    if after.name != before.name {
        words.push(format!("called “{}” (was “{}”)", after.name, before.name));
    }
    if after.zone != before.zone {
        words.push(format!("in the time zone {} (was {})", after.zone, before.zone));
    }
    (!words.is_empty()).then(|| format!("The school is {}", words.join(", and ")))
}

/// Guesses a year that nobody has checked anew, where schools of the new zone have another; closures, week letters and
/// single days stay. The calendar before and after, where it did.
async fn guess_anew(
    turn: &mut Turn<SchoolTime>,
    zone: &TimeZone,
) -> Result<Option<(Box<Dates>, Box<Dates>)>, ActionError> {
    let before = turn.at.before.calendar.clone();
    let now = turn.unit.now;
    let guess = |zone: &TimeZone| Calendar::provisional(zone.clone(), before.cycle.clone(), today(zone, now));
    let terms = guess(zone).terms;
    if !before.provisional || terms == guess(&before.zone).terms {
        return Ok(None);
    }
    let after = Calendar { zone: zone.clone(), terms, ..before.clone() };
    turn.unit.set_calendar(&after).await?;
    Ok(Some((Box::new(Dates::from(before)), Box::new(Dates::from(after)))))
}
