//! Made-up content.

use super::page::{HoursRow, PolicyFields, PolicyPage};
use crate::parts::{Choice, FieldState, Section, Shell};

impl PolicyPage {
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
        let fields = PolicyFields {
            cut_off_time: FieldState::of("12:30"),
            notice_hours: FieldState {
                value: "soon".to_owned(),
                error: Some("Give a whole number of hours, or leave it empty.".to_owned()),
            },
            set_up_minutes: FieldState::of("10"),
            turn_round_minutes: FieldState::of("10"),
            usual_class: FieldState::of("30"),
        };
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
            cut_off_time: fields.time_field(),
            notice_hours: fields.notice_field(),
            numbers: fields.number_fields(),
            ..Self::empty()
        }
    }

    /// A page before anything is in it.
    pub fn empty() -> Self {
        let nothing = PolicyFields::default();
        Self {
            shell: Shell::sample_technician("Deadline", Section::Setup),
            once: "sample-key".to_owned(),
            seen: String::new(),
            may_change: true,
            error: None,
            meaning: vec!["Nothing makes a request late now.".to_owned()],
            weekdays: Vec::new(),
            cut_off_time: nothing.time_field(),
            notice_hours: nothing.notice_field(),
            hours: Vec::new(),
            hours_error: None,
            accepts_by_itself: false,
            head_approves: false,
            numbers: Vec::new(),
        }
    }
}
