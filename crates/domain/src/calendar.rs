//! The school's calendar: which dates are school days, which day of the timetable's cycle each of them
//! runs, and how the school's local dates and times become instants.
//!
//! What decides a date, strongest first:
//!
//! 1. An **override**: the date is a school day and runs the cycle day it names, be it a weekend, in a
//!    closure or outside every term (a Saturday school day). An override that names a cycle day that
//!    does not exist is reported by [`Calendar::problems`] and otherwise counts for nothing.
//! 2. A **closure**: no school.
//! 3. A **term** and the cycle's own weekdays: a school day where both agree.

mod clock;
mod hemisphere;
mod problem;
mod provisional;
mod rotation;
mod week;
pub mod weekday_number;

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

pub use problem::CalendarProblem;
pub use week::week_letter_name;
use week::week_start;

/// A school's calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// The zone that the school's clocks show.
    pub zone: TimeZone,
    /// When school is kept, apart from closures. Terms do not overlap.
    pub terms: Vec<Term>,
    /// Dates within terms without school. Closures may overlap one another.
    pub closures: Vec<Closure>,
    /// How the timetable's days follow one another, on dates before those of `dated_cycles`.
    pub cycle: Cycle,
    /// The cycles of the timetable's versions, each by the first date that it holds for: a version to come
    /// may have other days, weeks or weekdays than the one in force. Empty without a timetable.
    pub dated_cycles: BTreeMap<Date, Cycle>,
    /// Dates that run as a chosen cycle day (from 0), whatever else would hold.
    pub overrides: BTreeMap<Date, usize>,
    /// Whether nobody has checked the dates yet.
    pub provisional: bool,
}

/// A stretch of the school year; half terms and single days off within it are closures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// What the school calls it.
    pub name: String,
    /// Its first date.
    pub first: Date,
    /// Its last date, included.
    pub last: Date,
}

/// Dates without school: a half term, staff training, a public holiday, snow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closure {
    /// Its first date.
    pub first: Date,
    /// Its last date, included.
    pub last: Date,
    /// Why, as people should read it.
    pub reason: String,
}

/// The timetable's repeating run of days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cycle {
    /// Follows the weekday; each calendar week has a week letter (0 = A).
    Weekday {
        /// The days in the order of the cycle: cycle day 0 first.
        days: Vec<WeekdaySlot>,
        /// Letters given by the school, by the first day of the school week; any date of the week does.
        /// Weeks not named here alternate.
        letters: BTreeMap<Date, u8>,
    },
    /// Rotates over school days, whatever the weekday.
    Rotating {
        /// How many days the cycle has.
        length: usize,
        /// The weekdays on which school is kept.
        #[serde(with = "weekday_number::list")]
        weekdays: Vec<Weekday>,
        /// This school day is cycle day 0.
        anchor: Date,
    },
}

/// One day of a cycle that follows the weekday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct WeekdaySlot {
    /// The week letter it belongs to: 0 = A.
    pub week: u8,
    /// The weekday it falls on.
    #[serde(with = "weekday_number")]
    pub weekday: Weekday,
}

impl Cycle {
    /// One week of five days, as most schools keep it, until a timetable says otherwise.
    pub fn monday_to_friday() -> Self {
        let weekdays =
            [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday];
        let days = weekdays.into_iter().map(|weekday| WeekdaySlot { week: 0, weekday }).collect();
        Self::Weekday { days, letters: BTreeMap::new() }
    }

    /// How many days the cycle has.
    pub fn length(&self) -> usize {
        match self {
            Self::Weekday { days, .. } => days.len(),
            Self::Rotating { length, .. } => *length,
        }
    }

    /// How many weeks the cycle spans where weeks have letters; 1 where they have none.
    pub fn weeks(&self) -> u8 {
        match self {
            Self::Weekday { days, .. } => {
                days.iter().map(|slot| slot.week).max().unwrap_or(0).saturating_add(1)
            }
            Self::Rotating { .. } => 1,
        }
    }

    /// Whether school is ever kept on `weekday`.
    pub fn keeps(&self, weekday: Weekday) -> bool {
        match self {
            Self::Weekday { days, .. } => days.iter().any(|slot| slot.weekday == weekday),
            Self::Rotating { weekdays, .. } => weekdays.contains(&weekday),
        }
    }
}

impl Calendar {
    /// A calendar for a school that has not told its terms yet: one school year around `today`, as
    /// its zone lets guess it, without closures and marked provisional.
    pub fn provisional(zone: TimeZone, cycle: Cycle, today: Date) -> Self {
        let (first, last) = provisional::year(zone.iana_name().unwrap_or_default(), today);
        let term = Term { name: "School year (provisional)".to_owned(), first, last };
        Self {
            zone,
            terms: vec![term],
            closures: Vec::new(),
            cycle,
            dated_cycles: BTreeMap::new(),
            overrides: BTreeMap::new(),
            provisional: true,
        }
    }

