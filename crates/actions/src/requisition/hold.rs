//! Holding what is asked for. Sending, changing, answering, accepting, approving and undoing all pass through
//! here, and here alone items are locked.

use domain::apparatus::{Clash, Hold, Needed, Want, judge, retired};
use domain::id::{RequisitionId, SchoolId};
use domain::requisition::{Content, LineWhat, Occasion, Requisition};

use super::ways_out::report;
use super::weigh::{Pools, span, weighed_over};
use crate::ActionError;
use crate::unit::Unit;

/// Everything that is wanted, held: or the report of what clashes. Items that the unit does not hold still yet are
/// locked first, so that nothing changes between looking and holding.
pub(crate) async fn hold_all(
    unit: &mut Unit<SchoolId>,
    id: RequisitionId,
    lesson: &Occasion,
    content: &Content,
    locked: Option<&Pools>,
) -> Result<Vec<Hold>, ActionError> {
    let almanac = unit.almanac().await?;
    let weighed = if let Some(pools) = locked {
        weighed_over(unit, id, &almanac.needed(lesson), content, pools).await?
    } else {
        let items = unit.lock_and_find_items(&content.items()).await?;
        let pools = items.into_iter().map(|(id, item)| (id, item.pool)).collect();
        weighed_over(unit, id, &almanac.needed(lesson), content, &pools).await?
    };
    or_report(unit, id, lesson, content, weighed).await
}

/// The same for what a requisition held before.
pub(crate) async fn hold_again(
    unit: &mut Unit<SchoolId>,
    id: RequisitionId,
    lesson: &Occasion,
    content: &Content,
    wants: &[Want],
) -> Result<Vec<Hold>, ActionError> {
    let items: Vec<_> = wants.iter().map(|want| want.item).collect();
    unit.lock_items(&items).await?;
    let pools = unit.pools(&items).await?;
    let holds = unit.holds_of(&items, span(wants)).await?;
    or_report(unit, id, lesson, content, judge(id, wants, &pools, &holds)).await
}

/// The pools of all that is asked for, held still; or the report of what of it is retired.
pub(crate) async fn all_in_use(
    unit: &mut Unit<SchoolId>,
    requisition: &Requisition,
) -> Result<Pools, ActionError> {
    let Requisition { id, occasion, content, .. } = requisition;
    let almanac = unit.almanac().await?;
    let items = unit.lock_and_find_items(&content.items()).await?;
    let pools: Pools = items.into_iter().map(|(id, item)| (id, item.pool)).collect();
    let wants = content.wants(&almanac.needed(occasion), &pools);
    let clashes = retired(&wants, &pools);
    if clashes.is_empty() {
        return Ok(pools);
    }
    or_report(unit, *id, occasion, content, Err(clashes)).await.map(|_| pools)
}

async fn or_report(
    unit: &mut Unit<SchoolId>,
    id: RequisitionId,
    lesson: &Occasion,
    content: &Content,
    weighed: Result<Vec<Hold>, Vec<Clash>>,
) -> Result<Vec<Hold>, ActionError> {
    let clashes = match weighed {
        Ok(holds) => return Ok(holds),
        Err(clashes) => clashes,
    };
    let almanac = unit.almanac().await?;
    let report = report(unit, &almanac, id, lesson, content, clashes).await?;
    Err(ActionError::Clash(Box::new(report)))
}

/// What of `held` stays when nothing new may be held yet: no more than is still wanted, and nothing whose transfer from
/// another site is asked for no more.
pub(crate) fn shrunk(
    held: &[Hold],
    content: &Content,
    needed: &Needed<'_>,
    pools: Option<&Pools>,
) -> Vec<Hold> {
    let wanted = content.quantities();
    let is_unasked = |hold: &Hold| {
        let pool = pools.and_then(|pools| pools.get(&hold.item));
        hold.moved_at.is_none() && pool.is_some_and(|pool| content.unasked(pool, needed).is_some())
    };
    held.iter()
        .filter(|hold| !is_unasked(hold))
        .filter_map(|hold| {
            let quantity = wanted.get(&LineWhat::Item(hold.item)).copied().unwrap_or(0).min(hold.quantity);
            (quantity > 0).then(|| Hold { quantity, ..hold.clone() })
        })
        .collect()
}
