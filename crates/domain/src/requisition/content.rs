//! What a requisition asks for: stations, and the lines of each.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::apparatus::{Needed, Pool, Want};
use crate::id::{ItemId, PracticalId};
use crate::quantity::{QuantityRule, Thousandths, pieces};
use crate::site::Away;

/// The most stations one requisition may hold.
pub const MOST_STATIONS: usize = 30;
/// The most lines one station may hold.
pub const MOST_LINES: usize = 100;
/// The most pieces, or whole units, that one line may ask for.
pub const MOST_QUANTITY: u32 = 100_000;
/// The most sets of kit that one station may ask for.
pub const MOST_SETS: u32 = 200;
/// The longest words of a line or a note, in characters.
pub const MOST_WORDS: usize = 2_000;

/// All that a requisition asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// One for most lessons; several for a circus.
    pub stations: Vec<Station>,
    /// What the teacher wants the technicians to know.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// One practical, or a free list, with its own number of sets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Station {
    /// The practical; none for a free list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub practical: Option<PracticalId>,
    /// What the class does, as cards and sheets say it.
    pub title: String,
    /// How many sets of kit.
    pub sets: u32,
    /// How many pupils the sets are for, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pupils: Option<u32>,
    /// What is asked for.
    pub lines: Vec<Line>,
}

/// What a line asks for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineWhat {
    /// An item of the school's list.
    Item(ItemId),
    /// Plain words.
    Words(String),
}

/// One thing asked for. Most lines have no spares, no unit and no detail, which is then not written: a school keeps
/// its lines for years.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The thing.
    pub what: LineWhat,
    /// Its name as it was when it was asked for.
    pub name: String,
    /// How its quantity follows from sets and pupils.
    pub rule: QuantityRule,
    /// The amount the rule multiplies, in thousandths of a piece or unit.
    pub amount: u64,
    /// Pieces asked for beyond the rule.
    #[serde(default, skip_serializing_if = "is_none_at_all")]
    pub spares: u32,
    /// The total asked for, in pieces or whole units.
    pub quantity: u32,
    /// The unit of the quantity; none for pieces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// What else matters: the concentration, the mesh, the colour.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
    /// Whether it is asked for from another site, where it is kept at one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub transfer: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_none_at_all(count: &u32) -> bool {
    *count == 0
}

/// Why a content cannot be asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ContentProblem {
    /// There is no station, or none says what the class does.
    #[error("say what the class is doing")]
    Nothing,
    /// Too many stations.
    #[error("a requisition holds at most {MOST_STATIONS} stations")]
    TooManyStations,
    /// Too many lines.
    #[error("“{title}” has more than {MOST_LINES} lines; split it in two")]
    TooManyLines {
        /// The station's title.
        title: String,
    },
    /// The number of sets is out of range.
    #[error("the number of sets must be from 1 to {MOST_SETS}")]
    Sets,
    /// The quantity of a line is out of range.
    #[error("the quantity of “{name}” must be from 0 to {MOST_QUANTITY}")]
    Quantity {
        /// The line's name.
        name: String,
    },
    /// Words are too long.
    #[error("the words are longer than {MOST_WORDS} characters; put the rest on a worksheet")]
    Words,
}

impl Content {
    /// What is wrong with it, if anything; the first problem in reading order.
    pub fn check(&self) -> Result<(), ContentProblem> {
        if self.stations.is_empty() {
            return Err(ContentProblem::Nothing);
        }
        if self.stations.len() > MOST_STATIONS {
            return Err(ContentProblem::TooManyStations);
        }
        if self.note.chars().count() > MOST_WORDS {
            return Err(ContentProblem::Words);
        }
        self.stations.iter().try_for_each(Station::check)
    }

    /// What the card is headed: the titles of the stations.
    pub fn title(&self) -> String {
        self.stations.iter().map(|station| station.title.as_str()).collect::<Vec<_>>().join(" · ")
    }

    /// How much is asked of each thing, over all stations.
    pub fn quantities(&self) -> BTreeMap<LineWhat, u32> {
        let mut sums = BTreeMap::new();
        for line in self.stations.iter().flat_map(|station| &station.lines) {
            let sum = sums.entry(line.what.clone()).or_insert(0_u32);
            *sum = sum.saturating_add(line.quantity);
        }
        sums
    }

