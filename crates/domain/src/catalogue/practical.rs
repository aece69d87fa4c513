//! The practicals of a school's own catalogue, as the school has them now.

use serde::{Deserialize, Serialize};

use super::{Hazard, Subject, YearRange};
use crate::Instant;
use crate::id::{ItemId, NoteId, PracticalId};
use crate::quantity::QuantityRule;
use crate::source::{Origin, Written};

/// A practical in a school's catalogue, without its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolPractical {
    /// Its identifier.
    pub id: PracticalId,
    /// Its key in the catalogue it came from; none for one the school wrote.
    pub key: Option<String>,
    /// What teachers call it.
    pub title: String,
    /// Its title and other words, folded for search.
    pub search_title: String,
    /// Its subject.
    pub subject: Subject,
    /// The years that do it.
    pub years: YearRange,
    /// How many pupils usually share a set.
    pub pupils_per_group: u16,
    /// School days of notice that it needs itself.
    pub notice_days: Option<u16>,
    /// Minutes at the bench.
    pub minutes: u16,
    /// Whether it should be tried first.
    pub trial: bool,
    /// What is read and not searched.
    pub details: PracticalDetails,
    /// Grows by one with every change.
    pub version: u32,
    /// When it was retired, if it was.
    pub retired_at: Option<Instant>,
}

/// What is read of a practical, and not searched.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PracticalDetails {
    /// Where specifications name it.
    pub references: Vec<String>,
    /// What pupils do.
    pub summary: String,
    /// How the technician makes it ready.
    pub make_up: Vec<String>,
    /// What is hazardous in it.
    pub hazards: Vec<Hazard>,
    /// What to do about that.
    pub precautions: Vec<String>,
    /// Where its facts come from.
    pub sources: Vec<String>,
}

/// A line of a school's practical.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolPracticalLine {
    /// The item; none for plain words.
    pub item: Option<ItemId>,
    /// The item's name as it is now, or the plain words.
    pub name: String,
    /// For whom.
    pub rule: QuantityRule,
    /// How much each time, in thousandths.
    pub amount: u64,
    /// Spare pieces.
    pub spares: u32,
    /// The unit; none for pieces.
    pub unit: Option<String>,
    /// Concentration and notes.
    pub detail: String,
}

/// Who drafted a practical of the school's own, and what it was saved from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PracticalSource {
    /// The practical.
    pub practical: PracticalId,
    /// Who drafted it here.
    pub written: Written,
    /// The message it was saved from, if it was.
    pub origin: Option<Origin>,
}

/// A trial note on a practical.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PracticalNote {
    /// Its identifier.
    pub id: NoteId,
    /// What was found.
    pub words: String,
    /// Who wrote it down here.
    pub written: Written,
    /// The message it was saved from, if it was.
    pub origin: Option<Origin>,
}