    /// The cycle that holds on `date`: that of the timetable's version in force on it.
    pub fn cycle_on(&self, date: Date) -> &Cycle {
        self.dated_cycles.range(..=date).next_back().map_or(&self.cycle, |(_, cycle)| cycle)
    }

    /// Every cycle that holds on some date, oldest first.
    pub fn cycles(&self) -> impl Iterator<Item = &Cycle> {
        std::iter::once(&self.cycle).chain(self.dated_cycles.values())
    }

    /// Whether the cycle that holds on `date` ever keeps school on its weekday.
    pub fn keeps(&self, date: Date) -> bool {
        self.cycle_on(date).keeps(date.weekday())
    }

    /// The cycle day (from 0) that `date` runs; `None` on days without school.
    pub fn cycle_day(&self, date: Date) -> Option<usize> {
        if self.override_on(date).is_none() && !self.is_open(date) {
            return None;
        }
        self.cycle_day_if_open(date)
    }

    /// The cycle day (from 0) that `date` would run if it were in a term and not closed: what has been moved away from
    /// a date stays the lesson of that date, whether school is kept on it or not.
    pub fn cycle_day_if_open(&self, date: Date) -> Option<usize> {
        if let Some(cycle_day) = self.override_on(date) {
            return Some(cycle_day);
        }
        let cycle = self.cycle_on(date);
        match cycle {
            Cycle::Weekday { days, letters } => {
                let week = self.letter_of_week(cycle, letters, week_start(cycle, date))?;
                days.iter().position(|slot| slot.week == week && slot.weekday == date.weekday())
            }
            Cycle::Rotating { length, anchor, .. } => self.rotated(*length, *anchor, date),
        }
    }

    /// Whether school is kept on `date`: exactly where it has a cycle day.
    pub fn is_school_day(&self, date: Date) -> bool {
        self.cycle_day(date).is_some()
    }

    /// The last school day before `date`; `None` where the calendar knows of none.
    pub fn school_day_before(&self, date: Date) -> Option<Date> {
        let (first, last) = self.extent()?;
        let mut day = date.yesterday().ok()?.min(last);
        while day >= first {
            if self.is_school_day(day) {
                return Some(day);
            }
            day = day.yesterday().ok()?;
        }
        None
    }

    /// The first school day after `date`; `None` where the calendar knows of none.
    pub fn school_day_after(&self, date: Date) -> Option<Date> {
        let (first, last) = self.extent()?;
        let mut day = date.tomorrow().ok()?.max(first);
        while day <= last {
            if self.is_school_day(day) {
                return Some(day);
            }
            day = day.tomorrow().ok()?;
        }
        None
    }

    /// The `n`th school day before `date` (1 is the last one before it); `date` itself where `n` is 0.
    /// `None` where the calendar does not reach back so far.
    pub fn school_days_before(&self, date: Date, n: u16) -> Option<Date> {
        (0..n).try_fold(date, |day, _| self.school_day_before(day))
    }

    /// The dates from `first` to `last`, both included, that run `cycle_day`, in order.
    pub fn dates_of(&self, cycle_day: usize, first: Date, last: Date) -> impl Iterator<Item = Date> {
        let within = self.extent().map(|(from, until)| (first.max(from), last.min(until)));
        within
            .into_iter()
            .filter(|(from, until)| from <= until)
            .flat_map(|(from, until)| from.series(1.day()).take_while(move |date| *date <= until))
            .filter(move |date| self.cycle_day(*date) == Some(cycle_day))
    }

    /// The override on `date`, if it names a day of the cycle.
    fn override_on(&self, date: Date) -> Option<usize> {
        let cycle_day = *self.overrides.get(&date)?;
        (cycle_day < self.cycle_on(date).length()).then_some(cycle_day)
    }

    /// Whether terms, closures and the cycle's weekdays keep school on `date`, overrides aside.
    fn is_open(&self, date: Date) -> bool {
        self.keeps(date)
            && self.terms.iter().any(|term| term.first <= date && date <= term.last)
            && !self.closures.iter().any(|closure| closure.first <= date && date <= closure.last)
    }

    /// The first and the last date on which there could be school; `None` where there are none.
    pub fn extent(&self) -> Option<(Date, Date)> {
        let terms = self.terms.iter().filter(|term| term.first <= term.last);
        let firsts = terms.clone().map(|term| term.first).chain(self.overrides.keys().copied());
        let lasts = terms.map(|term| term.last).chain(self.overrides.keys().copied());
        firsts.min().zip(lasts.max())
    }
}
