//! The board: everything the prep room does for one day.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::Permit;
use domain::id::{ItemId, RequisitionId};
use domain::people::permissions;
use domain::requisition::{LineWhat, Requisition, State};
use domain::site::Away;
use jiff::civil::Date;
use storage::Reading;

use crate::almanac::Almanac;
use crate::{ActionError, House};

/// One day of the prep room.
#[derive(Clone, Debug)]
pub struct Board {
    /// The date.
    pub date: Date,
    /// The almanac, for periods and times.
    pub almanac: Arc<Almanac>,
    /// What is asked for that day, by time and room.
    pub requisitions: Vec<Requisition>,
    /// From which other sites each of them needs something, in a school that has several.
    pub carried: BTreeMap<RequisitionId, BTreeSet<Away>>,
    /// How many requests wait for an answer, on any day.
    pub waiting: u32,
}

/// The board of a date.
pub async fn board(
    house: &House,
    permit: &Permit<permissions::SeeBoard>,
    date: Date,
) -> Result<Board, ActionError> {
    let mut reading = house.storage.read(permit.school()).await?;
    let almanac = house.almanac(&mut reading).await?;
    let mut requisitions = reading.requisitions_between(date, date).await?;
    requisitions.retain(|requisition| {
        !matches!(requisition.state, State::Draft | State::Withdrawn | State::Declined)
    });
    let waiting = reading.count_waiting().await?;
    let carried = carried(&mut reading, &almanac, &requisitions).await?;
    Ok(Board { date, almanac, requisitions, carried, waiting })
}

async fn carried(
    reading: &mut Reading,
    almanac: &Almanac,
    requisitions: &[Requisition],
) -> Result<BTreeMap<RequisitionId, BTreeSet<Away>>, ActionError> {
    if !almanac.sites.are_several() {
        return Ok(BTreeMap::new());
    }
    let items: BTreeSet<ItemId> = requisitions.iter().flat_map(|one| one.content.items()).collect();
    let pools = reading.pools(&items.into_iter().collect::<Vec<_>>()).await?;
    let away = |one: &Requisition| {
        let wanted = one.content.quantities().into_iter().filter(|(_, quantity)| *quantity > 0);
        let pools = wanted.filter_map(|(what, _)| match what {
            LineWhat::Item(item) => pools.get(&item),
            LineWhat::Words(_) => None,
        });
        pools.filter_map(|pool| pool.away(&one.occasion.room, &almanac.sites)).collect()
    };
    Ok(requisitions.iter().map(|one| (one.id, away(one))).collect())
}
