//! How the days of a timetable's version follow one another: what turns the calendar on the version's dates.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};

use super::{CycleDay, DayPlace, TimetableVersion};
use crate::calendar::{Calendar, Cycle, WeekdaySlot};

/// Days on which a school with a rotating cycle meets, until it says otherwise.
const USUAL_WEEKDAYS: [Weekday; 5] =
    [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday];

/// The calendar that turns, on every date, as the version of the timetable in force on it. What a version
/// has of days and weeks is read off the version itself; letters and where a rotation starts are the
/// calendar's own. `versions` are in the order of their dates.
pub fn turned_by(calendar: Calendar, versions: &[TimetableVersion]) -> Calendar {
    let mut dated_cycles: BTreeMap<Date, Cycle> = BTreeMap::new();
    for version in versions {
        // A version that turns as the one before it goes on with its letters, or with its rotation.
        let before = dated_cycles.last_key_value().map(|(_, cycle)| cycle);
        if before.is_some_and(|cycle| turns_as(cycle, &version.days)) {
            continue;
        }
        let cycle = if turns_as(&calendar.cycle, &version.days) {
            calendar.cycle.clone()
        } else {
            cycle_of(&calendar, &version.days, version.valid_from)
        };
        dated_cycles.insert(version.valid_from, cycle);
    }
    Calendar { dated_cycles, ..calendar }
}

/// Whether a cycle runs these days.
pub fn turns_as(cycle: &Cycle, days: &[CycleDay]) -> bool {
    match (cycle, slots_of(days)) {
        (Cycle::Weekday { days, .. }, Some(slots)) => *days == slots,
        (Cycle::Rotating { length, .. }, None) => *length == days.len(),
        _ => false,
    }
}

/// The cycle that runs these days from a date on: by the weekday where each day has one, else over the
/// school days, the first of them being the first of the cycle. Letters that weeks were given stay with
/// them, but for those that no week can have any more.
pub fn cycle_of(calendar: &Calendar, days: &[CycleDay], from: Date) -> Cycle {
    if let Some(days) = slots_of(days) {
        let mut cycle = Cycle::Weekday { days, letters: BTreeMap::new() };
        let weeks = cycle.weeks();
        if let (Cycle::Weekday { letters: given, .. }, Cycle::Weekday { letters, .. }) =
            (&calendar.cycle, &mut cycle)
        {
            *letters = given.clone();
            letters.retain(|date, letter| *date < from || *letter < weeks);
        }
        return cycle;
    }
    let weekdays = match &calendar.cycle {
        Cycle::Rotating { weekdays, .. } => weekdays.clone(),
        Cycle::Weekday { .. } => USUAL_WEEKDAYS.to_vec(),
    };
    let rotating = |anchor| Cycle::Rotating { length: days.len(), weekdays: weekdays.clone(), anchor };
    let turned = Calendar { cycle: rotating(from), dated_cycles: BTreeMap::new(), ..calendar.clone() };
    let first = if turned.is_school_day(from) { Some(from) } else { turned.school_day_after(from) };
    rotating(first.unwrap_or(from))
}

fn slots_of(days: &[CycleDay]) -> Option<Vec<WeekdaySlot>> {
    days.iter()
        .map(|day| match day.place {
            DayPlace::Weekday { week, weekday } => Some(WeekdaySlot { week, weekday }),
            DayPlace::Rotating => None,
        })
        .collect()
}
