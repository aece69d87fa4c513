//! The inbox: what waits for an answer, what has come to be short, and what nobody has counted back.

use domain::Permit;
use domain::apparatus::exposures;
use domain::id::ItemId;
use domain::people::permissions;
use domain::requisition::{Requisition, State};
use storage::Reading;

use crate::almanac::Almanac;
use crate::{ActionError, House};

/// What waits.
#[derive(Clone, Debug)]
pub struct Inbox {
    /// The almanac, for dates and times.
    pub almanac: Almanac,
    /// Sent, and waiting for a technician or an approval.
    pub submitted: Vec<Requisition>,
    /// Queried, and waiting for the teacher.
    pub queried: Vec<Requisition>,
    /// Promised, and no longer covered.
    pub exposures: Vec<Exposure>,
    /// Asked for a lesson that the timetable has no longer, or has otherwise.
    pub lesson_gone: Vec<Requisition>,
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
}

/// Days back that uncounted returns are listed for.
const DAYS_BACK: i64 = 14;

/// What waits in a school.
pub async fn inbox(house: &House, permit: &Permit<permissions::SeeInbox>) -> Result<Inbox, ActionError> {
    let mut reading = house.storage.read(permit.school()).await?;
    let almanac = Almanac::read(&mut reading).await?;
    let (submitted, queried) = reading
        .requisitions_waiting()
        .await?
        .into_iter()
        .partition(|requisition| requisition.state == State::Submitted);
    let now = house.now();
    let not_counted_back =
        reading.requisitions_not_counted_back(now, now.plus_minutes(-DAYS_BACK * 24 * 60)).await?;
    let exposures = exposed(&mut reading, now).await?;
    let lesson_gone = gone(&mut reading, &almanac, now).await?;
    Ok(Inbox { almanac, submitted, queried, exposures, lesson_gone, not_counted_back })
}

async fn exposed(reading: &mut Reading, now: domain::Instant) -> Result<Vec<Exposure>, ActionError> {
    let holds = reading.all_holds(now).await?;
    let mut items: Vec<ItemId> = holds.iter().map(|hold| hold.item).collect();
    items.dedup();
    let mut found = Vec::new();
    for pool in reading.pools(&items).await?.into_values() {
        for (hold, short) in exposures(&pool, &holds) {
            let Some(requisition) = reading.find_requisition(hold.requisition).await? else { continue };
            found.push(Exposure { requisition, item: pool.item, name: pool.name.clone(), short });
        }
    }
    Ok(found)
}

async fn gone(
    reading: &mut Reading,
    almanac: &Almanac,
    now: domain::Instant,
) -> Result<Vec<Requisition>, ActionError> {
    let mut gone = Vec::new();
    for requisition in reading.requisitions_open_from(now).await? {
        let lesson = almanac.find_lesson(reading, requisition.occasion.lesson).await?;
        let still = lesson.is_some_and(|lesson| {
            lesson.interval == requisition.occasion.interval
                && lesson.room.unwrap_or_default() == requisition.occasion.room
        });
        if !still {
            gone.push(requisition);
        }
    }
    Ok(gone)
}
