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

    /// The lesson that an occasion is for: on its date; or on the day of that week to which its meeting has moved; or
    /// else the one that its class has in the same subject at the same hour, whatever number the timetable gives it.
    /// What has moved to a time that is over by `now` is not for it.
    pub(crate) async fn lesson_of(
        &mut self,
        reading: &mut Reading,
        almanac: &Almanac,
        occasion: &Occasion,
        now: Instant,
    ) -> Result<Option<Lesson>, ActionError> {
        let date = lesson_date(occasion.lesson).unwrap_or(occasion.date);
        let Some(version) = almanac.version_on(date) else { return Ok(None) };
        let meetings = self.of(reading, version).await?;
        if let Some(kept) = meetings.get(&lesson_tail(occasion.lesson)) {
            if let Some(lesson) = almanac.lesson_of(kept, date) {
                return Ok(Some(lesson));
            }
            let mut days = days_moved_to(almanac, version, kept, date).into_iter();
            let moved = days.find_map(|day| almanac.lesson_of(kept, day));
            if let Some(lesson) = moved.filter(|lesson| lesson.interval.until > now) {
                return Ok(Some(lesson));
            }
        }
        Ok(same_hour(almanac, meetings, occasion, date))
    }

    /// Whether a meeting has its day on a date.
    pub(super) async fn runs_on(
        &mut self,
        reading: &mut Reading,
        almanac: &Almanac,
        tail: &str,
        date: Date,
    ) -> Result<Option<DayPlace>, ActionError> {
        let Some(version) = almanac.version_on(date) else { return Ok(None) };
        let Some(kept) = self.of(reading, version).await?.get(tail) else { return Ok(None) };
        let runs = almanac.day_on(date).is_some_and(|(place, _)| place == kept.meeting.day);
        Ok(version.days.get(kept.meeting.day).map(|day| day.place).filter(|_| runs))
    }

    /// The lesson of this meeting on a date.
    pub(super) async fn lesson_on(
        &mut self,
        reading: &mut Reading,
        almanac: &Almanac,
        tail: &str,
        date: Date,
    ) -> Result<Option<Lesson>, ActionError> {
        let Some(version) = almanac.version_on(date) else { return Ok(None) };
        Ok(self.of(reading, version).await?.get(tail).and_then(|kept| almanac.lesson_of(kept, date)))
    }
}

/// The one lesson that a class has in a subject at the very hour of an occasion.
fn same_hour(
    almanac: &Almanac,
    meetings: &BTreeMap<String, KeptMeeting>,
    occasion: &Occasion,
    date: Date,
) -> Option<Lesson> {
    let lessons = meetings.values().filter_map(|kept| almanac.lesson_of(kept, date));
    let mut same = lessons.filter(|lesson| {
        lesson.interval == occasion.interval
            && lesson.class_words() == occasion.class
            && lesson.subject == occasion.subject
    });
    same.next().filter(|_| same.next().is_none())
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

/// The days of the same week on which a meeting may be that has another weekday now. A day without school and a week of
/// another letter move nothing.
fn days_moved_to(almanac: &Almanac, version: &TimetableVersion, kept: &KeptMeeting, date: Date) -> Vec<Date> {
    match version.days.get(kept.meeting.day).map(|day| day.place) {
        Some(DayPlace::Weekday { weekday, .. }) if weekday != date.weekday() => {
            let first = almanac.calendar.week_start(date);
            first.series(1.day()).take(7).filter(|day| day.weekday() == weekday).collect()
        }
        _ => Vec::new(),
    }
}
