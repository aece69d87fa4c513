//! A day and what is otherwise on it.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::Permit;
use domain::lesson::{Lesson, lesson_date};
use domain::people::permissions::ChangeDay;
use domain::timetable::exception::Exception;
use jiff::civil::Date;

use crate::almanac::Almanac;
use crate::{ActionError, House};

/// A day that somebody may say is otherwise than the timetable has it.
#[derive(Clone, Debug)]
pub struct DayToChange {
    /// The almanac.
    pub almanac: Arc<Almanac>,
    /// The science lessons of the day, by time and room.
    pub lessons: Vec<Lesson>,
    /// The rooms of the timetable.
    pub rooms: Vec<String>,
    /// The teachers of the timetable.
    pub teachers: Vec<String>,
    /// What is otherwise on it already.
    pub exceptions: Vec<Exception>,
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
    let mut lessons: Vec<Lesson> = meetings
        .iter()
        .filter(|kept| kept.science)
        .filter_map(|kept| almanac.lesson_of(kept, date))
        .collect();
    lessons.sort_by(|one, other| (one.interval.from, &one.room).cmp(&(other.interval.from, &other.room)));
    let exceptions = almanac.exceptions.iter().map(|kept| kept.exception.clone());
    let exceptions = exceptions.filter(|exception| touches(exception, date)).collect();
    let (rooms, teachers) = (rooms.into_iter().collect(), teachers.into_iter().collect());
    Ok(DayToChange { almanac, lessons, rooms, teachers, exceptions })
}

fn touches(exception: &Exception, on: Date) -> bool {
    match exception {
        Exception::Bells { .. } => exception.rings_on(on),
        Exception::Off { first, last, .. } | Exception::Out { first, last, .. } => {
            (*first..=*last).contains(&on)
        }
        Exception::RoomsSwapped { date, .. } => *date == on,
        Exception::Moved { lesson, date, .. } => *date == on || lesson_date(*lesson) == Some(on),
        Exception::Room { lesson, .. } | Exception::Cover { lesson, .. } => lesson_date(*lesson) == Some(on),
    }
}