    /// What is wanted of each item where and when it is needed: set-up and turn-round by the item, or else by the
    /// school, and the way from another site.
    pub fn wants(&self, needed: &Needed<'_>, pools: &BTreeMap<ItemId, Pool>) -> Vec<Want> {
        self.quantities()
            .into_iter()
            .filter_map(|(what, quantity)| {
                let LineWhat::Item(item) = what else { return None };
                Some(self.want(pools.get(&item)?, quantity, needed))
            })
            .collect()
    }

    /// What is wanted of one item, if it is so many.
    pub fn want(&self, pool: &Pool, quantity: u32, needed: &Needed<'_>) -> Want {
        let (item, interval) = (pool.item, pool.hold_interval(needed));
        Want { item, quantity, interval, unasked: self.unasked(pool, needed) }
    }

    /// Where an item is kept, if that is another site than the room's and a line of it does not ask for its transfer.
    pub fn unasked(&self, pool: &Pool, needed: &Needed<'_>) -> Option<Away> {
        let away = pool.away(needed.room, needed.sites)?;
        let mut lines = self.stations.iter().flat_map(|station| &station.lines);
        let asks_for_none = |line: &Line| line.quantity > 0 && !line.transfer;
        lines.any(|line| line.what == LineWhat::Item(pool.item) && asks_for_none(line)).then_some(away)
    }

    /// The items it names, each once.
    pub fn items(&self) -> Vec<ItemId> {
        self.quantities()
            .into_keys()
            .filter_map(|what| match what {
                LineWhat::Item(item) => Some(item),
                LineWhat::Words(_) => None,
            })
            .collect()
    }

    /// The practicals of its stations, in their order.
    pub fn practicals(&self) -> Vec<PracticalId> {
        self.stations.iter().filter_map(|station| station.practical).collect()
    }
}

impl Station {
    fn check(&self) -> Result<(), ContentProblem> {
        if self.title.trim().is_empty() {
            return Err(ContentProblem::Nothing);
        }
        if self.title.chars().count() > MOST_WORDS {
            return Err(ContentProblem::Words);
        }
        if self.lines.len() > MOST_LINES {
            return Err(ContentProblem::TooManyLines { title: self.title.clone() });
        }
        if !(1..=MOST_SETS).contains(&self.sets) {
            return Err(ContentProblem::Sets);
        }
        for line in &self.lines {
            if line.quantity > MOST_QUANTITY {
                return Err(ContentProblem::Quantity { name: line.name.clone() });
            }
            let words = match &line.what {
                LineWhat::Words(words) => words.chars().count(),
                LineWhat::Item(_) => 0,
            };
            if words.max(line.detail.chars().count()) > MOST_WORDS {
                return Err(ContentProblem::Words);
            }
        }
        Ok(())
    }
}

impl Line {
    /// The total that the rule asks for, for so many sets and pupils; rounded up once, and held to
    /// [`MOST_QUANTITY`].
    pub fn quantity_by_rule(&self, sets: u32, pupils: u32) -> u32 {
        let Some(each) = Thousandths::new(self.amount) else { return MOST_QUANTITY };
        let total = pieces(self.rule, each, sets, pupils, 1, self.spares);
        u32::try_from(total).map_or(MOST_QUANTITY, |total| total.min(MOST_QUANTITY))
    }
}

impl Content {
    /// The same, for another number of sets: quantities that followed the rule follow it still, and those
    /// that the teacher set by hand stay.
    #[must_use]
    pub fn with_sets(&self, sets: u32) -> Self {
        let mut content = self.clone();
        for station in &mut content.stations {
            let pupils = station.pupils.unwrap_or(0);
            for line in &mut station.lines {
                if line.quantity == line.quantity_by_rule(station.sets, pupils) {
                    line.quantity = line.quantity_by_rule(sets, pupils);
                }
            }
            station.sets = sets;
        }
        content
    }

    /// The same, with every line of one item asking for its transfer from the site where it is kept.
    #[must_use]
    pub fn with_transfer(&self, item: ItemId) -> Self {
        let mut content = self.clone();
        for line in content.stations.iter_mut().flat_map(|station| &mut station.lines) {
            line.transfer |= line.what == LineWhat::Item(item);
        }
        content
    }

    /// The same, with every line of one item asking for another.
    #[must_use]
    pub fn with_alternative(&self, item: ItemId, alternative: ItemId, name: &str) -> Self {
        let mut content = self.clone();
        for line in content.stations.iter_mut().flat_map(|station| &mut station.lines) {
            if line.what == LineWhat::Item(item) {
                line.what = LineWhat::Item(alternative);
                line.transfer = false;
                name.clone_into(&mut line.name);
            }
        }
        content
    }
}
