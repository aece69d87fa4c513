//! Made-up content.

use super::page::{ConfirmPage, DayPage, Otherwise, TypedForm};
use crate::parts::{Choice, EffectsShown, Link, Section, Shell};

impl DayPage {
    /// A day on which two rooms are swapped.
    pub fn sample() -> Self {
        let lesson =
            |words: &str| Choice { value: "sample".to_owned(), words: words.to_owned(), chosen: false };
        let lessons = vec![
            lesson("9X/Sc2, period 3, 11:05 – 12:00, Lab 4"),
            lesson("10B, period 1, 09:05 – 09:50, Lab 2"),
        ];
        Self {
            shell: Shell::sample_technician("Otherwise", Section::Board),
            heading: "Tuesday 24 November".to_owned(),
            date: "2026-11-24".to_owned(),
            back: Link { words: "Board".to_owned(), url: "/board/2026-11-24".to_owned() },
            otherwise: vec![Otherwise {
                words: "Lab 2 and Lab 4 are swapped on Tuesday 24 November".to_owned(),
                who: "A. Technician, today 08:05".to_owned(),
                url: "/calendar/changes/sample?day=2026-11-24".to_owned(),
            }],
            lessons: lessons.clone(),
            others: lessons,
            rooms: vec!["Lab 2".to_owned(), "Lab 4".to_owned()],
            teachers: vec!["Teacher A".to_owned()],
            once: "sample-key".to_owned(),
            stands: "sample".to_owned(),
            typed: TypedForm::default(),
            undo: Some("/calendar/changes/sample".to_owned()),
        }
    }
}

impl ConfirmPage {
    /// What a swap does.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample_technician("What it does", Section::Board),
            words: "Lab 2 and Lab 4 are swapped on Tuesday 24 November".to_owned(),
            overtaken: false,
            effects: EffectsShown::sample(),
            action: "/day/swap-rooms".to_owned(),
            fields: vec![("once".to_owned(), "sample-key".to_owned())],
            seen: "sample".to_owned(),
            back_url: "/day/2026-11-24".to_owned(),
        }
    }
}
