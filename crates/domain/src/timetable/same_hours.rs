//! Which day and period of one timetable is which of another, whatever both call them.

use std::collections::BTreeSet;

use super::spelling::label_key;
use super::{CycleDay, DayPlace, Period};

/// Minutes by which a period may be rung otherwise and still be taken for the one in the same place.
const MOST_SHIFT: u16 = 90;

/// What stands for what between the days of two timetables.
#[derive(Debug)]
pub(super) struct SameHours {
    /// For each day of before, the days that stand for it.
    days: Vec<Vec<usize>>,
    /// For each day of before and each new one, what each period of before has become.
    periods: Vec<Vec<Vec<Option<usize>>>>,
    /// Where each day falls, in days from the first: of before, and new.
    places: (Vec<i64>, Vec<i64>),
}

impl SameHours {
    pub(super) fn between(before: &[CycleDay], after: &[CycleDay]) -> Self {
        let periods_with = |old: &CycleDay| {
            after.iter().map(|new| same_periods(&old.periods, &new.periods)).collect::<Vec<_>>()
        };
        Self {
            days: same_days(before, after),
            periods: before.iter().map(periods_with).collect(),
            places: (places(before), places(after)),
        }
    }

    /// The days that stand for a day of before: several where a week has become two.
    pub(super) fn days(&self, day: usize) -> &[usize] {
        self.days.get(day).map_or(&[], Vec::as_slice)
    }

    /// What a period of a day of before is called on a new day.
    pub(super) fn period(&self, day: usize, period: usize, on: usize) -> Option<usize> {
        self.periods.get(day)?.get(on)?.get(period).copied().flatten()
    }

    /// How many days lie between a day of before and a new one.
    pub(super) fn days_apart(&self, day: usize, new: usize) -> u64 {
        match (self.places.0.get(day), self.places.1.get(new)) {
            (Some(one), Some(other)) => one.abs_diff(*other),
            _ => u64::MAX / 4096,
        }
    }
}

fn places(days: &[CycleDay]) -> Vec<i64> {
    let place = |(at, day): (usize, &CycleDay)| match day.place {
        DayPlace::Weekday { week, weekday } => {
            i64::from(week) * 7 + i64::from(weekday.to_monday_zero_offset())
        }
        DayPlace::Rotating => i64::try_from(at).unwrap_or(i64::MAX),
    };
    days.iter().enumerate().map(place).collect()
}

/// Days on a weekday are known by it, and by the week where both timetables have several. Days that rotate are known
/// by their names, and those whose name is nowhere by their place, where the cycle is as long as it was.
fn same_days(before: &[CycleDay], after: &[CycleDay]) -> Vec<Vec<usize>> {
    let (few_before, few_after) = (has_one_week(before), has_one_week(after));
    let named = |label: &str, days: &[CycleDay]| {
        let key = label_key(label);
        days.iter().position(|day| label_key(&day.label) == key)
    };
    let stands_for = |(at, old): (usize, &CycleDay)| -> Vec<usize> {
        if let DayPlace::Weekday { week, weekday } = old.place {
            let same = |new: &CycleDay| match new.place {
                DayPlace::Weekday { week: other, weekday: day } => {
                    day == weekday && (other == week || few_before || few_after)
                }
                DayPlace::Rotating => false,
            };
            let found: Vec<usize> =
                after.iter().enumerate().filter(|(_, new)| same(new)).map(|(at, _)| at).collect();
            if !found.is_empty() {
                return found;
            }
        }
        if let Some(found) = named(&old.label, after) {
            return vec![found];
        }
        let in_its_place = after.get(at).filter(|new| {
            before.len() == after.len()
                && (old.place, new.place) == (DayPlace::Rotating, DayPlace::Rotating)
                && named(&new.label, before).is_none()
        });
        in_its_place.map(|_| at).into_iter().collect()
    };
    before.iter().enumerate().map(stands_for).collect()
}

fn has_one_week(days: &[CycleDay]) -> bool {
    let weeks: BTreeSet<u8> = days
        .iter()
        .filter_map(|day| match day.place {
            DayPlace::Weekday { week, .. } => Some(week),
            DayPlace::Rotating => None,
        })
        .collect();
    weeks.len() < 2
}

