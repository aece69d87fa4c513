//! Evidence: what the prep room does, in numbers that name nobody.

use askama::Template;

use crate::parts::{Fact, Section, Shell};

/// The last eight weeks and the next.
#[derive(Debug, Clone, Template)]
#[template(path = "evidence/page.html")]
pub struct EvidencePage {
    /// The frame.
    pub shell: Shell,
    /// The sentence for somebody with two minutes.
    pub sentence: String,
    /// Sums over the weeks that are over.
    pub facts: Vec<Fact>,
    /// The weeks, oldest first.
    pub weeks: Vec<EvidenceWeek>,
    /// The most that any week was asked for, at least 1: the full length of a bar.
    pub most: u32,
    /// When it was printed.
    pub printed: String,
}

/// One week.
#[derive(Debug, Clone)]
pub struct EvidenceWeek {
    /// Such as “Week from 23 November”.
    pub label: String,
    /// “This week”, “Next week”; otherwise empty.
    pub mark: String,
    /// Practicals asked for.
    pub asked: u32,
    /// Of those, done.
    pub done: u32,
    /// Of those, come late.
    pub late: u32,
    /// Of those, not used, declined or withdrawn.
    pub not_done: u32,
}

impl EvidenceWeek {
    /// Asked for, neither done nor given up yet.
    pub fn to_come(&self) -> u32 {
        self.asked.saturating_sub(self.done).saturating_sub(self.not_done)
    }
}

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
