//! Local dates and times of day to instants and back.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::AmbiguousOffset;

use super::Calendar;
use crate::instant::TimeOfDay;
use crate::{Instant, Interval};

impl Calendar {
    /// The instant at which the school's clocks show `time` on `date`; 24:00 is the next midnight.
    ///
    /// A time that the clocks skip is moved on by as much as they skip (01:30 becomes 02:30 where the
    /// clocks go from 01:00 to 02:00); of a time that they show twice, the first is meant. Dates at the
    /// far ends of jiff's range (years −9999 and 9999) are held at its ends.
    pub fn instant(&self, date: Date, time: TimeOfDay) -> Instant {
        let end = if date.year() < 0 { Timestamp::MIN } else { Timestamp::MAX };
        let Some(local) = local_time(date, time) else {
            return end.into();
        };
        self.zone.to_ambiguous_timestamp(local).compatible().unwrap_or(end).into()
    }

    /// From when until when something is that begins and ends at these times of a date, such as a lesson.
    ///
    /// What would begin at a time that the clocks skip begins later, as [`Calendar::instant`] has it, and keeps its
    /// length: its end may be a time that they do show, and would come before it or cut it short.
    pub fn interval(&self, date: Date, start: TimeOfDay, end: TimeOfDay) -> Interval {
        let (from, until) = (self.instant(date, start), self.instant(date, end));
        if start < end && self.skips(date, start) {
            let minutes = i64::from(end.minutes() - start.minutes());
            return Interval { from, until: from.plus_minutes(minutes) };
        }
        Interval { from, until }
    }

    /// Whether the clocks never show this time of a date.
    fn skips(&self, date: Date, time: TimeOfDay) -> bool {
        let offset = local_time(date, time).map(|local| self.zone.to_ambiguous_timestamp(local).offset());
        matches!(offset, Some(AmbiguousOffset::Gap { .. }))
    }

    /// The date and time of day that the school's clocks show at `instant`, to the minute begun.
    pub fn local(&self, instant: Instant) -> (Date, TimeOfDay) {
        let local = self.zone.to_datetime(instant.timestamp());
        let minutes = u16::from(local.hour().unsigned_abs()) * 60 + u16::from(local.minute().unsigned_abs());
        let Some(time) = TimeOfDay::from_minutes(minutes) else {
            unreachable!("hours are 0 to 23 and minutes 0 to 59");
        };
        (local.date(), time)
    }
}

/// The date and time on the wall; `None` for 24:00 on the last date there is.
fn local_time(date: Date, time: TimeOfDay) -> Option<DateTime> {
    let (hour, minute) = (time.minutes() / 60, time.minutes() % 60);
    if hour >= 24 {
        return Some(date.tomorrow().ok()?.to_datetime(Time::midnight()));
    }
    let clock = Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0).ok()?;
    Some(date.to_datetime(clock))
}
