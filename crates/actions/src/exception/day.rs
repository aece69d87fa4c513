//! A day and what is otherwise on it.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::id::{ExceptionId, TimeChangeId};
use domain::lesson::{Lesson, lesson_date};
use domain::people::permissions::ChangeDay;
use domain::timetable::exception::{Exception, KeptException};
use domain::{Instant, Permit};
use jiff::civil::Date;

use crate::almanac::Almanac;
use crate::calendar::Reversal;
use crate::once::hash;
use crate::{ActionError, House};

/// A day that somebody may say is otherwise than the timetable has it.
#[derive(Clone, Debug)]
pub struct DayToChange {
    /// The almanac.
    pub almanac: Arc<Almanac>,
    /// The science lessons that are on the day by now, by time and room; those too that are off the timetable.
    pub lessons: Vec<Lesson>,
    /// The rooms of the timetable.
    pub rooms: Vec<String>,
    /// The teachers of the timetable.
    pub teachers: Vec<String>,
    /// What was said to be otherwise on it, in the order in which it was said.
    pub changes: Vec<DayChange>,
    /// What tells how the day stands from how it may come to stand.
    pub stands: String,
}

/// Something that is otherwise on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayChange {
    /// What it is put back by.
    pub id: TimeChangeId,
    /// When it was said.
    pub made_at: Instant,
    /// By whom.
    pub actor: String,
    /// What it is.
    pub words: String,
}

/// The almanac, for those who may change a day.
pub async fn almanac(house: &House, permit: &Permit<ChangeDay>) -> Result<Arc<Almanac>, ActionError> {
    let mut reading = house.storage.read(permit.school()).await?;
    Ok(house.almanac(&mut reading).await?)
}

/// A day, with what may be said of it.
pub async fn day(house: &House, permit: &Permit<ChangeDay>, date: Date) -> Result<DayToChange, ActionError> {
    let mut reading = house.storage.read(permit.school()).await?;
    let almanac = house.almanac(&mut reading).await?;
    let meetings = match almanac.version_on(date) {
        Some(version) => reading.meetings(version.id).await?,
        None => Vec::new(),
    };
    let (mut rooms, mut teachers) = (BTreeSet::new(), BTreeSet::new());
    for kept in &meetings {
        rooms.extend(kept.meeting.room.clone());
        teachers.extend(kept.meeting.teachers.iter().cloned());
    }
    let mut lessons = almanac.lessons_on(&mut reading, date).await?;
    lessons.retain(|lesson| lesson.science);
    let touching: BTreeSet<ExceptionId> = touching(&almanac, date).map(|kept| kept.id).collect();
    let mut changes = Vec::new();
    for change in reading.time_changes_of_days().await? {
        let reversal: Reversal = serde_json::from_str(&change.reversal)?;
        if matches!(reversal, Reversal::Exceptions { added } if added.iter().any(|id| touching.contains(id)))
        {
            let (id, made_at, actor, words) = (change.id, change.made_at, change.actor, change.words);
            changes.push(DayChange { id, made_at, actor, words });
        }
    }
    let stands = standing(&almanac, date);
    let (rooms, teachers) = (rooms.into_iter().collect(), teachers.into_iter().collect());
    Ok(DayToChange { almanac, lessons, rooms, teachers, changes, stands })
}

/// What is otherwise on a day, in the order in which it was said.
fn touching(almanac: &Almanac, date: Date) -> impl Iterator<Item = &KeptException> {
    almanac.exceptions.iter().filter(move |kept| touches(almanac, &kept.exception, date))
}

/// What is otherwise on a day, in one short text that tells it from any other.
pub(super) fn standing(almanac: &Almanac, date: Date) -> String {
    let ids: Vec<String> = touching(almanac, date).map(|kept| kept.id.to_string()).collect();
    hash(ids.join(" ").as_bytes())
}

fn touches(almanac: &Almanac, exception: &Exception, on: Date) -> bool {
    match exception {
        Exception::Bells { .. } => exception.rings_on(on),
        Exception::Off { first, last, .. } | Exception::Out { first, last, .. } => {
            (*first..=*last).contains(&on)
        }
        Exception::RoomsSwapped { date, .. } => *date == on,
        Exception::Moved { lesson, date, .. } => *date == on || lesson_date(*lesson) == Some(on),
        Exception::Room { lesson, .. } | Exception::Cover { lesson, .. } => {
            almanac.date_of(*lesson) == Some(on) || lesson_date(*lesson) == Some(on)
        }
    }
}
