//! What a school can ask for: practicals with their lines, and the apparatus, chemicals and consumables that
//! those lines name.
//!
//! A new school starts with the catalogue of the `catalogue/` folder and changes it as it likes. Nothing in it
//! is counted: only a person who has counted a shelf can say what is there.

mod practical;

use std::fmt;
use std::num::NonZeroU16;

use serde::{Deserialize, Serialize};

use crate::quantity::{Measure, QuantityRule};

pub use practical::{PracticalDetails, PracticalNote, PracticalSource, SchoolPractical, SchoolPracticalLine};

/// The science that a practical belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// Biology.
    Biology,
    /// Chemistry.
    Chemistry,
    /// Physics.
    Physics,
    /// General science, as taught to the youngest years.
    Science,
}

impl Subject {
    /// Every subject.
    pub const ALL: [Self; 4] = [Self::Biology, Self::Chemistry, Self::Physics, Self::Science];

    /// The word for it in the catalogue's files and in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Biology => "biology",
            Self::Chemistry => "chemistry",
            Self::Physics => "physics",
            Self::Science => "science",
        }
    }

    /// The subject that a file or row means by `code`.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|subject| subject.code() == code)
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Biology => "Biology",
            Self::Chemistry => "Chemistry",
            Self::Physics => "Physics",
            Self::Science => "Science",
        })
    }
}

/// The school years that do a practical, both ends included, as the years of England and Wales: 7 to 13.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "YearsRead")]
pub struct YearRange {
    from: u8,
    to: u8,
}

/// Years as they were written, before it is known that there are such.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct YearsRead {
    from: u8,
    to: u8,
}

/// The numbers are no years of a secondary school, the younger first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("years lie from 7 to 13, and the younger comes first")]
pub struct NotYears;

impl TryFrom<YearsRead> for YearRange {
    type Error = NotYears;

    fn try_from(read: YearsRead) -> Result<Self, NotYears> {
        Self::new(read.from, read.to).ok_or(NotYears)
    }
}

impl YearRange {
    /// Every year of a secondary school.
    pub const EVERY: Self = Self { from: 7, to: 13 };

    /// The years `from` to `to`, if both lie within 7 to 13 and stand in order.
    pub const fn new(from: u8, to: u8) -> Option<Self> {
        if 7 <= from && from <= to && to <= 13 { Some(Self { from, to }) } else { None }
    }

    /// The youngest year.
    pub const fn from(self) -> u8 {
        self.from
    }

    /// The oldest year.
    pub const fn to(self) -> u8 {
        self.to
    }

    /// Whether a year does it.
    pub const fn contains(self, year: u8) -> bool {
        self.from <= year && year <= self.to
    }
}

impl fmt::Display for YearRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.from == self.to {
            return write!(f, "Year {}", self.from);
        }
        write!(f, "Years {} to {}", self.from, self.to)
    }
}

/// What a line asks for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Wanted {
    /// An entry of the catalogue, by its key.
    Item(String),
    /// Plain words: "five potatoes".
    Words(String),
}

/// One thing that a practical needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PracticalLine {
    /// What is asked for.
    pub wanted: Wanted,
    /// For whom.
    pub rule: QuantityRule,
    /// How much each time.
    pub measure: Measure,
    /// The strength of a solution, as the file has it: "0.5 mol/dm3", "1 %", "pH 7", "as bought".
    pub concentration: Option<String>,
    /// What the technician should know about this line.
    pub note: Option<String>,
}

/// A hazard as a fact of classification, with the law or guidance that says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hazard {
    /// The substance, at its strength, or the thing.
    pub what: String,
    /// What is hazardous about it, with the statement codes of the classification.
    pub words: String,
    /// Where that is laid down.
    pub source: String,
}

/// An experiment in the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Practical {
    /// Its lasting name in files and addresses: lower-case letters, figures and hyphens.
    pub key: String,
    /// What teachers call it.
    pub title: String,
    /// Its subject.
    pub subject: Subject,
    /// The years that do it.
    pub years: YearRange,
    /// Where specifications name it: board, specification, number, title.
    pub references: Vec<String>,
    /// What pupils do, in a sentence or two.
    pub summary: String,
    /// How many pupils usually share a set.
    pub pupils_per_group: NonZeroU16,
    /// School days of notice that this practical itself needs; none where the school's deadline is enough.
    pub notice_days: Option<u16>,
    /// Minutes that pupils usually spend at the bench.
    pub minutes: u16,
    /// Whether it should be tried out before the class does it.
    pub trial: bool,
    /// What it needs; never empty in the starting catalogue.
    pub lines: Vec<PracticalLine>,
    /// How the technician makes it ready, step by step.
    pub make_up: Vec<String>,
    /// What is hazardous in it. The school's own risk assessment decides; these are the facts to start from.
    pub hazards: Vec<Hazard>,
    /// What to do about the hazards.
    pub precautions: Vec<String>,
    /// Where its facts and figures come from.
    pub sources: Vec<String>,
}

/// What sort of thing an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ApparatusKind {
    /// Comes back, is cleaned, goes out again.
    Reusable,
    /// Used up: paper, splints, seeds.
    Consumable,
    /// A solid, liquid or gas as bought.
    Chemical,
    /// Made up to a strength; a line for it says which, and how much.
    Solution,
    /// Living, or lately so: pondweed, cultures, hearts.
    Living,
}

impl ApparatusKind {
    /// Every kind.
    pub const ALL: [Self; 5] =
        [Self::Reusable, Self::Consumable, Self::Chemical, Self::Solution, Self::Living];

    /// The word for it in the catalogue's files and in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Reusable => "reusable",
            Self::Consumable => "consumable",
            Self::Chemical => "chemical",
            Self::Solution => "solution",
            Self::Living => "living",
        }
    }

    /// The kind that a file or row means by `code`.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Whether pieces of it come back and can therefore be held and clash; everything else is used up.
    pub const fn comes_back(self) -> bool {
        matches!(self, Self::Reusable)
    }
}

/// One thing that lines can ask for. It comes uncounted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApparatusEntry {
    /// Its lasting name in files: lower-case letters, figures and hyphens.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// What else people call it; search finds these too.
    pub also: Vec<String>,
    /// The family it stands with: "Glassware".
    pub family: String,
    /// Where it usually stands.
    pub place: String,
    /// What sort of thing it is.
    pub kind: ApparatusKind,
    /// Minutes before the lesson from which it is taken; none for the school's own figure.
    pub set_up_minutes: Option<u16>,
    /// Minutes after the lesson until it can go out again; none for the school's own figure.
    pub turn_round_minutes: Option<u16>,
    /// Whether it stays in its room: not picked, not carried, not held elsewhere.
    pub lives_in_room: bool,
    /// Whether its number is asked for when it comes back: scalpels, magnets, thermometers, sources.
    pub count_back: bool,
    /// Keys of entries that can stand in for it.
    pub alternatives: Vec<String>,
}

/// Everything that a new school starts with, each list in the order of its keys.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Catalogue {
    /// The practicals.
    pub practicals: Vec<Practical>,
    /// The apparatus, chemicals and consumables.
    pub apparatus: Vec<ApparatusEntry>,
}

impl Catalogue {
    /// The practical with this key.
    pub fn practical(&self, key: &str) -> Option<&Practical> {
        self.practicals.iter().find(|practical| practical.key == key)
    }

    /// The entry with this key.
    pub fn entry(&self, key: &str) -> Option<&ApparatusEntry> {
        self.apparatus.iter().find(|entry| entry.key == key)
    }
}
