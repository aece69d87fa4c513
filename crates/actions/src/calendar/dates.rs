//! What a calendar says of dates: what is set, compared, merged and put back as a whole.

use std::collections::{BTreeMap, BTreeSet};

use domain::calendar::{Calendar, Closure, Cycle, Term, week_letter_name};
use domain::timetable::turning::turned_by;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::dispute::{Dispute, Stands};
use super::rows::rows_beside;
use crate::almanac::Almanac;
use crate::beside::{Beside, agreed};

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
    /// Whether nobody has checked the dates yet. Reversals that were kept before say nothing of it and leave it.
    #[serde(default)]
    pub provisional: bool,
}

impl From<Calendar> for Dates {
    fn from(calendar: Calendar) -> Self {
        let Calendar { terms, closures, cycle, overrides, provisional, .. } = calendar;
        Self { terms, closures, cycle, overrides, provisional }
    }
}

impl Dates {
    /// The calendar that is set so, turned as the versions of the timetable are.
    pub(super) fn drawn(self, almanac: &Almanac) -> Calendar {
        let Self { terms, closures, cycle, overrides, provisional } = self;
        let before = almanac.calendar.clone();
        let calendar = Calendar { terms, closures, cycle, overrides, provisional, ..before };
        turned_by(calendar, &almanac.versions)
    }

    /// These dates, written over what was `seen`, beside what others have made of the calendar since.
    pub fn beside(self, seen: &Self, almanac: &Almanac) -> Beside<Self, Dispute> {
        let mut disputed = Vec::new();
        let was = seen.clone().drawn(almanac);
        let now = Self::from(almanac.calendar.clone()).by_week(&was);
        let (to, seen) = (self.by_week(&was), seen.clone().by_week(&was));
        // Closing days gives weeks the letter that they had by themselves: nobody has given them another.
        let now = now.without_own_letters(&seen, &was);
        let mut whole = to.merged(&seen, &now, Stands::Wanted, &mut disputed);
        whole.cycle = cycle_beside(&to.cycle, &seen.cycle, &now.cycle, Stands::Wanted, &mut disputed)
            .unwrap_or_else(|| {
                let (wanted, now) = (cycle_words(&to.cycle), cycle_words(&now.cycle));
                disputed.push(Dispute { wanted, now });
                to.cycle.clone()
            });
        Beside { whole, disputed }
    }

    /// Terms, closures and single days of both changes; the cycle is as it is `now`.
    fn merged(&self, seen: &Self, now: &Self, stands: Stands, disputed: &mut Vec<Dispute>) -> Self {
        let mut terms = rows_beside(&self.terms, &seen.terms, &now.terms, stands, disputed);
        let mut closures = rows_beside(&self.closures, &seen.closures, &now.closures, stands, disputed);
        terms.sort_by_key(|term| term.first);
        closures.sort_by_key(|closure| (closure.first, closure.last));
        let overrides = keys_beside(&self.overrides, &seen.overrides, &now.overrides, stands, |date, day| {
            let runs = |day| day_words(date, day);
            disputed.push(Dispute { wanted: runs(day.wanted), now: runs(day.now) });
        });
        let provisional = agreed(&self.provisional, &seen.provisional, &now.provisional);
        let provisional = provisional.unwrap_or(now.provisional);
        Self { terms, closures, cycle: now.cycle.clone(), overrides, provisional }
    }

    /// The same, in which each week that has a letter has it on the week's first date.
    pub(super) fn by_week(mut self, calendar: &Calendar) -> Self {
        if let Cycle::Weekday { letters, .. } = &mut self.cycle {
            *letters = letters.iter().map(|(date, letter)| (calendar.week_start(*date), *letter)).collect();
        }
        self
    }

    /// The same without letters that nobody gave: those that their week had by itself where it was `seen`.
    fn without_own_letters(mut self, seen: &Self, was: &Calendar) -> Self {
        if let (Cycle::Weekday { letters, .. }, Cycle::Weekday { letters: given, .. }) =
            (&mut self.cycle, &seen.cycle)
        {
            letters
                .retain(|week, letter| given.contains_key(week) || was.week_letter(*week) != Some(*letter));
        }
        self
    }
}

