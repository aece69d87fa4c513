//! Local dates and times of day to instants and back.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};

use super::Calendar;
use crate::Instant;
use crate::instant::TimeOfDay;

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
