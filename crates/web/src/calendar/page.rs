//! The school's calendar: terms, closures, weeks and single days.

use askama::Template;

use crate::parts::{Choice, EffectsShown, FieldState, Shell, TextField};

/// The calendar, to read or to change.
#[derive(Debug, Clone, Template)]
#[template(path = "calendar/page.html")]
pub struct CalendarPage {
    /// The frame.
    pub shell: Shell,
    /// Idempotency key.
    pub once: String,
    /// Whether the reader may change it.
    pub may_change: bool,
    /// Whether nobody has checked the dates yet.
    pub provisional: bool,
    /// What cannot be meant as it stands, in one sentence.
    pub error: Option<String>,
    /// Such as “Europe/London; it is 09:14 there now”.
    pub zone: String,
    /// Such as “The timetable has 10 days in weeks A and B”.
    pub cycle: String,
    /// The terms, and empty rows after them. Sent as `term_name`, `term_first`, `term_last`.
    pub terms: Vec<DateRow>,
    /// The closures, and empty rows after them. Sent as `closure_reason`, `closure_first`, `closure_last`.
    pub closures: Vec<DateRow>,
    /// How a cycle that rotates turns; none for one that follows the weekday.
    pub rotation: Option<Rotation>,
    /// The school weeks with their letters; empty where weeks have none. Sent as `week` and `letter`.
    pub weeks: Vec<WeekRow>,
    /// Dates that run a chosen day, and empty rows after them. Sent as `override_date`, `override_day`.
    pub overrides: Vec<OverrideRow>,
    /// What becomes of requests, where that is to be seen before it is kept.
    pub effects: EffectsShown,
    /// What tells these effects from others.
    pub seen: String,
    /// Whether that was shown before, and is otherwise by now.
    pub seen_otherwise: bool,
    /// What somebody else has changed too, each to something else.
    pub disputes: Vec<DisputeRow>,
    /// The calendar as it stood, so that what somebody else changes meanwhile stays.
    pub shown: String,
    /// What was changed lately, newest first.
    pub changes: Vec<ChangeRow>,
    /// Where it is said what is otherwise on a day, for those who may.
    pub day_url: Option<String>,
}

/// Something that two people changed.
#[derive(Debug, Clone)]
pub struct DisputeRow {
    /// What was typed.
    pub wanted: String,
    /// What it is now.
    pub now: String,
}

/// A change of calendar or timetable.
#[derive(Debug, Clone)]
pub struct ChangeRow {
    /// What it was.
    pub words: String,
    /// Who made it, and when.
    pub who: String,
    /// Where it is put back; none where it was.
    pub url: Option<String>,
}

/// One row of words and two dates.
#[derive(Debug, Clone, Default)]
pub struct DateRow {
    /// The term’s name, or why there is no school.
    pub words: FieldState,
    /// The first date.
    pub first: FieldState,
    /// The last date, included.
    pub last: FieldState,
}

impl DateRow {
    /// What is wrong in it.
    pub fn errors(&self) -> impl Iterator<Item = &str> {
        [&self.words, &self.first, &self.last].into_iter().filter_map(|field| field.error.as_deref())
    }
}

/// How a rotating cycle turns.
#[derive(Debug, Clone)]
pub struct Rotation {
    /// The weekdays with school. Sent as `weekday`.
    pub weekdays: Vec<Choice>,
    /// The date that is day 1.
    pub anchor: TextField,
}

/// One school week.
#[derive(Debug, Clone)]
pub struct WeekRow {
    /// Its first date, as it is sent.
    pub value: String,
    /// Such as “7 to 11 September”.
    pub words: String,
    /// In turn, or a letter.
    pub letters: Vec<Choice>,
}

/// One date that runs a chosen day of the cycle.
#[derive(Debug, Clone)]
pub struct OverrideRow {
    /// The date.
    pub date: FieldState,
    /// The days of the cycle, the first for none.
    pub days: Vec<Choice>,
}
