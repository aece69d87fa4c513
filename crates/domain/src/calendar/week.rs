//! School weeks and their letters.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::{Calendar, Cycle};

/// The name of a week letter: `A` for 0 to `Z` for 25, then numbers.
pub fn week_letter_name(letter: u8) -> String {
    match letter {
        0..26 => char::from(b'A' + letter).to_string(),
        _ => (u16::from(letter) + 1).to_string(),
    }
}

impl Calendar {
    /// The first date of the school week that holds `date`.
    ///
    /// School weeks start on Monday, or on the first of the school's weekdays that run up to Monday
    /// without a gap: Sunday where school is kept from Sunday to Thursday, Saturday from Saturday to
    /// Wednesday. Where school is kept on all seven, on Monday.
    pub fn week_start(&self, date: Date) -> Date {
        week_start(self.cycle_on(date), date)
    }

    /// The first dates of the school weeks from the one that holds `first` to the one that holds `last`, in
    /// order. Each begins as its own cycle has it: a later timetable may keep other weekdays.
    pub fn weeks(&self, first: Date, last: Date) -> impl Iterator<Item = Date> {
        let next = |week: &Date| Some(self.week_start(week.checked_add(7.days()).ok()?));
        std::iter::successors(Some(self.week_start(first)), next).take_while(move |week| *week <= last)
    }

    /// The letter (0 = A) of the school week that holds `date`; `None` where weeks have no letters: in
    /// cycles that rotate or span a single week, before the first term, and in weeks without a school
    /// day that the school gave none.
    ///
    /// A letter that the school gave stands, if the cycle has such a week. Other weeks alternate: the next
    /// letter with each week that has a school day, from the last given letter, or from A in the first
    /// term's first such week.
    pub fn week_letter(&self, date: Date) -> Option<u8> {
        let cycle = self.cycle_on(date);
        match cycle {
            Cycle::Weekday { letters, .. } if cycle.weeks() > 1 => {
                self.letter_of_week(cycle, letters, week_start(cycle, date))
            }
            _ => None,
        }
    }

    /// The letter in `cycle` of the school week that starts on `week`, 0 throughout in a cycle of one week.
    ///
    /// Weeks are counted by the dates on which school is kept, whichever cycle holds on them, so that a
    /// cycle has the same letters before the date that it holds from and after it.
    pub(super) fn letter_of_week(
        &self,
        cycle: &Cycle,
        letters: &BTreeMap<Date, u8>,
        week: Date,
    ) -> Option<u8> {
        let weeks = cycle.weeks();
        if weeks == 1 {
            return Some(0);
        }
        let given = letters.range(..=last_date(week)).rev().find(|(_, letter)| **letter < weeks);
        let given = given.map(|(date, letter)| (week_start(cycle, *date), *letter));
        match given {
            Some((start, letter)) if start == week => Some(letter),
            _ if !self.has_school_in_week(week) => None,
            Some((start, letter)) => {
                // The given week is the letter's, with or without a school day; this one is the last counted.
                let between = start.series(1.week()).skip(1).take_while(|between| *between < week);
                let steps = between.filter(|between| self.has_school_in_week(*between)).count() + 1;
                Some(advance(letter, steps, weeks))
            }
            None => {
                let start = week_start(cycle, self.first_term_date()?);
                let before = start.series(1.week()).take_while(|before| *before < week);
                let steps = before.filter(|before| self.has_school_in_week(*before)).count();
                (start <= week).then(|| advance(0, steps, weeks))
            }
        }
    }

    /// The same calendar, in which each week that has a letter in `before` keeps it: closing and opening days, and
    /// moving terms, turns no letter round. Weeks that are given another letter here than there have that one, and
    /// those from `freed` on are left to what follows from the letters that are given. Letters that were counted from
    /// a guess at when the year begins are not kept once the year begins on another date.
    #[must_use]
    pub fn keeping_letters_of(mut self, before: &Self, freed: Option<Date>) -> Self {
        let (Cycle::Weekday { days, .. }, Cycle::Weekday { days: days_before, letters: letters_before }) =
            (&self.cycle, &before.cycle)
        else {
            return self;
        };
        let has_letters = self.cycles().any(|cycle| cycle.weeks() > 1);
        let was_guessed = before.provisional && self.first_term_date() != before.first_term_date();
        if days != days_before || !has_letters || was_guessed {
            return self;
        }
        let Some((first, last)) = before.extent() else { return self };
        let first = before.week_start(first);
        let given_before =
            |week: Date| letters_before.range(week..=last_date(week)).next_back().map(|(_, letter)| *letter);
        for week in first.series(1.week()).take_while(|week| *week <= last) {
            if freed.is_some_and(|freed| week >= freed) {
                break;
            }
            let Some(had) = before.week_letter(week) else { continue };
            let Cycle::Weekday { letters, .. } = &mut self.cycle else { break };
            let given = letters.range(week..=last_date(week)).next_back().map(|(_, letter)| *letter);
            if given.is_some() && given != given_before(week) {
                continue;
            }
            if self.week_letter(week) != Some(had) {
                self.give_letter(week, had);
            }
        }
        self
    }

    /// The date on which the first term begins.
    fn first_term_date(&self) -> Option<Date> {
        self.terms.iter().filter(|term| term.first <= term.last).map(|term| term.first).min()
    }

    /// Gives a week its letter, in every cycle that has letters.
    fn give_letter(&mut self, week: Date, letter: u8) {
        for cycle in std::iter::once(&mut self.cycle).chain(self.dated_cycles.values_mut()) {
            if let Cycle::Weekday { letters, .. } = cycle {
                letters.retain(|date, _| !(week..=last_date(week)).contains(date));
                letters.insert(week, letter);
            }
        }
    }

    /// Whether school is kept on a day of the school week that starts on `week`, whatever its letter.
    pub fn has_school_in_week(&self, week: Date) -> bool {
        week.series(1.day()).take(7).any(|day| self.override_on(day).is_some() || self.is_open(day))
    }
}

/// The first date of the school week of `cycle` that holds `date`.
pub(super) fn week_start(cycle: &Cycle, date: Date) -> Date {
    let into_week = date.weekday().since(first_weekday(cycle));
    date.checked_sub(i64::from(into_week).days()).unwrap_or(Date::MIN)
}

/// The weekday on which school weeks start.
fn first_weekday(cycle: &Cycle) -> Weekday {
    let mut first = Weekday::Monday;
    while cycle.keeps(first.previous()) {
        first = first.previous();
        if first == Weekday::Monday {
            break;
        }
    }
    first
}

/// The last date of the week that starts on `week`.
fn last_date(week: Date) -> Date {
    week.checked_add(6.days()).unwrap_or(Date::MAX)
}

/// The letter `steps` weeks on from `letter` in a cycle of `weeks`.
fn advance(letter: u8, steps: usize, weeks: u8) -> u8 {
    let position = (usize::from(letter) + steps) % usize::from(weeks);
    // A remainder of a u8 fits a u8; the letter stands in for what cannot be.
    u8::try_from(position).unwrap_or(letter)
}
