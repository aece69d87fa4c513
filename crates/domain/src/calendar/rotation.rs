//! Cycles that rotate over school days.

use jiff::civil::Date;

use super::Calendar;

impl Calendar {
    /// The cycle day of the open day `date` in a cycle of `length` days.
    ///
    /// The anchor fixes its own cycle day (0), and so does every override; the rotation goes on from the
    /// last of these at or before the date. Before the first of them it is counted backwards from that one.
    /// An override outside the dates of this cycle names a day of another one.
    pub(super) fn rotated(&self, length: usize, anchor: Date, date: Date) -> Option<usize> {
        if length == 0 {
            return None;
        }
        let begun = self.dated_cycles.range(..=date).next_back().map_or(Date::MIN, |(from, _)| *from);
        let mut before = self.overrides.range(begun..=date).rev();
        let overridden = before.find(|(_, cycle_day)| **cycle_day < length);
        let overridden = overridden.map(|(day, cycle_day)| (*day, *cycle_day));
        let anchored = (anchor <= date).then_some((anchor, 0));
        // Of equals `max_by_key` keeps the last: on the anchor's own date an override wins, as on any other.
        let last_fixed = anchored.into_iter().chain(overridden).max_by_key(|(fixed, _)| *fixed);
        if let Some((fixed, cycle_day)) = last_fixed {
            return Some((cycle_day + self.open_days(fixed, date)) % length);
        }
        let (fixed, cycle_day) = self.first_fixed_after(length, anchor, date);
        let back = self.open_days(date, fixed) % length;
        Some((cycle_day + length - back) % length)
    }

    /// The earliest fixed day after `date`, where none lies at or before it.
    fn first_fixed_after(&self, length: usize, anchor: Date, date: Date) -> (Date, usize) {
        let replaced = self.dated_cycles.keys().find(|from| **from > date);
        let overridden = self.overrides.range(date..).find(|(_, cycle_day)| **cycle_day < length);
        match overridden.filter(|(day, _)| replaced.is_none_or(|from| *day < from)) {
            Some((day, cycle_day)) if *day <= anchor => (*day, *cycle_day),
            _ => (anchor, 0),
        }
    }

    /// How many steps the rotation takes from `from` to `until`: the school days from the first of them
    /// up to, and without, the second.
    fn open_days(&self, from: Date, until: Date) -> usize {
        let mut count = 0;
        let mut day = from;
        while day < until {
            if self.override_on(day).is_some() || self.is_open(day) {
                count += 1;
            }
            let Ok(next) = day.tomorrow() else { break };
            day = next;
        }
        count
    }
}
