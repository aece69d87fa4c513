//! Ways out of what is short: what of a request would fit, worked out over what is counted and what is held.

use std::collections::BTreeMap;

use super::Content;
use crate::apparatus::{Clash, Hold, Needed, Pool, free_throughout, judge};
use crate::id::{ItemId, RequisitionId};

/// What there is of the things that a request may take, and who holds it. Read once, and asked often.
#[derive(Clone, Copy, Debug)]
pub struct Stock<'a> {
    /// The pools of everything that is asked about.
    pub pools: &'a BTreeMap<ItemId, Pool>,
    /// All that is held of them through the time that is asked about.
    pub holds: &'a [Hold],
}

impl Stock<'_> {
    /// What a content would hold where and when it is needed, or what of it clashes.
    pub fn weigh(
        &self,
        id: RequisitionId,
        needed: &Needed<'_>,
        content: &Content,
    ) -> Result<Vec<Hold>, Vec<Clash>> {
        judge(id, &content.wants(needed, self.pools), self.pools, self.holds)
    }

    /// The most sets below the number asked for with which everything fits, if any. A circus has no one number of sets.
    pub fn fewer_sets(&self, id: RequisitionId, needed: &Needed<'_>, content: &Content) -> Option<u32> {
        let [station] = content.stations.as_slice() else { return None };
        let (mut fits, mut fails) = (0, station.sets);
        while fits + 1 < fails {
            let sets = fits.midpoint(fails);
            match self.weigh(id, needed, &content.with_sets(sets)) {
                Ok(_) => fits = sets,
                Err(_) => fails = sets,
            }
        }
        (fits > 0).then_some(fits)
    }

    /// Those of `candidates` that could stand in for an item, each with how many of it are free before it does; none
    /// where it is not counted.
    pub fn stand_ins<'c>(
        &self,
        id: RequisitionId,
        needed: &Needed<'_>,
        content: &Content,
        item: ItemId,
        candidates: &'c [ItemId],
    ) -> Vec<(&'c ItemId, Option<u32>)> {
        let stands_in = |candidate: &&ItemId| {
            let instead = content.with_alternative(item, **candidate, "");
            match self.weigh(id, needed, &instead) {
                Ok(_) => true,
                Err(clashes) => clashes.iter().all(|clash| clash.item != **candidate),
            }
        };
        let known = candidates.iter().filter(|candidate| self.pools.contains_key(candidate));
        known.filter(stands_in).map(|candidate| (candidate, self.free(id, needed, *candidate))).collect()
    }

    fn free(&self, id: RequisitionId, needed: &Needed<'_>, item: ItemId) -> Option<u32> {
        let pool = self.pools.get(&item)?;
        let within = pool.hold_interval(needed);
        free_throughout(pool, self.holds.iter().filter(|hold| hold.requisition != id), within)
    }
}
