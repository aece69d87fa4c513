//! Made-up content.

use super::page::PutBackPage;
use crate::parts::{EffectsShown, Link, Section, Shell};

impl PutBackPage {
    /// A snow week that melted.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample_technician("Put back", Section::Setup),
            back: Link { words: "Terms and weeks".to_owned(), url: "/calendar".to_owned() },
            day: None,
            words: "Closed the school from 2026-12-07 to 2026-12-11: Snow".to_owned(),
            effects: EffectsShown::sample(),
            seen: "sample-effects".to_owned(),
            seen_otherwise: false,
            action: "/calendar/changes/sample".to_owned(),
            once: "sample-key".to_owned(),
        }
    }
}
