//! Giving the school another name or time zone.

use domain::calendar::Calendar;
use domain::people::permissions::SetCalendar;
use serde::{Deserialize, Serialize};

use super::{check_name, today, zone_named};
use crate::ActionError;
use crate::beside::{Beside, Disputed};
use crate::calendar::SchoolTime;
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Gives the school a name and a time zone. In another zone lessons keep the times that its clocks show, and are
/// other instants, and what is asked for them follows. A school year that nobody has set yet is guessed anew.
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
    type Answer = ();
    const KEY: &'static str = "school.rename";

    fn example() -> Self {
        Self { name: "Made-Up School".to_owned(), time_zone: "Europe/London".to_owned(), seen: None }
    }

    async fn act(self, turn: &mut Turn<SchoolTime>) -> Result<Told<()>, ActionError> {
        let unit = &mut turn.unit;
        let (school, calendar) = (unit.school().await?, unit.calendar().await?);
        let before = calendar.zone.iana_name().unwrap_or("UTC");
        let mut to = self;
        if let Some(seen) = to.seen.take() {
            let now = Self { name: school.name.clone(), time_zone: before.to_owned(), seen: None };
            to = to.beside(&seen, &now).agreed()?;
        }
        check_name(&to.name)?;
        let wanted = zone_named(to.time_zone.trim())?;
        let (name, zone) = (to.name.trim(), wanted.iana_name().unwrap_or("UTC"));
        let mut words = Vec::new();
        if name != school.name {
            words.push(format!("called “{name}” (was “{}”)", school.name));
        }
        if zone != before {
            words.push(format!("in the time zone {zone} (was {before})"));
        }
        if words.is_empty() {
            return Ok(Told::nothing(()));
        }
        let is_elsewhere = zone != before;
        unit.rename_school(name, zone).await?;
        if is_elsewhere && calendar.provisional {
            // A year that was guessed by the zone is guessed anew by the right one.
            let today = today(&wanted, unit.house.now());
            unit.set_calendar(&Calendar::provisional(wanted.clone(), calendar.cycle, today)).await?;
        }
        let words = format!("The school is {}", words.join(", and "));
        if !is_elsewhere {
            return Ok(Told::done((), words));
        }
        let (_, entries) = turn.follow(words).await?;
        Ok(Told::all((), entries))
    }
}
