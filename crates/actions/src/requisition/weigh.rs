//! Weighing: what is asked for is completed from the school's lists, and judged against deadline and
//! holds. Sending, changing, accepting, approving and undoing all pass through here.

use std::collections::BTreeMap;

use domain::apparatus::{Clash, Hold, Item, Needed, Pool, Want, judge};
use domain::catalogue::SchoolPractical;
use domain::id::{ItemId, PracticalId, RequisitionId, SchoolId};
use domain::requisition::{Content, LateReason, Lateness, LineWhat, Occasion};
use domain::{Instant, Interval};
use storage::Reading;

use crate::ActionError;
use crate::almanac::Almanac;
use crate::unit::Unit;

/// What the practicals of a content say about the whole of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Traits {
    pub hazard: bool,
    pub trial: bool,
    pub notice_days: Option<u16>,
}

/// Items that a unit has held still and read, by identifier.
pub(crate) type Pools = BTreeMap<ItemId, Pool>;

/// Completes a content: items and practicals must be this school's, and lines take the items' names.
pub(crate) async fn complete(
    reading: &mut Reading,
    content: Content,
) -> Result<(Content, Traits), ActionError> {
    content.check()?;
    let practicals = reading.find_practicals(&content.practicals()).await?;
    let items = reading.find_items(&content.items()).await?;
    completed(content, &practicals, &items)
}

/// The same for what is to be held: its items are held still and read in one go, for weighing them next.
pub(crate) async fn complete_to_hold(
    unit: &mut Unit<SchoolId>,
    content: Content,
) -> Result<(Content, Traits, Pools), ActionError> {
    content.check()?;
    // Whoever wants the same items waits from the lock to the end of the unit, so nothing is read between that could
    // be read before.
    let practicals = unit.find_practicals(&content.practicals()).await?;
    let items = unit.lock_and_find_items(&content.items()).await?;
    let (content, traits) = completed(content, &practicals, &items)?;
    let pools = items.into_iter().map(|(id, item)| (id, item.pool)).collect();
    Ok((content, traits, pools))
}

fn completed(
    mut content: Content,
    practicals: &BTreeMap<PracticalId, SchoolPractical>,
    items: &BTreeMap<ItemId, Item>,
) -> Result<(Content, Traits), ActionError> {
    let mut traits = Traits::default();
    for station in &mut content.stations {
        if let Some(practical) = station.practical {
            let found = practicals.get(&practical).ok_or_else(|| {
                ActionError::field("practical", "that practical is not in this school's catalogue")
            })?;
            traits.hazard |= !found.details.hazards.is_empty();
            traits.trial |= found.trial;
            traits.notice_days = traits.notice_days.max(found.notice_days);
        }
        for line in &mut station.lines {
            match &line.what {
                LineWhat::Item(item) => {
                    let found = items.get(item).ok_or_else(|| {
                        ActionError::field(
                            "lines",
                            "one line names an item that is not on this school's list",
                        )
                    })?;
                    line.name.clone_from(&found.pool.name);
                }
                LineWhat::Words(words) => line.name.clone_from(words),
            }
        }
    }
    Ok((content, traits))
}

/// Judges lateness at `now`. A late request needs a reason from the list.
pub(crate) fn lateness_at(
    almanac: &Almanac,
    lesson: &Occasion,
    traits: Traits,
    now: Instant,
    reason: Option<LateReason>,
    words: &str,
) -> Result<Lateness, ActionError> {
    let deadline = almanac.deadline_for(lesson.interval.from, traits.notice_days);
    let late = domain::requisition::deadline::is_late(now, deadline.as_ref());
    if late && reason.is_none() {
        return Err(ActionError::field(
            "late_reason",
            "this comes after the deadline; choose why, so that it can be looked at",
        ));
    }
    Ok(Lateness {
        late,
        reason: reason.filter(|_| late).map(|reason| reason.key().to_owned()),
        words: if late { words.trim().to_owned() } else { String::new() },
        received_at: Some(now),
        deadline_at: deadline.map(|deadline| deadline.at),
    })
}

/// What `domain` says of a content at a time, over pools that are known: the holds it is to have, or the clashes.
pub(crate) async fn weighed_over(
    reading: &mut Reading,
    id: RequisitionId,
    needed: &Needed<'_>,
    content: &Content,
    pools: &Pools,
) -> Result<Result<Vec<Hold>, Vec<Clash>>, ActionError> {
    let wants = content.wants(needed, pools);
    let counted: Vec<ItemId> = wants.iter().map(|want| want.item).collect();
    let holds = reading.holds_of(&counted, span(&wants)).await?;
    Ok(judge(id, &wants, pools, &holds))
}

/// From the first to the last instant that anything is wanted.
pub(crate) fn span(wants: &[Want]) -> Interval {
    Interval {
        from: wants.iter().map(|want| want.interval.from).min().unwrap_or(Instant(0)),
        until: wants.iter().map(|want| want.interval.until).max().unwrap_or(Instant(0)),
    }
}
