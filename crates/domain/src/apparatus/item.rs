//! An item of a school's list, and who holds it.

use super::{Hold, Pool};
use crate::catalogue::ApparatusKind;
use crate::instant::{Instant, Interval};

/// An item of a school's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What rules need to know of it.
    pub pool: Pool,
    /// Its key in the catalogue it came from; none for one the school added.
    pub key: Option<String>,
    /// Its names, folded for search.
    pub search_name: String,
    /// The family it stands with.
    pub family: String,
    /// Where it stands.
    pub place: String,
    /// What sort of thing it is.
    pub kind: ApparatusKind,
    /// Whether its number is asked for when it comes back.
    pub count_back: bool,
    /// Grows by one with every change.
    pub version: u32,
    /// When it was retired, if it was.
    pub retired_at: Option<Instant>,
}

/// A hold, with who has it, as a clash says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldBy {
    /// The hold.
    pub hold: Hold,
    /// The class.
    pub class: String,
    /// The teacher.
    pub teacher: String,
    /// The room.
    pub room: String,
    /// The lesson, without set-up and turn-round.
    pub lesson: Interval,
}
