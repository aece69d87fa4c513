//! What is wrong with a calendar, in sentences for whoever keeps it.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};

use super::{Calendar, Cycle, WeekdaySlot, week_letter_name};

/// A term or calendar entry that cannot be meant as it stands. Its text is a sentence for the person who
/// keeps the calendar.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarProblem {
    /// There is no term, so no date is a school day by itself.
    #[error("There are no terms yet. Add the first and last date of each.")]
    NoTerms,
    /// A term ends before it begins.
    #[error("The term \u{201c}{name}\u{201d} ends on {last}, before it begins on {first}.")]
    TermBackwards {
        /// The term's name.
        name: String,
        /// Its first date.
        first: Date,
        /// Its last date.
        last: Date,
    },
    /// A term lasts longer than a year, most often a mistyped year.
    #[error("The term \u{201c}{name}\u{201d} runs from {first} to {last}, which is longer than a year.")]
    TermTooLong {
        /// The term's name.
        name: String,
        /// Its first date.
        first: Date,
        /// Its last date.
        last: Date,
    },
    /// Two terms share a date.
    #[error("The terms \u{201c}{one}\u{201d} and \u{201c}{other}\u{201d} overlap from {first} to {last}.")]
    TermsOverlap {
        /// The term that begins first.
        one: String,
        /// The other.
        other: String,
        /// The first date in both.
        first: Date,
        /// The last date in both.
        last: Date,
    },
    /// A closure ends before it begins.
    #[error("The closure \u{201c}{reason}\u{201d} ends on {last}, before it begins on {first}.")]
    ClosureBackwards {
        /// The closure's reason.
        reason: String,
        /// Its first date.
        first: Date,
        /// Its last date.
        last: Date,
    },
    /// Two closures have the same dates.
    #[error(
        "The school is closed twice from {first} to {last}: \u{201c}{one}\u{201d} and \u{201c}{other}\u{201d}. Leave one of them."
    )]
    ClosureTwice {
        /// The reason of the first.
        one: String,
        /// That of the other.
        other: String,
        /// Their first date.
        first: Date,
        /// Their last date.
        last: Date,
    },
    /// The cycle has no days.
    #[error("The timetable's cycle has no days. Give it at least one.")]
    EmptyCycle,
    /// A rotating cycle has no weekdays to rotate over.
    #[error("No weekday is marked as a school day. Mark at least one.")]
    NoWeekdays,
    /// The same weekday stands twice in the same week of the cycle.
    #[error("{} stands twice in week {} of the cycle.", weekday_name(.0.weekday), week_letter_name(.0.week))]
    SlotTwice(WeekdaySlot),
    /// A week of the cycle has no days, though a later one has.
    #[error("Week {} of the cycle has no days.", week_letter_name(*.0))]
    EmptyWeek(u8),
    /// A date is given a week letter that the cycle does not have.
    #[error("The week of {date} is marked {}, but the cycle has no such week.", week_letter_name(*letter))]
    UnknownLetter {
        /// The date the letter stands at.
        date: Date,
        /// The letter, 0 = A.
        letter: u8,
    },
    /// One school week is given two different letters.
    #[error("The week that starts on {week} is marked both {} and {}.", week_letter_name(*one), week_letter_name(*other))]
    TwoLetters {
        /// The first date of the week.
        week: Date,
        /// The letter given first.
        one: u8,
        /// The letter given on a later date of that week, which holds.
        other: u8,
    },
    /// An override names a cycle day that does not exist.
    #[error("{date} is set to run as day {} of the cycle, which has {length}.", cycle_day + 1)]
    UnknownCycleDay {
        /// The overridden date.
        date: Date,
        /// The cycle day it names, from 0.
        cycle_day: usize,
        /// How many days the cycle has.
        length: usize,
    },
    /// The rotation is anchored at a date without school.
    #[error("The rotation starts from {0}, which is not a school day. Choose a school day that is day 1.")]
    AnchorWithoutSchool(Date),
    /// The rotation's anchor is also overridden to be another cycle day than the first.
    #[error("{date} is where the rotation starts, as day 1, and is also set to run as day {}.", cycle_day + 1)]
    AnchorOverridden {
        /// The anchor.
        date: Date,
        /// The cycle day the override names, from 0; it holds.
        cycle_day: usize,
    },
}

impl CalendarProblem {
    /// The part of the calendar that it is about, as forms and commands name it.
    pub const fn field(&self) -> &'static str {
        match self {
            Self::NoTerms
            | Self::TermBackwards { .. }
            | Self::TermTooLong { .. }
            | Self::TermsOverlap { .. } => "terms",
            Self::ClosureBackwards { .. } | Self::ClosureTwice { .. } => "closures",
            Self::UnknownCycleDay { .. } => "overrides",
            Self::EmptyCycle
            | Self::NoWeekdays
            | Self::SlotTwice(_)
            | Self::EmptyWeek(_)
            | Self::UnknownLetter { .. }
            | Self::TwoLetters { .. }
            | Self::AnchorWithoutSchool(_)
            | Self::AnchorOverridden { .. } => "cycle",
        }
    }
}

