//! Reading the list of apparatus, and one item of it.

use std::sync::Arc;

use domain::apparatus::{HeldBy, Item, free_at};
use domain::history::Event;
use domain::id::ItemId;
use domain::people::permissions;
use domain::{Instant, Interval, Permit};

use crate::almanac::Almanac;
use crate::{ActionError, House};

/// One item, with who has it and what is free.
#[derive(Clone, Debug)]
pub struct ItemShown {
    /// The item.
    pub item: Item,
    /// How many are free at this instant; none where nobody has counted.
    pub free_now: Option<u32>,
    /// Who has it, from now on.
    pub held_by: Vec<HeldBy>,
    /// What can stand in for it.
    pub alternatives: Vec<Item>,
    /// What happened to it.
    pub history: Vec<Event>,
    /// The almanac, for dates and times.
    pub almanac: Almanac,
}

/// Days ahead that an item's holds are listed for.
const DAYS_AHEAD: i64 = 28;
/// The most items a search finds.
const MOST_FOUND: u32 = 200;

/// Every item in use, or those that a search finds.
pub async fn list(
    house: &House,
    permit: &Permit<permissions::SeeApparatus>,
    search: &str,
) -> Result<Vec<Item>, ActionError> {
    let mut reading = house.storage.read(permit.school()).await?;
    let search = domain::fold::folded(search);
    if search.is_empty() {
        return Ok(reading.items().await?);
    }
    Ok(reading.search_items(&search, MOST_FOUND).await?)
}

/// One item.
pub async fn show(
    house: &House,
    permit: &Permit<permissions::SeeApparatus>,
    id: ItemId,
) -> Result<ItemShown, ActionError> {
    let mut reading = house.storage.read(permit.school()).await?;
    let item = reading.find_item(id).await?.ok_or(ActionError::NotFound("item"))?;
    let now = house.now();
    let ahead = Interval { from: now, until: Instant(now.0 + DAYS_AHEAD * 86_400_000) };
    let held_by = reading.held_by(id, ahead).await?;
    let holds: Vec<_> = held_by.iter().map(|held| held.hold.clone()).collect();
    let alternatives = reading.alternatives(id).await?;
    let alternatives = reading.find_items(&alternatives).await?.into_values().collect();
    let history = reading.history_of(&id.to_string()).await?;
    let almanac = Almanac::read(&mut reading).await?;
    Ok(ItemShown {
        free_now: free_at(&item.pool, &holds, now),
        item,
        held_by,
        alternatives,
        history,
        almanac,
    })
}

/// The almanac, for the school's own minutes before and after a lesson and for its sites.
pub async fn almanac(
    house: &House,
    permit: &Permit<permissions::SeeApparatus>,
) -> Result<Arc<Almanac>, ActionError> {
    let mut reading = house.storage.read(permit.school()).await?;
    Ok(house.almanac(&mut reading).await?)
}
