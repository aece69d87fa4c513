//! The school's calendar: terms, closures, weeks and single days.

use askama::Template;

use crate::parts::{Choice, FieldState, Section, Shell, TextField};

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

impl CalendarPage {
    /// A made-up provisional calendar of a two-week cycle, with a mistake.
    pub fn sample() -> Self {
        let row = |words: &str, first: &str, last: &str| DateRow {
            words: FieldState::of(words),
            first: FieldState::of(first),
            last: FieldState::of(last),
        };
        let choice = |value: &str, words: &str, chosen: bool| Choice {
            value: value.to_owned(),
            words: words.to_owned(),
            chosen,
        };
        let week = |value: &str, words: &str, turn: &str, given: Option<&str>| WeekRow {
            value: value.to_owned(),
            words: words.to_owned(),
            letters: vec![
                choice("", &format!("In turn: {turn}"), given.is_none()),
                choice("0", "A", given == Some("0")),
                choice("1", "B", given == Some("1")),
            ],
        };
        let mut closures = vec![
            row("Autumn half term", "2026-10-26", "2026-10-30"),
            row("Staff training day", "2026-11-27", "2026-11-27"),
            DateRow::default(),
            DateRow::default(),
            DateRow::default(),
        ];
        closures[1].last.error = Some("It ends before it begins.".to_owned());
        let override_row = |date: &str| OverrideRow {
            date: FieldState::of(date),
            days: vec![
                choice("", "No change", date.is_empty()),
                choice("0", "Monday A", !date.is_empty()),
                choice("1", "Tuesday A", false),
            ],
        };
        Self {
            provisional: true,
            error: Some("One row below needs a look. Nothing was changed.".to_owned()),
            terms: vec![
                row("Autumn", "2026-09-01", "2026-12-18"),
                row("Spring", "2027-01-04", "2027-03-26"),
                DateRow::default(),
                DateRow::default(),
                DateRow::default(),
            ],
            closures,
            weeks: vec![
                week("2026-08-31", "1 to 4 September", "A", None),
                week("2026-09-07", "7 to 11 September", "B", None),
                week("2026-09-14", "14 to 18 September", "A", Some("1")),
            ],
            overrides: vec![override_row("2026-11-28"), override_row(""), override_row("")],
            cycle: "The timetable has 10 days in weeks A and B.".to_owned(),
            ..Self::empty()
        }
    }

    /// A calendar without anything, as somebody reads it who may not change it.
    pub fn empty() -> Self {
        Self {
            shell: Shell::sample_technician("Terms and weeks", Section::Setup),
            once: "sample-key".to_owned(),
            may_change: true,
            provisional: false,
            error: None,
            zone: "Europe/London. The clocks there show 09:14 now.".to_owned(),
            cycle: "The timetable has 5 days, Monday to Friday.".to_owned(),
            terms: vec![DateRow::default(), DateRow::default(), DateRow::default()],
            closures: vec![DateRow::default(), DateRow::default(), DateRow::default()],
            rotation: None,
            weeks: Vec::new(),
            overrides: Vec::new(),
        }
    }
}