impl Calendar {
    /// Everything in the calendar that cannot be meant as it stands, terms first. The calendar still
    /// answers: what ends before it begins holds no date, and what names something that does not exist
    /// counts for nothing.
    pub fn problems(&self) -> Vec<CalendarProblem> {
        let mut problems = self.term_problems();
        problems.extend(self.closures.iter().filter(|closure| closure.last < closure.first).map(|closure| {
            CalendarProblem::ClosureBackwards {
                reason: closure.reason.clone(),
                first: closure.first,
                last: closure.last,
            }
        }));
        problems.extend(self.closures_twice());
        problems.extend(self.cycle_problems());
        problems.extend(self.override_problems());
        problems
    }

    fn closures_twice(&self) -> Vec<CalendarProblem> {
        let mut seen: BTreeMap<(Date, Date), &str> = BTreeMap::new();
        let mut problems = Vec::new();
        for closure in &self.closures {
            let (first, last) = (closure.first, closure.last);
            if let Some(one) = seen.insert((first, last), &closure.reason) {
                let (one, other) = (one.to_owned(), closure.reason.clone());
                problems.push(CalendarProblem::ClosureTwice { one, other, first, last });
            }
        }
        problems
    }

    fn term_problems(&self) -> Vec<CalendarProblem> {
        if self.terms.is_empty() {
            return vec![CalendarProblem::NoTerms];
        }
        let mut problems = Vec::new();
        for term in &self.terms {
            let (name, first, last) = (term.name.clone(), term.first, term.last);
            if last < first {
                problems.push(CalendarProblem::TermBackwards { name, first, last });
            } else if (last - first).get_days() > 366 {
                problems.push(CalendarProblem::TermTooLong { name, first, last });
            }
        }
        let mut terms: Vec<_> = self.terms.iter().filter(|term| term.first <= term.last).collect();
        terms.sort_by_key(|term| term.first);
        for (index, one) in terms.iter().enumerate() {
            for other in terms[index + 1..].iter().take_while(|other| other.first <= one.last) {
                problems.push(CalendarProblem::TermsOverlap {
                    one: one.name.clone(),
                    other: other.name.clone(),
                    first: other.first,
                    last: one.last.min(other.last),
                });
            }
        }
        problems
    }

    fn cycle_problems(&self) -> Vec<CalendarProblem> {
        let mut problems = Vec::new();
        if self.cycle.length() == 0 {
            problems.push(CalendarProblem::EmptyCycle);
        }
        match &self.cycle {
            Cycle::Weekday { days, .. } => {
                let twice = days.iter().enumerate().filter(|(index, slot)| days[..*index].contains(slot));
                problems.extend(twice.map(|(_, slot)| CalendarProblem::SlotTwice(*slot)));
                let empty = (0..self.cycle.weeks()).filter(|week| days.iter().all(|slot| slot.week != *week));
                if !days.is_empty() {
                    problems.extend(empty.map(CalendarProblem::EmptyWeek));
                }
                problems.extend(self.letter_problems());
            }
            Cycle::Rotating { weekdays, anchor, .. } => {
                if weekdays.is_empty() {
                    problems.push(CalendarProblem::NoWeekdays);
                } else if self.override_on(*anchor).is_none() && !self.is_open(*anchor) {
                    problems.push(CalendarProblem::AnchorWithoutSchool(*anchor));
                }
                if let Some(cycle_day @ 1..) = self.override_on(*anchor) {
                    problems.push(CalendarProblem::AnchorOverridden { date: *anchor, cycle_day });
                }
            }
        }
        problems
    }

    fn letter_problems(&self) -> Vec<CalendarProblem> {
        let Cycle::Weekday { letters, .. } = &self.cycle else {
            return Vec::new();
        };
        let mut problems = Vec::new();
        let mut before: Option<(Date, u8)> = None;
        for (date, letter) in letters {
            if *letter >= self.cycle_on(*date).weeks() {
                problems.push(CalendarProblem::UnknownLetter { date: *date, letter: *letter });
            }
            let week = self.week_start(*date);
            if let Some((_, one)) = before.filter(|(start, one)| *start == week && one != letter) {
                problems.push(CalendarProblem::TwoLetters { week, one, other: *letter });
            }
            before = Some((week, *letter));
        }
        problems
    }

    fn override_problems(&self) -> impl Iterator<Item = CalendarProblem> {
        self.overrides.iter().filter_map(|(date, cycle_day)| {
            let length = self.cycle_on(*date).length();
            let unknown = CalendarProblem::UnknownCycleDay { date: *date, cycle_day: *cycle_day, length };
            (*cycle_day >= length).then_some(unknown)
        })
    }
}

/// The weekday's name, in full.
fn weekday_name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}
