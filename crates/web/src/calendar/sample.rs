//! Made-up content.

use super::page::{CalendarPage, ChangeRow, DateRow, DisputeRow, OverrideRow, WeekRow};
use crate::parts::{Choice, EffectsShown, FieldState, Section, Shell};

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
                choice("0+", "A, and on from here", false),
                choice("1+", "B, and on from here", false),
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
            effects: EffectsShown::sample(),
            seen: "sample-effects".to_owned(),
            seen_otherwise: true,
            disputes: vec![DisputeRow {
                wanted: "No school on 2026-11-27: Boiler".to_owned(),
                now: "No school on 2026-11-27: Staff training day".to_owned(),
            }],
            day_url: Some("/day/2026-11-24".to_owned()),
            changes: vec![
                ChangeRow {
                    words: "Closed the school from 2026-12-07 to 2026-12-11: Snow".to_owned(),
                    who: "Mr Settings, today 07:10".to_owned(),
                    url: Some("/calendar/changes/sample".to_owned()),
                },
                ChangeRow {
                    words: "Brought a timetable: 2 lessons added, 1 changed, 0 gone".to_owned(),
                    who: "Mr Settings, Monday 16:40".to_owned(),
                    url: None,
                },
            ],
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
            effects: EffectsShown::default(),
            seen: String::new(),
            seen_otherwise: false,
            disputes: Vec::new(),
            day_url: None,
            changes: Vec::new(),
            shown: String::new(),
        }
    }
}