/// Why a change cannot be put back.
pub(crate) struct Overtaken(pub &'static str);

/// The calendar `now` without what turned `before` into `after`. What somebody has set since stays.
pub(crate) fn without(now: &Dates, before: &Dates, after: &Dates) -> Result<Dates, Overtaken> {
    let unheard = &mut Vec::new();
    let mut back = before.merged(after, now, Stands::Now, unheard);
    back.cycle = cycle_beside(&before.cycle, &after.cycle, &now.cycle, Stands::Now, unheard).ok_or(
        Overtaken("the days of the cycle have become others since; set them on the calendar’s page"),
    )?;
    Ok(back)
}

/// What a key has by either change; none where it is taken out.
struct Either<V> {
    wanted: Option<V>,
    now: Option<V>,
}

fn keys_beside<K: Ord + Copy, V: PartialEq + Copy>(
    wanted: &BTreeMap<K, V>,
    seen: &BTreeMap<K, V>,
    now: &BTreeMap<K, V>,
    stands: Stands,
    mut dispute: impl FnMut(K, Either<V>),
) -> BTreeMap<K, V> {
    let keys: BTreeSet<K> = wanted.keys().chain(seen.keys()).chain(now.keys()).copied().collect();
    let mut kept = BTreeMap::new();
    for key in keys {
        let (to, was, is) = (wanted.get(&key), seen.get(&key), now.get(&key));
        let value = agreed(&to, &was, &is).unwrap_or_else(|| {
            dispute(key, Either { wanted: to.copied(), now: is.copied() });
            stands.of(to, is)
        });
        kept.extend(value.map(|value| (key, *value)));
    }
    kept
}

/// The cycle of both changes; none where both gave it other days.
fn cycle_beside(
    wanted: &Cycle,
    seen: &Cycle,
    now: &Cycle,
    stands: Stands,
    disputed: &mut Vec<Dispute>,
) -> Option<Cycle> {
    match (wanted, seen, now) {
        (
            Cycle::Weekday { days: to, letters },
            Cycle::Weekday { days: was, letters: letters_seen },
            Cycle::Weekday { days: is, letters: letters_now },
        ) => {
            let days = agreed(to, was, is)?;
            let letters = keys_beside(letters, letters_seen, letters_now, stands, |week, letter| {
                let has = |letter| letter_words(week, letter);
                disputed.push(Dispute { wanted: has(letter.wanted), now: has(letter.now) });
            });
            Some(Cycle::Weekday { days, letters })
        }
        (
            Cycle::Rotating { length: to_length, weekdays: to_weekdays, anchor: to },
            Cycle::Rotating { length: was_length, weekdays: was_weekdays, anchor: was },
            Cycle::Rotating { length: is_length, weekdays: is_weekdays, anchor: is },
        ) => Some(Cycle::Rotating {
            length: agreed(to_length, was_length, is_length)?,
            weekdays: agreed(to_weekdays, was_weekdays, is_weekdays)?,
            anchor: agreed(to, was, is)?,
        }),
        _ => agreed(wanted, seen, now),
    }
}

/// Which letter a week is given.
pub(super) fn letter_words(week: Date, letter: Option<u8>) -> String {
    match letter {
        Some(letter) => format!("the week of {week} is week {}", week_letter_name(letter)),
        None => format!("the week of {week} has the letter whose turn it is"),
    }
}

/// Which day of the cycle a date runs.
fn day_words(date: Date, day: Option<usize>) -> String {
    match day {
        Some(day) => format!("{date} runs day {} of the timetable", day + 1),
        None => format!("{date} runs the day whose turn it is"),
    }
}

/// How days follow one another.
pub(super) fn cycle_words(cycle: &Cycle) -> String {
    match cycle {
        Cycle::Weekday { days, .. } => format!("the {} days of the timetable follow the weekday", days.len()),
        Cycle::Rotating { length, weekdays, anchor } => {
            let weekdays: Vec<String> = weekdays.iter().map(|weekday| format!("{weekday:?}")).collect();
            format!("day 1 of {length} falls on {anchor}, with school on {}", weekdays.join(", "))
        }
    }
}
