//! What a change of the calendar changed, in the words of history.

use domain::calendar::{Calendar, Cycle};
use jiff::civil::Date;

use super::dates::{Dates, cycle_words, letter_words};
use super::rows::{Row, added, became};
use crate::almanac::Almanac;

/// The most changes that are named one by one.
const MOST_NAMED: usize = 6;

/// What changed between the calendar of the almanac and these dates; none where nothing did. From `onwards` on the
/// weeks go on from the letter given there.
pub(super) fn difference(almanac: &Almanac, after: &Dates, onwards: Option<Date>) -> Option<String> {
    let before = Dates::from(almanac.calendar.clone());
    let mut changes = rows(&before.terms, &after.terms, "term ", "the term ");
    changes.extend(rows(&before.closures, &after.closures, "", "no longer closed: "));
    changes.extend(letters(&almanac.calendar, after, onwards));
    changes.extend(days(almanac, &before, after));
    let more = changes.len().saturating_sub(MOST_NAMED);
    changes.truncate(MOST_NAMED);
    if more > 0 {
        changes.push(format!("and {more} more"));
    }
    (!changes.is_empty()).then(|| changes.join("; "))
}

/// Rows that were added, changed or taken out.
fn rows<R: Row>(before: &[R], after: &[R], what: &str, gone: &str) -> Vec<String> {
    let mut changes = Vec::new();
    for (row, at) in before.iter().zip(became(before, after)) {
        match at.map(|at| &after[at]) {
            None => changes.push(format!("{gone}{}", row.said())),
            Some(now) if now != row => changes.push(format!("{what}{} (was {})", now.said(), row.said())),
            Some(_) => {}
        }
    }
    changes.extend(added(before, after).into_iter().map(|row| format!("{what}{}", row.said())));
    changes
}

/// Weeks that have another letter, or how the days follow one another where that is other.
fn letters(before: &Calendar, after: &Dates, onwards: Option<Date>) -> Vec<String> {
    let (Cycle::Weekday { days, letters: had }, Cycle::Weekday { days: days_after, letters }) =
        (&before.cycle, &after.cycle)
    else {
        return (before.cycle != after.cycle).then(|| cycle_words(&after.cycle)).into_iter().collect();
    };
    let mut changes = Vec::new();
    if days != days_after {
        changes.push(cycle_words(&after.cycle));
    }
    for (date, letter) in letters {
        if onwards == Some(*date) {
            changes.push(format!("{}, and those after it go on from it", letter_words(*date, Some(*letter))));
        } else if had.get(date) != Some(letter) && before.week_letter(*date) != Some(*letter) {
            changes.push(letter_words(*date, Some(*letter)));
        }
    }
    let week_has_one = |week: Date| letters.keys().any(|date| before.week_start(*date) == week);
    let freed = had
        .keys()
        .map(|date| before.week_start(*date))
        .filter(|week| !week_has_one(*week) && onwards.is_none_or(|onwards| *week < onwards));
    changes.extend(freed.map(|week| letter_words(week, None)));
    changes
}

/// Single dates that run another day.
fn days(almanac: &Almanac, before: &Dates, after: &Dates) -> Vec<String> {
    let named = |date: Date, day: usize| {
        let label = almanac.version_on(date).and_then(|version| version.days.get(day));
        label.map_or_else(|| format!("day {}", day + 1), |day| day.label.clone())
    };
    let mut changes: Vec<String> = after
        .overrides
        .iter()
        .filter(|(date, day)| before.overrides.get(*date) != Some(*day))
        .map(|(date, day)| format!("{date} runs {}", named(*date, *day)))
        .collect();
    let gone = before.overrides.keys().filter(|date| !after.overrides.contains_key(*date));
    changes.extend(gone.map(|date| format!("{date} runs the day whose turn it is")));
    changes
}
