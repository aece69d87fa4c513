//! The meetings of the timetable's versions, and the lessons that requests are for among them.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Place;

use domain::Instant;
use domain::id::TimetableId;
use domain::lesson::{Lesson, lesson_date, lesson_tail, meeting_tail};
use domain::requisition::Occasion;
use domain::timetable::{DayPlace, KeptMeeting, TimetableVersion};
use jiff::ToSpan;
use jiff::civil::Date;
use storage::Reading;

use crate::ActionError;
use crate::almanac::Almanac;

/// The meetings of versions, each version read once.
#[derive(Default)]
pub(crate) struct Meetings(BTreeMap<TimetableId, BTreeMap<String, KeptMeeting>>);

impl Meetings {
    pub(super) async fn of(
        &mut self,
        reading: &mut Reading,
        version: &TimetableVersion,
    ) -> Result<&BTreeMap<String, KeptMeeting>, ActionError> {
        match self.0.entry(version.id) {
            Place::Occupied(kept) => Ok(kept.into_mut()),
            Place::Vacant(place) => {
                let meetings = reading.meetings(version.id).await?;
                Ok(place.insert(meetings.into_iter().map(|kept| (meeting_tail(kept.id), kept)).collect()))
            }
        }
    }

    /// The lesson that an occasion is for: on its date, or else on the day to which its meeting has moved.
    pub(crate) async fn lesson_of(
        &mut self,
        reading: &mut Reading,
        almanac: &Almanac,
        occasion: &Occasion,
    ) -> Result<Option<Lesson>, ActionError> {
        let date = lesson_date(occasion.lesson).unwrap_or(occasion.date);
        let Some(version) = almanac.version_on(date) else { return Ok(None) };
        let Some(kept) = self.of(reading, version).await?.get(&lesson_tail(occasion.lesson)) else {
            return Ok(None);
        };
        if let Some(lesson) = almanac.lesson_of(kept, date) {
            return Ok(Some(lesson));
        }
        let lessons = days_moved_to(almanac, version, kept, date);
        Ok(lessons.into_iter().find_map(|day| almanac.lesson_of(kept, day)))
    }
}

/// Lessons that are offered in the place of one that is gone.
const MOST_OTHERS: usize = 4;
/// Days from now within which they are looked for.
const DAYS_AHEAD: i64 = 21;

impl Meetings {
    /// The next lessons of the class of an occasion, in its subject.
    pub(crate) async fn other_lessons(
        &mut self,
        reading: &mut Reading,
        almanac: &Almanac,
        occasion: &Occasion,
        now: Instant,
    ) -> Result<Vec<Lesson>, ActionError> {
        let mut found = Vec::new();
        let first = almanac.calendar.local(now).0;
        for date in first.series(1.day()).take_while(|date| *date <= first.saturating_add(DAYS_AHEAD.days()))
        {
            let Some(version) = almanac.version_on(date) else { continue };
            let of_day = self.of(reading, version).await?.values().filter(|kept| {
                let class = kept.meeting.class.as_deref().unwrap_or(&kept.meeting.subject);
                class == occasion.class && kept.meeting.subject == occasion.subject
            });
            found.extend(of_day.filter_map(|kept| almanac.lesson_of(kept, date)));
        }
        found.retain(|lesson| lesson.interval.from > now && lesson.id != occasion.lesson);
        found.sort_by_key(|lesson| lesson.interval.from);
        found.truncate(MOST_OTHERS);
        Ok(found)
    }
}

/// The days on which a meeting may be that is not on `date` any more: the same week's, where it has another weekday;
/// the nearest of the same turn, where days rotate. A day without school and a week of another letter move nothing.
fn days_moved_to(almanac: &Almanac, version: &TimetableVersion, kept: &KeptMeeting, date: Date) -> Vec<Date> {
    match version.days.get(kept.meeting.day).map(|day| day.place) {
        Some(DayPlace::Weekday { weekday, .. }) if weekday != date.weekday() => {
            let first = almanac.calendar.week_start(date);
            first.series(1.day()).take(7).filter(|day| day.weekday() == weekday).collect()
        }
        Some(DayPlace::Rotating) => {
            let reach = i64::try_from(version.days.len()).unwrap_or(0);
            (1..=reach)
                .flat_map(|away| [date.saturating_add(away.days()), date.saturating_sub(away.days())])
                .collect()
        }
        _ => Vec::new(),
    }
}
