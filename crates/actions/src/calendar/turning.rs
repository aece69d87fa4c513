//! Turning: where the lessons of rotating days go when the days turn otherwise than before.

use std::collections::BTreeMap;

use domain::Instant;
use domain::lesson::{Lesson, lesson_date, lesson_tail};
use domain::requisition::{Occasion, turned};
use domain::timetable::DayPlace;
use jiff::ToSpan;
use jiff::civil::Date;
use storage::Reading;

use super::meetings::Meetings;
use crate::ActionError;
use crate::almanac::Almanac;

/// Days back and ahead that are looked through for the first that turns otherwise: a school year and a little.
const REACH: i64 = 400;

/// From which date days turn otherwise, and on which each meeting was and is from there.
pub(super) struct Turning<'a> {
    before: &'a Almanac,
    after: &'a Almanac,
    now: Instant,
    /// The dates from the first that differs on; none where none does.
    dates: Vec<Date>,
    dates_of: BTreeMap<String, Option<Dates>>,
}

/// The dates of one meeting, before and after.
#[derive(Clone, Debug)]
struct Dates {
    was: Vec<Date>,
    is: Vec<Date>,
}

impl<'a> Turning<'a> {
    pub fn between(before: &'a Almanac, after: &'a Almanac, now: Instant) -> Self {
        let today = after.calendar.local(now).0;
        let turns = |almanac: &Almanac, date| {
            (almanac.version_on(date).map(|version| version.id), almanac.calendar.cycle_day(date))
        };
        let days = today.saturating_sub(REACH.days()).series(1.day());
        let within = days.take_while(|date| *date <= today.saturating_add(REACH.days()));
        let dates = within.skip_while(|date| turns(before, *date) == turns(after, *date)).collect();
        Self { before, after, now, dates, dates_of: BTreeMap::new() }
    }

    /// The lesson that an occasion is for by now.
    pub async fn lesson_of(
        &mut self,
        reading: &mut Reading,
        meetings: &mut Meetings,
        occasion: &Occasion,
    ) -> Result<Option<Lesson>, ActionError> {
        let date = lesson_date(occasion.lesson).unwrap_or(occasion.date);
        let tail = lesson_tail(occasion.lesson);
        if self.dates.first().is_none_or(|first| date < *first) {
            return meetings.lesson_of(reading, self.after, occasion, self.now).await;
        }
        let Some(Dates { was, is }) = self.rotating(reading, meetings, &tail).await? else {
            return meetings.lesson_of(reading, self.after, occasion, self.now).await;
        };
        let Some(to) = turned(date, &was, &is) else { return Ok(None) };
        let lesson = meetings.lesson_on(reading, self.after, &tail, to).await?;
        Ok(lesson.filter(|lesson| to == date || lesson.interval.until > self.now))
    }

    /// The dates of a meeting before and after, where it is on rotating days in either and is in both.
    async fn rotating(
        &mut self,
        reading: &mut Reading,
        meetings: &mut Meetings,
        tail: &str,
    ) -> Result<Option<Dates>, ActionError> {
        if let Some(known) = self.dates_of.get(tail) {
            return Ok(known.clone());
        }
        let (was, rotated) = dates_in(reading, meetings, self.before, tail, &self.dates).await?;
        let (is, rotates) = dates_in(reading, meetings, self.after, tail, &self.dates).await?;
        let known = (rotated || rotates) && !is.is_empty();
        let found = known.then_some(Dates { was, is });
        self.dates_of.insert(tail.to_owned(), found.clone());
        Ok(found)
    }
}

/// The dates among these that a meeting has, and whether any of them is one of rotating days.
async fn dates_in(
    reading: &mut Reading,
    meetings: &mut Meetings,
    almanac: &Almanac,
    tail: &str,
    dates: &[Date],
) -> Result<(Vec<Date>, bool), ActionError> {
    let mut found = Vec::new();
    let mut rotates = false;
    for date in dates {
        if let Some(place) = meetings.runs_on(reading, almanac, tail, *date).await? {
            found.push(*date);
            rotates |= place == DayPlace::Rotating;
        }
    }
    Ok((found, rotates))
}
