//! Clashes: whether what is wanted can be promised.

use std::collections::BTreeMap;

use super::availability::{free_throughout, peak};
use super::{Hold, Pool};
use crate::id::{ItemId, RequisitionId};
use crate::instant::Interval;
use crate::site::Away;

/// What a requisition wants of one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Want {
    /// Which item.
    pub item: ItemId,
    /// How many, over all its lines and stations.
    pub quantity: u32,
    /// When.
    pub interval: Interval,
    /// Where it is kept, if that is another site than the room's and its transfer is not asked for.
    pub unasked: Option<Away>,
}

/// An item that cannot be promised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// Which item.
    pub item: ItemId,
    /// Its name.
    pub name: String,
    /// How many are wanted.
    pub wanted: u32,
    /// How many are free through the whole interval.
    pub free: u32,
    /// Whether that is because it is retired.
    pub retired: bool,
    /// Where it is kept, if it is not free because its transfer from another site is not asked for.
    pub kept_at: Option<Away>,
    /// The holds of others that meet the interval.
    pub held_by: Vec<Hold>,
}

/// Decides whether all of `wants` can be promised to `requisition`: either every hold it is to have, or
/// every clash. `holds` are all that are held of those items, the requisition's own among them.
///
/// Uncounted items and apparatus that lives in a room are never refused and never held, unless they are retired:
/// then there is nothing to promise. What the requisition already holds it may keep or reduce, whatever has become
/// of the pool since. What is kept at another site is not free until its transfer is asked for; where a change has
/// brought the requisition to another site without, that stays as it is until somebody asks.
pub fn judge(
    requisition: RequisitionId,
    wants: &[Want],
    pools: &BTreeMap<ItemId, Pool>,
    holds: &[Hold],
) -> Result<Vec<Hold>, Vec<Clash>> {
    let mut promised = Vec::new();
    let mut clashes = Vec::new();
    for want in together(wants) {
        let Some(pool) = pools.get(&want.item) else { continue };
        if !pool.can_clash() || want.quantity == 0 {
            continue;
        }
        let others: Vec<&Hold> =
            holds.iter().filter(|hold| hold.item == want.item && hold.requisition != requisition).collect();
        let free = free_throughout(pool, others.iter().copied(), want.interval).unwrap_or(u32::MAX);
        let kept = kept(requisition, &want, holds);
        let kept = kept.filter(|hold| want.unasked.is_none() || hold.moved_at.is_some());
        let is_free = want.unasked.is_none() && want.quantity <= free;
        if is_free || kept.is_some() {
            let moved_at = kept.filter(|_| !is_free).and_then(|hold| hold.moved_at);
            let Want { item, quantity, interval, .. } = want;
            promised.push(Hold { requisition, item, quantity, interval, moved_at });
            continue;
        }
        clashes.push(Clash {
            item: want.item,
            name: pool.name.clone(),
            wanted: want.quantity,
            free,
            retired: pool.retired,
            kept_at: want.unasked,
            held_by: others
                .into_iter()
                .filter(|hold| hold.interval.overlaps(want.interval))
                .cloned()
                .collect(),
        });
    }
    if clashes.is_empty() { Ok(promised) } else { Err(clashes) }
}

/// What of `wants` is retired, each as a clash. A promise that is made now is for what there is, whatever was held for
/// it before.
pub fn retired(wants: &[Want], pools: &BTreeMap<ItemId, Pool>) -> Vec<Clash> {
    together(wants)
        .into_iter()
        .filter(|want| want.quantity > 0)
        .filter_map(|want| {
            let pool = pools.get(&want.item).filter(|pool| pool.retired)?;
            let (wanted, name) = (want.quantity, pool.name.clone());
            let (kept_at, held_by) = (None, Vec::new());
            Some(Clash { item: want.item, name, wanted, free: 0, retired: true, kept_at, held_by })
        })
        .collect()
}

/// One want for each item: what several lines or stations want of it at the same time adds up.
fn together(wants: &[Want]) -> Vec<Want> {
    let mut by_item: BTreeMap<ItemId, Want> = BTreeMap::new();
    for want in wants {
        by_item
            .entry(want.item)
            .and_modify(|sum| {
                sum.quantity = sum.quantity.saturating_add(want.quantity);
                sum.interval.from = sum.interval.from.min(want.interval.from);
                sum.interval.until = sum.interval.until.max(want.interval.until);
                sum.unasked = sum.unasked.take().or_else(|| want.unasked.clone());
            })
            .or_insert_with(|| want.clone());
    }
    by_item.into_values().collect()
}

/// What this requisition holds already, where the want is no more than that.
fn kept<'a>(requisition: RequisitionId, want: &Want, holds: &'a [Hold]) -> Option<&'a Hold> {
    holds.iter().find(|hold| {
        hold.requisition == requisition
            && hold.item == want.item
            && want.quantity <= hold.quantity
            && hold.interval.from <= want.interval.from
            && want.interval.until <= hold.interval.until
    })
}

/// The holds of one pool that it can no longer cover: something broke, a pool was corrected, or a lesson was moved
/// to an hour at which it is not free. Each comes with how many the pool is short at the worst instant of the hold.
///
/// Where a moved lesson met a standing promise, what stood there stays covered and what moved is short.
pub fn exposures<'a>(pool: &Pool, holds: &'a [Hold]) -> Vec<(&'a Hold, u32)> {
    let Some(usable) = pool.usable() else { return Vec::new() };
    let of_this_pool = || holds.iter().filter(|hold| hold.item == pool.item);
    let standing: Vec<&Hold> = of_this_pool().filter(|hold| hold.moved_at.is_none()).collect();
    let mut moved: Vec<&Hold> = of_this_pool().filter(|hold| hold.moved_at.is_some()).collect();
    moved.sort_by_key(|hold| (hold.moved_at, hold.interval.from, hold.requisition));
    let mut short = Vec::new();
    for hold in &standing {
        let missing = peak(standing.iter().copied(), hold.interval).saturating_sub(usable);
        if missing > 0 {
            short.push((*hold, missing));
        }
    }
    let mut covered = standing;
    for hold in moved {
        covered.push(hold);
        let missing = peak(covered.iter().copied(), hold.interval).saturating_sub(usable);
        if missing > 0 {
            short.push((hold, missing.min(hold.quantity)));
        }
    }
    short
}
