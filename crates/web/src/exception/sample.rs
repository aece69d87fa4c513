//! Made-up content.

use super::page::{ConfirmPage, DayPage};
use crate::parts::{Choice, EffectsShown, Section, Shell};

impl DayPage {
    /// A day on which two rooms are swapped.
    pub fn sample() -> Self {
        let lesson =
            |words: &str| Choice { value: "sample".to_owned(), words: words.to_owned(), chosen: false };
        Self {
            shell: Shell::sample_technician("Otherwise", Section::Board),
            heading: "Tuesday 24 November".to_owned(),
            date: "2026-11-24".to_owned(),
            board_url: "/board/2026-11-24".to_owned(),
            otherwise: vec!["Lab 2 and Lab 4 are swapped.".to_owned()],
            lessons: vec![
                lesson("9X/Sc2, period 3, 11:05 – 12:00, Lab 4"),
                lesson("10B, period 1, 09:05 – 09:50, Lab 2"),
            ],
            rooms: vec!["Lab 2".to_owned(), "Lab 4".to_owned()],
            teachers: vec!["Teacher A".to_owned()],
            once: "sample-key".to_owned(),
            error: None,
            undo: Some("/calendar/changes/sample".to_owned()),
        }
    }
}

impl ConfirmPage {
    /// What a swap does.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample_technician("What it does", Section::Board),
            effects: EffectsShown::sample(),
            action: "/day/swap-rooms".to_owned(),
            fields: vec![("once".to_owned(), "sample-key".to_owned())],
            back_url: "/day/2026-11-24".to_owned(),
        }
    }
}
