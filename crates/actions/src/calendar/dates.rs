//! What a calendar says of dates: what is set, compared, merged and put back as a whole.

use std::collections::BTreeMap;

use domain::calendar::{Calendar, Closure, Cycle, Term};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// All that a school sets of its calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dates {
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

impl From<Calendar> for Dates {
    fn from(calendar: Calendar) -> Self {
        let Calendar { terms, closures, cycle, overrides, .. } = calendar;
        Self { terms, closures, cycle, overrides }
    }
}

/// Why a change cannot be put back.
pub(crate) struct Overtaken(pub &'static str);

/// The calendar `now` without what turned `before` into `after`.
pub(crate) fn without(now: Dates, before: &Dates, after: &Dates) -> Result<Dates, Overtaken> {
    let mut back = now;
    back.terms = rows_without(back.terms, &before.terms, &after.terms);
    back.closures = rows_without(back.closures, &before.closures, &after.closures);
    back.terms.sort_by_key(|term| term.first);
    back.closures.sort_by_key(|closure| (closure.first, closure.last));
    back.overrides = keys_without(back.overrides, &before.overrides, &after.overrides);
    back.cycle = cycle_without(back.cycle, &before.cycle, &after.cycle)?;
    Ok(back)
}

fn rows_without<T: PartialEq + Clone>(mut now: Vec<T>, before: &[T], after: &[T]) -> Vec<T> {
    now.retain(|row| !after.contains(row) || before.contains(row));
    for row in before.iter().filter(|row| !after.contains(row)) {
        if !now.contains(row) {
            now.push(row.clone());
        }
    }
    now
}

fn keys_without<K: Ord + Clone, V: PartialEq + Clone>(
    mut now: BTreeMap<K, V>,
    before: &BTreeMap<K, V>,
    after: &BTreeMap<K, V>,
) -> BTreeMap<K, V> {
    let changed: Vec<K> = before
        .keys()
        .chain(after.keys())
        .filter(|key| before.get(*key) != after.get(*key))
        .cloned()
        .collect();
    for key in changed {
        // What somebody has set since stays.
        if now.get(&key) != after.get(&key) {
            continue;
        }
        match before.get(&key) {
            Some(value) => now.insert(key, value.clone()),
            None => now.remove(&key),
        };
    }
    now
}

fn cycle_without(now: Cycle, before: &Cycle, after: &Cycle) -> Result<Cycle, Overtaken> {
    if before == after {
        return Ok(now);
    }
    if now == *after {
        return Ok(before.clone());
    }
    match (now, before, after) {
        (
            Cycle::Weekday { days: now_days, letters },
            Cycle::Weekday { days: before_days, letters: before_letters },
            Cycle::Weekday { days: after_days, letters: after_letters },
        ) if now_days == *after_days || before_days == after_days => {
            let days = if before_days == after_days { now_days } else { before_days.clone() };
            Ok(Cycle::Weekday { days, letters: keys_without(letters, before_letters, after_letters) })
        }
        _ => {
            Err(Overtaken("the days of the cycle have become others since; set them on the calendar’s page"))
        }
    }
}
