//! Evidence: what the prep room does, in numbers that name nobody.

use askama::Template;

use crate::parts::{Fact, Shell};

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
