//! What is free for a lesson, beside the lines of the form.

use domain::apparatus::{HeldBy, Hold, Needed, Pool, exposures, free_throughout};
use domain::id::{ItemId, RequisitionId};
use domain::site::Away;
use storage::Reading;

use crate::ActionError;

/// What is free of one item for a lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemFree {
    /// Whether pieces of it come back; what does not is made up or used up, and is never counted.
    pub comes_back: bool,
    /// The item.
    pub item: ItemId,
    /// How many could be handed out; none where nobody has counted.
    pub usable: Option<u32>,
    /// How many of those are free through the lesson, its set-up and turn-round.
    pub free: Option<u32>,
    /// How many are missing of what the requisition itself was promised; something that came later left it short.
    pub short: u32,
    /// The room it lives in, where it lives in one.
    pub lives_in: Option<String>,
    /// Where it is kept, if that is another site than the room's.
    pub away: Option<Away>,
    /// Where it stands.
    pub place: String,
    /// Who has the others.
    pub held_by: Vec<HeldBy>,
    /// What can stand in for it, where it is retired and not to be had; none where it is in use.
    pub instead: Option<Vec<Pool>>,
}

/// What is free of `items` for a lesson; what the requisition itself holds counts as free.
pub(crate) async fn free_for(
    reading: &mut Reading,
    needed: &Needed<'_>,
    items: &[ItemId],
    own: Option<RequisitionId>,
) -> Result<Vec<ItemFree>, ActionError> {
    let mut list = Vec::new();
    let mut known = reading.find_items(items).await?;
    for item in items {
        let Some(found) = known.remove(item) else { continue };
        let instead = if found.pool.retired { Some(stand_ins(reading, *item).await?) } else { None };
        let pool = found.pool;
        let within = pool.hold_interval(needed);
        let mut held_by = reading.held_by(*item, within).await?;
        let holds: Vec<Hold> = held_by.iter().map(|held| held.hold.clone()).collect();
        let short = exposures(&pool, &holds).into_iter().find(|(hold, _)| Some(hold.requisition) == own);
        let short = short.map_or(0, |(_, short)| short);
        held_by.retain(|held| Some(held.hold.requisition) != own);
        let others = holds.iter().filter(|hold| Some(hold.requisition) != own);
        list.push(ItemFree {
            comes_back: found.kind.comes_back(),
            item: *item,
            usable: pool.usable(),
            free: free_throughout(&pool, others, within),
            short,
            away: pool.away(needed.room, needed.sites),
            lives_in: pool.lives_in,
            place: found.place,
            held_by,
            instead,
        });
    }
    Ok(list)
}

/// What can stand in for an item and is in use itself.
async fn stand_ins(reading: &mut Reading, item: ItemId) -> Result<Vec<Pool>, ActionError> {
    let others = reading.alternatives(item).await?;
    let mut pools: Vec<Pool> = reading.pools(&others).await?.into_values().collect();
    pools.retain(|pool| !pool.retired);
    Ok(pools)
}
