//! Setting the calendar: terms, closures, week letters and single days.

use std::collections::BTreeMap;

use domain::calendar::{Calendar, Closure, Cycle, Term};
use domain::people::permissions::SetCalendar;
use domain::timetable::turning::turned_by;
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use super::effects::TimeChanged;
use super::reversal::Reversal;
use super::school_time::SchoolTime;
use crate::ActionError;
use crate::almanac::Almanac;
use crate::deed::{Deed, Told};
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
        }
    }

    async fn act(self, turn: &mut Turn<SchoolTime>) -> Result<Told<TimeChanged>, ActionError> {
        changed(turn, self, "Changed the calendar".to_owned()).await
    }
}

/// Makes the calendar this one. Each week that has a letter keeps it, unless it is said here to have another.
pub(super) async fn changed(
    turn: &mut Turn<SchoolTime>,
    set: Set,
    words: String,
) -> Result<Told<TimeChanged>, ActionError> {
    changed_with(turn, set, words, None).await
}

/// The same, where the letters of the weeks from `freed` on are what follows from those that are given.
pub(super) async fn changed_with(
    turn: &mut Turn<SchoolTime>,
    set: Set,
    words: String,
    freed: Option<Date>,
) -> Result<Told<TimeChanged>, ActionError> {
    let before = turn.at.before.calendar.clone();
    let calendar = drawn(&turn.at.before, set);
    // What is wrong with it is wrong before letters are looked for in it.
    check(&calendar)?;
    let set = Set::from(calendar.keeping_letters_of(&before, freed));
    put(turn, set.clone()).await?;
    let reversal = Reversal::Calendar { before: Box::new(Set::from(before)), after: Box::new(set) };
    turn.settle(words, &reversal).await
}

/// Keeps the calendar; the zone stays.
pub(super) async fn put(turn: &mut Turn<SchoolTime>, set: Set) -> Result<(), ActionError> {
    let calendar = drawn(&turn.at.before, set);
    check(&calendar)?;
    Ok(turn.unit.set_calendar(&calendar).await?)
}

/// The calendar that is set, turned as the versions of the timetable are.
fn drawn(almanac: &Almanac, set: Set) -> Calendar {
    let Set { terms, closures, cycle, overrides } = set;
    let before = almanac.calendar.clone();
    let calendar = Calendar { terms, closures, cycle, overrides, provisional: false, ..before };
    turned_by(calendar, &almanac.versions)
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
