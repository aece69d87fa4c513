//! The inbox: what waits for an answer, what has come to be short, and what nobody has counted back.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::Permit;
use domain::apparatus::{Hold, exposures};
use domain::id::{ItemId, RequisitionId};
use domain::lesson::Lesson;
use domain::people::permissions;
use domain::requisition::{Requisition, State, Tie};
use storage::Reading;

use crate::almanac::Almanac;
use crate::calendar::Meetings;
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
    /// Lessons of the same class and subject that each of those could go to, the next ones.
    pub other_lessons: BTreeMap<RequisitionId, Vec<Lesson>>,
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
    let exposures = exposed(&mut reading, now).await?;
    let lesson_gone = reading.requisitions_tied(Tie::Gone, now).await?;
    let teacher_out = reading.requisitions_tied(Tie::TeacherOut, now).await?;
    let mut meetings = Meetings::default();
    let mut other_lessons = BTreeMap::new();
    for one in lesson_gone.iter().chain(&teacher_out) {
        let lessons = meetings.other_lessons(&mut reading, &almanac, &one.occasion, now).await?;
        other_lessons.insert(one.id, lessons);
    }
    Ok(Inbox {
        almanac,
        submitted,
        queried,
        exposures,
        lesson_gone,
        teacher_out,
        other_lessons,
        not_counted_back,
    })
}

async fn exposed(reading: &mut Reading, now: domain::Instant) -> Result<Vec<Exposure>, ActionError> {
    let mut by_item: BTreeMap<ItemId, Vec<Hold>> = BTreeMap::new();
    for hold in reading.all_holds(now).await? {
        by_item.entry(hold.item).or_default().push(hold);
    }
    let items: Vec<ItemId> = by_item.keys().copied().collect();
    let mut short = Vec::new();
    for pool in reading.pools(&items).await?.into_values() {
        let holds = by_item.get(&pool.item).map(Vec::as_slice).unwrap_or_default();
        for (hold, missing) in exposures(&pool, holds) {
            short.push((hold.requisition, pool.item, pool.name.clone(), missing, pool.retired));
        }
    }
    let ids: Vec<RequisitionId> = short.iter().map(|(id, ..)| *id).collect();
    let known = reading.find_requisitions(&ids).await?;
    let exposure = |(id, item, name, short, retired)| {
        let requisition = known.get(&id)?.clone();
        Some(Exposure { requisition, item, name, short, retired })
    };
    Ok(short.into_iter().filter_map(exposure).collect())
}
