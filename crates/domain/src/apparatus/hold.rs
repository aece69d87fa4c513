//! What is promised of an item.

use crate::id::{ItemId, RequisitionId};
use crate::instant::{Instant, Interval};

/// A promise: so many of an item, for a requisition, through an interval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// Who holds it.
    pub requisition: RequisitionId,
    /// What is held.
    pub item: ItemId,
    /// How many, at least one.
    pub quantity: u32,
    /// From the first set-up to the last turn-round.
    pub interval: Interval,
    /// When a change of calendar or timetable brought it to this hour although not all of it was free there; none
    /// for a promise that was made where it was free.
    pub moved_at: Option<Instant>,
}
