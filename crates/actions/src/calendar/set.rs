//! Setting the calendar: terms, closures, week letters and single days.

use std::collections::BTreeMap;

use domain::calendar::{Calendar, Closure, Cycle, Term};
use domain::people::permissions::SetCalendar;
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::school::OneSchool;
use crate::unit::Turn;

/// The most terms, closures or single days that a calendar holds.
const MOST_ROWS: usize = 500;

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
}

impl From<Calendar> for Set {
    fn from(calendar: Calendar) -> Self {
        let Calendar { terms, closures, cycle, overrides, .. } = calendar;
        Self { terms, closures, cycle, overrides }
    }
}

impl Deed for Set {
    type At = OneSchool;
    type May = SetCalendar;
    type Answer = ();
    const KEY: &'static str = "school.calendar";
    const FORM: &'static str = "calendar";

    fn example() -> Self {
        let term = Term { name: "Spring".to_owned(), first: date(2026, 1, 5), last: date(2026, 4, 1) };
        let (first, last) = (date(2026, 2, 16), date(2026, 2, 20));
        Self {
            terms: vec![term],
            closures: vec![Closure { first, last, reason: "Half term".to_owned() }],
            cycle: crate::school::usual_cycle(),
            overrides: BTreeMap::from([(date(2026, 3, 7), 0)]),
        }
    }

    async fn act(self, turn: &mut Turn<OneSchool>) -> Result<Told<()>, ActionError> {
        let Self { terms, closures, cycle, overrides } = self;
        let zone = turn.unit.calendar().await?.zone;
        let calendar = Calendar { zone, terms, closures, cycle, overrides, provisional: false };
        check(&calendar)?;
        turn.unit.set_calendar(&calendar).await?;
        Ok(Told::done((), "Changed the calendar"))
    }
}

fn check(calendar: &Calendar) -> Result<(), ActionError> {
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
    Ok(())
}
