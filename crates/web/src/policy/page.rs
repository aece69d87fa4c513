//! What the department has decided: the deadline, who lets requests through, and the time around lessons.

use askama::Template;

use crate::parts::{Choice, FieldKind, FieldState, Shell, TextField};

/// The policies, to read or to change.
#[derive(Debug, Clone, Template)]
#[template(path = "policy/page.html")]
pub struct PolicyPage {
    /// The frame.
    pub shell: Shell,
    /// Idempotency key.
    pub once: String,
    /// What was decided when the form was shown, as the form carries it.
    pub seen: String,
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

impl PolicyFields {
    /// The time of the weekly cut-off.
    pub fn time_field(&self) -> TextField {
        TextField::new("cut_off_time", "At", self.cut_off_time.clone())
            .kind(FieldKind::Time)
            .hint("of that day")
    }

    /// The notice in working hours.
    pub fn notice_field(&self) -> TextField {
        number("notice_hours", "Notice in working hours", &self.notice_hours, "empty for none")
    }

    /// Minutes before and after a lesson, and the usual class.
    pub fn number_fields(&self) -> Vec<TextField> {
        vec![
            number("set_up_minutes", "Before a lesson", &self.set_up_minutes, "minutes"),
            number("turn_round_minutes", "After a lesson", &self.turn_round_minutes, "minutes"),
            number("usual_class", "Pupils in a class", &self.usual_class, "where nobody says"),
        ]
    }
}

fn number(name: &'static str, label: &'static str, field: &FieldState, hint: &str) -> TextField {
    TextField::new(name, label, field.clone()).kind(FieldKind::Number).hint(hint)
}
