//! What puts a change of the school's time back: only what that change did, whatever others have set since.

use std::collections::BTreeMap;

use domain::calendar::Cycle;
use domain::id::{StaffId, TimetableId};
use serde::{Deserialize, Serialize};

use super::set::Set;

/// What a change did, as it is kept until somebody puts it back.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Reversal {
    /// The calendar was this, and became that.
    Calendar { before: Box<Set>, after: Box<Set> },
    /// A version of the timetable came into force.
    Timetable {
        /// Which; none where only names were tied anew.
        added: TimetableId,
        /// Versions that it replaced.
        replaced: Vec<TimetableId>,
        /// The calendar before and after, where its cycle became another.
        calendar: Option<(Box<Set>, Box<Set>)>,
        /// People who go by another name since: who, the name before, and the name after.
        renamed: Vec<(StaffId, String, String)>,
    },
    /// What was put back is put in force again by putting this back: the change before it.
    Again(Box<Reversal>),
}

/// Why a change cannot be put back.
pub(crate) struct Overtaken(pub &'static str);

/// The calendar `now` without what turned `before` into `after`.
pub(crate) fn without(now: Set, before: &Set, after: &Set) -> Result<Set, Overtaken> {
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
