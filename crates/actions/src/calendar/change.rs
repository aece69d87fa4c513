//! Changing the calendar: checked, with each week keeping its letter, and kept with what puts it back.

use domain::calendar::{Calendar, Closure, Term};
use jiff::civil::Date;

use super::dates::Dates;
use super::effects::TimeChanged;
use super::reversal::Reversal;
use super::school_time::SchoolTime;
use crate::ActionError;
use crate::deed::Told;
use crate::unit::Turn;

/// The most terms, closures or single days that a calendar holds.
const MOST_ROWS: usize = 500;

/// Makes the calendar this one. Each week that has a letter keeps it, unless it is said here to have another.
pub(super) async fn changed(
    turn: &mut Turn<SchoolTime>,
    set: Dates,
    words: String,
) -> Result<Told<TimeChanged>, ActionError> {
    changed_with(turn, set, words, None).await
}

/// The same, where the letters of the weeks from `freed` on are what follows from those that are given.
pub(super) async fn changed_with(
    turn: &mut Turn<SchoolTime>,
    set: Dates,
    words: String,
    freed: Option<Date>,
) -> Result<Told<TimeChanged>, ActionError> {
    let before = turn.at.before.calendar.clone();
    let calendar = set.drawn(&turn.at.before);
    // What is wrong with it is wrong before letters are looked for in it.
    check(&calendar)?;
    check_words(&before, &calendar)?;
    let set = Dates::from(calendar.keeping_letters_of(&before, freed));
    put(turn, set.clone()).await?;
    let reversal = Reversal::Calendar { before: Box::new(Dates::from(before)), after: Box::new(set) };
    turn.settle(words, &reversal).await
}

/// Keeps the calendar; the zone stays.
pub(super) async fn put(turn: &mut Turn<SchoolTime>, set: Dates) -> Result<(), ActionError> {
    let calendar = set.drawn(&turn.at.before);
    check(&calendar)?;
    Ok(turn.unit.set_calendar(&calendar).await?)
}

/// Whether each term and closure that is new says what it is.
fn check_words(before: &Calendar, calendar: &Calendar) -> Result<(), ActionError> {
    let is_new = |closure: &&Closure| !before.closures.contains(closure);
    if calendar.closures.iter().filter(is_new).any(|closure| closure.reason.trim().is_empty()) {
        return Err(ActionError::field("closures", "say of each closure why the school is closed"));
    }
    let is_new = |term: &&Term| !before.terms.contains(term);
    if calendar.terms.iter().filter(is_new).any(|term| term.name.trim().is_empty()) {
        return Err(ActionError::field("terms", "give each term a name"));
    }
    Ok(())
}

fn check(calendar: &Calendar) -> Result<(), ActionError> {
    if let Some(problem) = calendar.problems().into_iter().next() {
        return Err(ActionError::field(problem.field(), problem.to_string()));
    }
    let longest = calendar.terms.len().max(calendar.closures.len()).max(calendar.overrides.len());
    if longest > MOST_ROWS {
        return Err(ActionError::field("calendar", "a calendar holds at most 500 rows of each kind"));
    }
    Ok(())
}
