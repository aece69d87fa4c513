//! Made-up content.

use super::page::{SiteRow, SitesPage, WayRow};
use crate::parts::{EffectsShown, FieldState, Section, Shell};

impl SitesPage {
    /// Two sites, with what becomes of requests, and a mistake.
    pub fn sample() -> Self {
        let row = |name: &str, rooms: &str| SiteRow {
            id: String::new(),
            name: FieldState::of(name),
            rooms: rooms.to_owned(),
        };
        Self {
            error: Some("Some minutes below need a look. Nothing was changed.".to_owned()),
            sites: vec![
                row("Upper Site", ""),
                row("Lower Site", "Lab 7, Lab 8, Chemistry store"),
                SiteRow::default(),
            ],
            ways: vec![WayRow {
                one: "0".to_owned(),
                other: "1".to_owned(),
                label: "Minutes between Upper Site and Lower Site".to_owned(),
                minutes: FieldState {
                    value: "twenty".to_owned(),
                    error: Some("Give whole minutes, from 0 to 240.".to_owned()),
                },
            }],
            effects: EffectsShown::sample(),
            seen: "sample-effects".to_owned(),
            ..Self::empty()
        }
    }

    /// Of a school that has said nothing.
    pub fn empty() -> Self {
        Self {
            shell: Shell::sample_technician("Sites and travel", Section::Setup),
            once: "sample-key".to_owned(),
            may_change: true,
            error: None,
            shown: String::new(),
            sites: vec![SiteRow::default(); 3],
            ways: Vec::new(),
            effects: EffectsShown::default(),
            seen: String::new(),
            seen_otherwise: false,
        }
    }
}
