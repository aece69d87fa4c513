//! Setting the calendar: terms, closures, week letters and single days.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::calendar::{Calendar, Closure, Cycle, Term};
use domain::people::permissions::SetCalendar;
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use super::change::changed_with;
use super::dates::Dates;
use super::difference::difference;
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
    /// The first week from which on letters follow from the one that it has: those after it lose theirs, but for
    /// those that are given another here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub onwards: Option<Date>,
}

impl Set {
    /// The dates that are wanted, and nothing about who has seen what.
    pub fn dates(&self) -> Dates {
        let Self { terms, closures, cycle, overrides, .. } = self.clone();
        Dates { terms, closures, cycle, overrides, provisional: false }
    }
}

impl From<Dates> for Set {
    fn from(dates: Dates) -> Self {
        let Dates { terms, closures, cycle, overrides, .. } = dates;
        Self { terms, closures, cycle, overrides, seen: None, onwards: None }
    }
}

impl From<Calendar> for Set {
    fn from(calendar: Calendar) -> Self {
        Dates::from(calendar).into()
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
            onwards: None,
        }
    }

    async fn act(self, turn: &mut Turn<SchoolTime>) -> Result<Told<TimeChanged>, ActionError> {
        let almanac = Arc::clone(&turn.at.before);
        let now = Dates::from(almanac.calendar.clone());
        let mut dates = self.dates();
        let seen = self.seen.map_or_else(|| now.clone(), |seen| *seen);
        dates = dates.beside(&seen, &almanac).agreed()?;
        // Whoever sets the whole of it has checked it.
        dates.provisional = false;
        let onwards = self.onwards.map(|week| almanac.calendar.week_start(week));
        if let Some(week) = onwards {
            go_on_from(week, &mut dates, &seen.by_week(&almanac.calendar))?;
        }
        let changes = difference(&almanac, &dates, onwards);
        let words = match (changes, almanac.calendar.provisional) {
            (Some(changes), _) => format!("Changed the calendar: {changes}"),
            (None, true) => "Confirmed the calendar".to_owned(),
            (None, false) => return Ok(Told::nothing(TimeChanged::default())),
        };
        changed_with(turn, dates, words, onwards).await
    }
}

/// Takes the letters of later weeks that nobody has just given, so that they follow from this one's.
fn go_on_from(week: Date, dates: &mut Dates, seen: &Dates) -> Result<(), ActionError> {
    let Cycle::Weekday { letters, .. } = &mut dates.cycle else {
        return Err(ActionError::field(
            "onwards",
            "the days of this school rotate; its weeks have no letters",
        ));
    };
    if !letters.contains_key(&week) {
        return Err(ActionError::field("onwards", "give this week a letter for the others to go on from"));
    }
    let given = match &seen.cycle {
        Cycle::Weekday { letters, .. } => letters.clone(),
        Cycle::Rotating { .. } => BTreeMap::new(),
    };
    letters.retain(|date, letter| *date <= week || given.get(date) != Some(letter));
    Ok(())
}
