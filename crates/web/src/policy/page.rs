//! What the department has decided: the deadline, who lets requests through, and the time around lessons.

use askama::Template;

use crate::parts::{Choice, FieldKind, FieldState, Section, Shell, TextField};

/// The policies, to read or to change.
#[derive(Debug, Clone, Template)]
#[template(path = "policy/page.html")]
pub struct PolicyPage {
    /// The frame.
    pub shell: Shell,
    /// Idempotency key.
    pub once: String,
    /// Whether the reader may change them.
    pub may_change: bool,
    /// What is wrong with the whole.
    pub error: Option<String>,
    /// What it means now, a sentence for each of the coming lessons or days.
    pub meaning: Vec<String>,
    /// The weekday of the weekly cut-off, the first for none. Sent as `cut_off_weekday`.
    pub weekdays: Vec<Choice>,
    /// The time of the weekly cut-off.
    pub cut_off_time: TextField,
    /// The notice in working hours.
    pub notice_hours: TextField,
    /// The department's hours, Monday first. Sent as `works-0`, `from-0`, `until-0`.
    pub hours: Vec<HoursRow>,
    /// What is wrong with the hours.
    pub hours_error: Option<String>,
    /// Whether requests that are on time and free are accepted at once.
    pub accepts_by_itself: bool,
    /// Whether a head of science lets every request through first.
    pub head_approves: bool,
    /// Minutes before and after a lesson, and the usual class.
    pub numbers: Vec<TextField>,
}

/// The hours of one weekday.
#[derive(Debug, Clone)]
pub struct HoursRow {
    /// Its number, from 0 for Monday.
    pub number: usize,
    /// Its name.
    pub name: String,
    /// Whether a technician works.
    pub works: bool,
    /// From when, as `08:00`.
    pub from: String,
    /// Until when.
    pub until: String,
}

/// What stands in the fields, as text.
#[derive(Debug, Clone, Default)]
pub struct PolicyFields {
    /// Time of the cut-off.
    pub cut_off_time: FieldState,
    /// Hours of notice.
    pub notice_hours: FieldState,
    /// Minutes before a lesson.
    pub set_up_minutes: FieldState,
    /// Minutes after.
    pub turn_round_minutes: FieldState,
    /// Pupils of a class whose size is not known.
    pub usual_class: FieldState,
}

impl PolicyPage {
    /// Puts these fields into the page.
    #[must_use]
    pub fn with_fields(self, fields: PolicyFields) -> Self {
        let number = |name, label, field, hint: &str| {
            TextField::new(name, label, field).kind(FieldKind::Number).hint(hint)
        };
        Self {
            cut_off_time: TextField::new("cut_off_time", "At", fields.cut_off_time)
                .kind(FieldKind::Time)
                .hint("of that day"),
            notice_hours: number(
                "notice_hours",
                "Notice in working hours",
                fields.notice_hours,
                "empty for none",
            ),
            numbers: vec![
                number("set_up_minutes", "Before a lesson", fields.set_up_minutes, "minutes"),
                number("turn_round_minutes", "After a lesson", fields.turn_round_minutes, "minutes"),
                number("usual_class", "Pupils in a class", fields.usual_class, "where nobody says"),
            ],
            ..self
        }
    }

    /// Made-up policies, with a mistake.
    pub fn sample() -> Self {
        let weekday = |value: &str, words: &str| Choice {
            value: value.to_owned(),
            words: words.to_owned(),
            chosen: value == "4",
        };
        let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
        let hours = days
            .iter()
            .enumerate()
            .map(|(number, name)| HoursRow {
                number,
                name: (*name).to_owned(),
                works: number < 5,
                from: "08:00".to_owned(),
                until: "16:00".to_owned(),
            })
            .collect();
        Self {
            meaning: vec![
                "A request for Tuesday 24 November is due Thursday 19 November, 12:30.".to_owned(),
                "A request sent now for Friday would be late, and a technician would answer it.".to_owned(),
            ],
            weekdays: vec![
                weekday("", "No weekly cut-off"),
                weekday("4", "Thursday"),
                weekday("5", "Friday"),
            ],
            hours,
            accepts_by_itself: true,
            ..Self::empty().with_fields(PolicyFields {
                cut_off_time: FieldState::of("12:30"),
                notice_hours: FieldState {
                    value: "soon".to_owned(),
                    error: Some("Give a whole number of hours, or leave it empty.".to_owned()),
                },
                set_up_minutes: FieldState::of("10"),
                turn_round_minutes: FieldState::of("10"),
                usual_class: FieldState::of("30"),
            })
        }
    }

    /// A page before anything is in it.
    pub fn empty() -> Self {
        Self {
            shell: Shell::sample_technician("Deadline", Section::Setup),
            once: "sample-key".to_owned(),
            may_change: true,
            error: None,
            meaning: vec!["Nothing makes a request late now.".to_owned()],
            weekdays: Vec::new(),
            cut_off_time: TextField::new("cut_off_time", "Time", FieldState::default()),
            notice_hours: TextField::new("notice_hours", "Notice in working hours", FieldState::default()),
            hours: Vec::new(),
            hours_error: None,
            accepts_by_itself: false,
            head_approves: false,
            numbers: Vec::new(),
        }
    }
}
