//! The inbox: what waits for an answer, what has come to be short, and what nobody has counted back.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::Permit;
use domain::apparatus::{Hold, Pool, exposures};
use domain::id::{ItemId, RequisitionId};
use domain::people::permissions;
use domain::requisition::{Requisition, State, Tie};
use domain::site::Away;
use storage::Reading;

use crate::almanac::Almanac;
use crate::requisition::{WayOut, ways_out_of};
use crate::{ActionError, House};

/// What waits.
#[derive(Clone, Debug)]
pub struct Inbox {
    /// The almanac, for dates and times.
    pub almanac: Arc<Almanac>,
    /// Sent, and waiting for a technician or an approval.
    pub submitted: Vec<Requisition>,
    /// Queried, and waiting for the teacher.
    pub queried: Vec<Requisition>,
    /// Promised, and no longer covered.
    pub exposures: Vec<Exposure>,
    /// Asked for a lesson that the timetable or the calendar has no longer.
    pub lesson_gone: Vec<Requisition>,
    /// Asked for a lesson whose teacher is marked out, without anybody to cover it.
    pub teacher_out: Vec<Requisition>,
    /// Kept at an hour although the lesson is gone from there, and the lesson has turned up at another.
    pub apart: Vec<Requisition>,
    /// What would help those that are short, whose lesson is gone, or whose teacher is out.
    pub ways_out: BTreeMap<RequisitionId, Vec<WayOut>>,
    /// Over, and not counted back.
    pub not_counted_back: Vec<Requisition>,
}

/// A promise that a later event has left short.
#[derive(Clone, Debug)]
pub struct Exposure {
    /// Whose.
    pub requisition: Requisition,
    /// Which item.
    pub item: ItemId,
    /// Its name.
    pub name: String,
    /// How many the pool is short.
    pub short: u32,
    /// Whether that is because it is retired.
    pub retired: bool,
    /// Whether that is because the lesson was moved to where others stood.
    pub moved: bool,
    /// Where it is kept, if nobody has asked for its transfer from there.
    pub kept_at: Option<Away>,
}

/// Days back that uncounted returns are listed for.
const DAYS_BACK: i64 = 14;

/// What waits in a school.
pub async fn inbox(house: &House, permit: &Permit<permissions::SeeInbox>) -> Result<Inbox, ActionError> {
    let mut reading = house.storage.read(permit.school()).await?;
    let almanac = house.almanac(&mut reading).await?;
    let (submitted, queried) = reading
        .requisitions_waiting()
        .await?
        .into_iter()
        .partition(|requisition| requisition.state == State::Submitted);
    let now = house.now();
    let not_counted_back =
        reading.requisitions_not_counted_back(now, now.plus_minutes(-DAYS_BACK * 24 * 60)).await?;
    let exposures = exposed(&mut reading, &almanac, now).await?;
    let [mut lesson_gone, mut teacher_out, mut apart] = [
        reading.requisitions_tied(Tie::Gone, now).await?,
        reading.requisitions_tied(Tie::TeacherOut, now).await?,
        reading.requisitions_tied(Tie::Apart, now).await?,
    ];
    // What becomes of a draft is for whoever writes it.
    for list in [&mut lesson_gone, &mut teacher_out, &mut apart] {
        list.retain(|requisition| requisition.state != State::Draft);
    }
    let waiting = waiting(&exposures, [&lesson_gone, &teacher_out, &apart]);
    let ways_out = ways_out_of(&mut reading, &almanac, &waiting, permit.actor(), now).await?;
    Ok(Inbox {
        almanac,
        submitted,
        queried,
        exposures,
        lesson_gone,
        teacher_out,
        apart,
        ways_out,
        not_counted_back,
    })
}

/// Each that waits for a decision once, with the items that it is short of.
fn waiting<'a>(
    exposures: &'a [Exposure],
    to_decide: [&'a Vec<Requisition>; 3],
) -> Vec<(&'a Requisition, Vec<ItemId>)> {
    let mut by_id: BTreeMap<RequisitionId, (&Requisition, Vec<ItemId>)> = BTreeMap::new();
    for exposure in exposures {
        let requisition = &exposure.requisition;
        by_id.entry(requisition.id).or_insert((requisition, Vec::new())).1.push(exposure.item);
    }
    for requisition in to_decide.into_iter().flatten() {
        by_id.entry(requisition.id).or_insert((requisition, Vec::new()));
    }
    by_id.into_values().collect()
}

async fn exposed(
    reading: &mut Reading,
    almanac: &Almanac,
    now: domain::Instant,
) -> Result<Vec<Exposure>, ActionError> {
    let mut by_item: BTreeMap<ItemId, Vec<Hold>> = BTreeMap::new();
    for hold in reading.all_holds(now).await? {
        by_item.entry(hold.item).or_default().push(hold);
    }
    let items: Vec<ItemId> = by_item.keys().copied().collect();
    let pools = reading.pools(&items).await?;
    let mut short = Vec::new();
    let mut unasked = Vec::new();
    for pool in pools.values() {
        let holds = by_item.get(&pool.item).map(Vec::as_slice).unwrap_or_default();
        for (hold, missing) in exposures(pool, holds) {
            short.push((hold, pool, missing));
        }
        // Nothing is asked for from another site without, so only what has moved can lack it.
        if almanac.sites.are_several() && pool.can_clash() {
            unasked.extend(holds.iter().filter(|hold| hold.moved_at.is_some()).map(|hold| (hold, pool)));
        }
    }
    let holds = short.iter().map(|(hold, ..)| hold).chain(unasked.iter().map(|(hold, _)| hold));
    let ids: Vec<RequisitionId> = holds.map(|hold| hold.requisition).collect();
    let known = reading.find_requisitions(&ids).await?;
    let exposure = |(hold, pool, short): (&Hold, &Pool, u32)| {
        let requisition = known.get(&hold.requisition)?.clone();
        let (item, name, retired) = (pool.item, pool.name.clone(), pool.retired);
        let moved = hold.moved_at.is_some();
        Some(Exposure { requisition, item, name, short, retired, moved, kept_at: None })
    };
    let unasked = unasked.into_iter().filter_map(|(hold, pool)| {
        let found = known.get(&hold.requisition)?;
        let away = found.content.unasked(pool, &almanac.needed(&found.occasion))?;
        Some(Exposure { kept_at: Some(away), ..exposure((hold, pool, hold.quantity))? })
    });
    let unasked: Vec<Exposure> = unasked.collect();
    Ok(short.into_iter().filter_map(exposure).chain(unasked).collect())
}
