//! When an evening is: local times of a network's zone, with the changes of the clock.

use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, TimeZone};

use crate::{Instant, TimeOfDay};

/// The shortest and the longest chat, in minutes.
pub const MINUTES: std::ops::RangeInclusive<u32> = 5..=12 * 60;
/// The most questions of one chat.
pub const MOST_QUESTIONS: usize = 20;

/// Why a local time is no instant.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScheduleProblem {
    /// The clock jumps over it.
    #[error("the clocks go forward on {date}, and {time} does not happen; choose another time")]
    Skipped {
        /// The date.
        date: Date,
        /// The time that is skipped.
        time: TimeOfDay,
    },
    /// It lies outside the years that a calendar can hold.
    #[error("{0} is too far away")]
    OutOfRange(Date),
}

/// The instant of a local time in a zone. A time that happens twice, when the clocks go back, is the first
/// of the two.
pub fn starts_at(zone: &TimeZone, date: Date, time: TimeOfDay) -> Result<Instant, ScheduleProblem> {
    let out_of_range = |_| ScheduleProblem::OutOfRange(date);
    let midnight: DateTime = date.at(0, 0, 0, 0);
    let local =
        midnight.checked_add(jiff::Span::new().minutes(i64::from(time.minutes()))).map_err(out_of_range)?;
    let zoned = zone.to_ambiguous_zoned(local);
    if matches!(zoned.offset(), AmbiguousOffset::Gap { .. }) {
        return Err(ScheduleProblem::Skipped { date, time });
    }
    Ok(zoned.earlier().map_err(out_of_range)?.timestamp().into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn at(zone: &str, on: Date, hour: u16) -> Result<String, ScheduleProblem> {
        let zone = TimeZone::get(zone).unwrap();
        starts_at(&zone, on, TimeOfDay::at(hour, 0).unwrap()).map(|instant| instant.to_string())
    }

    // The dates of the clock changes are those of the IANA time zone database, 2018.
    #[test]
    fn eight_in_the_evening_stays_eight_through_the_changes_of_the_clock() {
        for (on, expected) in [
            (date(2018, 3, 5), "2018-03-05T20:00:00Z"),
            (date(2018, 3, 12), "2018-03-12T20:00:00Z"),
            (date(2018, 3, 26), "2018-03-26T19:00:00Z"),
            (date(2018, 10, 22), "2018-10-22T19:00:00Z"),
            (date(2018, 10, 29), "2018-10-29T20:00:00Z"),
        ] {
            assert_eq!(at("Europe/London", on, 20).unwrap(), expected);
        }
        // New York had changed two weeks before London.
        assert_eq!(at("America/New_York", date(2018, 3, 12), 16).unwrap(), "2018-03-12T20:00:00Z");
        assert_eq!(at("America/New_York", date(2018, 3, 5), 15).unwrap(), "2018-03-05T20:00:00Z");
    }

    #[test]
    fn a_time_that_does_not_happen_is_refused_and_one_that_happens_twice_is_the_first() {
        let skipped = at("Europe/London", date(2026, 3, 29), 1).unwrap_err();
        assert!(matches!(skipped, ScheduleProblem::Skipped { .. }));
        assert_eq!(at("Europe/London", date(2026, 10, 25), 1).unwrap(), "2026-10-25T00:00:00Z");
    }
}