/// Periods are known by their names; else by when they start; else by their place in a day that is as long as it was,
/// where they are not rung at quite another time.
fn same_periods(before: &[Period], after: &[Period]) -> Vec<Option<usize>> {
    let names: Vec<String> = after.iter().map(|period| label_key(&period.label)).collect();
    let mut taken = vec![false; after.len()];
    let mut same: Vec<Option<usize>> = before
        .iter()
        .map(|old| {
            let key = label_key(&old.label);
            let found = names.iter().position(|name| *name == key)?;
            taken[found] = true;
            Some(found)
        })
        .collect();
    for by_start in [true, false] {
        for (at, old) in before.iter().enumerate() {
            if same[at].is_some() || !by_start && before.len() != after.len() {
                continue;
            }
            let found = if by_start {
                after.iter().position(|new| new.start == old.start)
            } else {
                let is_near = |new: &&Period| new.start.minutes().abs_diff(old.start.minutes()) <= MOST_SHIFT;
                after.get(at).filter(is_near).map(|_| at)
            };
            if let Some(found) = found.filter(|found| !taken[*found]) {
                taken[found] = true;
                same[at] = Some(found);
            }
        }
    }
    same
}

#[cfg(test)]
mod tests {
    use jiff::civil::Weekday;

    use super::*;
    use crate::instant::TimeOfDay;

    fn day(label: &str, place: DayPlace, starts: &[(&str, u16)]) -> CycleDay {
        let period = |(label, start): &(&str, u16)| Period {
            label: (*label).to_owned(),
            start: TimeOfDay::from_minutes(*start).unwrap(),
            end: TimeOfDay::from_minutes(start + 50).unwrap(),
        };
        CycleDay { label: label.to_owned(), place, periods: starts.iter().map(period).collect() }
    }

    #[test]
    fn a_weekday_is_itself_in_another_language_and_in_two_weeks() {
        let on = |label, week| day(label, DayPlace::Weekday { week, weekday: Weekday::Monday }, &[]);
        let same = SameHours::between(&[on("Monday", 0)], &[on("lundi", 0)]);
        assert_eq!(same.days(0), [0]);
        let fortnight = [on("Mon A", 0), on("Mon B", 1)];
        assert_eq!(SameHours::between(&[on("Monday", 0)], &fortnight).days(0), [0, 1]);
        assert_eq!(SameHours::between(&fortnight, &fortnight).days(1), [1]);
    }

    #[test]
    fn a_day_that_rotates_is_known_by_its_name_and_else_by_its_place() {
        let days = |labels: &[&str]| -> Vec<CycleDay> {
            labels.iter().map(|label| day(label, DayPlace::Rotating, &[])).collect()
        };
        let same = SameHours::between(&days(&["Day 1", "Day 2", "Day 3"]), &days(&["Day 2", "Day 3"]));
        assert_eq!([same.days(0), same.days(1), same.days(2)], [&[][..], &[0], &[1]]);
        let same = SameHours::between(&days(&["Day 1", "Day 2"]), &days(&["A", "B"]));
        assert_eq!([same.days(0), same.days(1)], [[0], [1]]);
    }

    #[test]
    fn a_period_is_known_by_its_name_its_start_and_its_place() {
        let of = |before: &[(&str, u16)], after: &[(&str, u16)]| {
            let (before, after) =
                (day("", DayPlace::Rotating, before).periods, day("", DayPlace::Rotating, after).periods);
            same_periods(&before, &after)
        };
        let five_later = of(&[("9:00", 540), ("10:00", 600)], &[("9:05", 545), ("10:05", 605)]);
        assert_eq!(five_later, [Some(0), Some(1)]);
        assert_eq!(of(&[("P1", 540)], &[("P0", 540), ("P1", 600)]), [Some(1)], "the name comes first");
        assert_eq!(of(&[("P1", 540)], &[("One", 540), ("Two", 600)]), [Some(0)]);
        let dropped = of(&[("9", 540), ("11", 660)], &[("11", 660), ("14", 840)]);
        assert_eq!(dropped, [None, Some(0)], "what came in its place is another");
    }
}
