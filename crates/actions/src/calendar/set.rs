//! Setting the calendar: terms, closures, week letters and single days.

use std::collections::BTreeMap;

use domain::calendar::{Calendar, Closure, Cycle, Term};
use domain::people::permissions::SetCalendar;
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use super::change::changed;
use super::dates::{Dates, without};
use super::effects::TimeChanged;
use super::school_time::SchoolTime;
use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Sets the whole calendar; it is provisional no longer. The school's time zone stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Set {
    /// When school is kept.
    pub terms: Vec<Term>,
    /// Dates within terms without school.
    #[serde(default)]
    pub closures: Vec<Closure>,
    /// How the timetable's days follow one another.
    pub cycle: Cycle,
    /// Dates that run as a chosen day of the cycle, from 0.
    #[serde(default)]
    pub overrides: BTreeMap<Date, usize>,
    /// The calendar that was seen when these were written: what somebody else has changed since stays. None where
    /// nobody looked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Box<Dates>>,
}

impl From<Calendar> for Set {
    fn from(calendar: Calendar) -> Self {
        let Dates { terms, closures, cycle, overrides } = Dates::from(calendar);
        Self { terms, closures, cycle, overrides, seen: None }
    }
}

impl Deed for Set {
    type At = SchoolTime;
    type May = SetCalendar;
    type Answer = TimeChanged;
    const KEY: &'static str = "school.calendar";
    const FORM: &'static str = "calendar";

    fn example() -> Self {
        let term = Term { name: "Spring".to_owned(), first: date(2026, 1, 5), last: date(2026, 4, 1) };
        let (first, last) = (date(2026, 2, 16), date(2026, 2, 20));
        Self {
            terms: vec![term],
            closures: vec![Closure { first, last, reason: "Half term".to_owned() }],
            cycle: Cycle::monday_to_friday(),
            overrides: BTreeMap::from([(date(2026, 3, 7), 0)]),
            seen: None,
        }
    }

    async fn act(self, turn: &mut Turn<SchoolTime>) -> Result<Told<TimeChanged>, ActionError> {
        let Self { terms, closures, cycle, overrides, seen } = self;
        let mut dates = Dates { terms, closures, cycle, overrides };
        if let Some(seen) = seen {
            // What was written is what was seen with some changes: those are made to the calendar as it now is.
            let now = Dates::from(turn.at.before.calendar.clone());
            dates = without(now, &dates, &seen).map_err(|_| ActionError::Stale)?;
        }
        changed(turn, dates, "Changed the calendar".to_owned()).await
    }
}
