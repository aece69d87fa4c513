//! Made-up content.

use super::page::{EvidencePage, EvidenceWeek};
use crate::parts::{Fact, Section, Shell};

impl EvidencePage {
    /// Made-up weeks.
    pub fn sample() -> Self {
        let asked = [38, 41, 44, 12, 40, 47, 52, 45, 31];
        let weeks = asked
            .into_iter()
            .enumerate()
            .map(|(place, asked)| EvidenceWeek {
                label: format!("Week {} of the term", place + 1),
                mark: match place {
                    7 => "This week".to_owned(),
                    8 => "Next week".to_owned(),
                    _ => String::new(),
                },
                asked,
                done: match place {
                    7 => 20,
                    8 => 0,
                    _ => asked - 2,
                },
                late: asked / 9,
                not_done: if place < 7 { 2 } else { 0 },
            })
            .collect();
        Self {
            sentence: "In the seven weeks that are over the prep room made ready 260 practicals of 274 asked for; 28 of the requests came after the deadline. 45 are asked for this week, and 31 for the next."
                .to_owned(),
            facts: vec![
                Fact::new("Asked for", "274"),
                Fact::new("Done", "260"),
                Fact::new("Came late", "28"),
                Fact::new("Not done", "14"),
            ],
            weeks,
            most: 52,
            ..Self::empty()
        }
    }

    /// Before anything was asked for.
    pub fn empty() -> Self {
        Self {
            shell: Shell::sample_technician("Evidence", Section::Elsewhere),
            sentence: String::new(),
            facts: Vec::new(),
            weeks: Vec::new(),
            most: 1,
            printed: "Printed Tuesday 24 November".to_owned(),
        }
    }
}
