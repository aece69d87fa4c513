//! Dates and times in a network's zone, as people say them. A school's own pages go by its calendar.

use domain::{Instant, Interval, wall_clock};
use jiff::tz::TimeZone;

use crate::words::{date, weekday};

pub(crate) use domain::wall_clock::{from_now, local, time};

/// `20:00`, as a field for a time holds it.
pub(crate) fn time_of_day(zone: &TimeZone, instant: Instant) -> String {
    local(zone, instant).strftime("%H:%M").to_string()
}

/// `Monday 5 March 2018`.
pub(crate) fn full_date(zone: &TimeZone, instant: Instant) -> String {
    local(zone, instant).strftime("%A %-d %B %Y").to_string()
}

/// `today 12:30`, `Thursday 12:30` in the week that comes, else `Thursday 26 November, 12:30`; with the year
/// where it is not this one. A past day has its date: evenings past and coming stand on one page.
pub(crate) fn moment(zone: &TimeZone, instant: Instant, now: Instant) -> String {
    let (on, today) = (local(zone, instant).date(), local(zone, now).date());
    let at = time(zone, instant);
    match wall_clock::nights(zone, now, instant) {
        0 => format!("today {at}"),
        1 => format!("tomorrow {at}"),
        -1 => format!("yesterday {at}"),
        2..=6 => format!("{} {at}", weekday(on)),
        _ if on.year() == today.year() => format!("{}, {at}", date(on)),
        _ => format!("{} {}, {at}", date(on), on.year()),
    }
}

/// `Monday 5 March 2018, 20:00 to 21:00`.
pub(crate) fn spell(zone: &TimeZone, from: Instant, until: Instant) -> String {
    format!("{}, {}", full_date(zone, from), wall_clock::times(zone, Interval { from, until }, "to"))
}

/// The zone's name as people know it: `Europe/London`.
pub(crate) fn name(zone: &TimeZone) -> String {
    zone.iana_name().unwrap_or("UTC").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    // 5 March 2018, 20:00 in London is 20:00 UTC; summer time began on 25 March (IANA database).
    const EVENING: Instant = Instant(1_520_280_000_000);

    #[test]
    fn times_are_those_of_the_zone() {
        let london = TimeZone::get("Europe/London").unwrap();
        let new_york = TimeZone::get("America/New_York").unwrap();
        let end = EVENING.plus_minutes(60);
        assert_eq!(spell(&london, EVENING, end), "Monday 5 March 2018, 20:00 to 21:00");
        assert_eq!(time(&new_york, EVENING), "15:00");
        let in_summer = EVENING.plus_minutes(28 * 24 * 60);
        assert_eq!(time(&london, in_summer), "21:00");
    }

    #[test]
    fn what_is_near_is_said_by_its_day() {
        let london = TimeZone::get("Europe/London").unwrap();
        let said = |hours: i64| moment(&london, EVENING.plus_minutes(hours * 60), EVENING);
        assert_eq!(said(1), "today 21:00");
        assert_eq!(said(48), "Wednesday 20:00");
        assert_eq!(said(-48), "Saturday 3 March, 20:00");
        assert_eq!(said(24 * 10), "Thursday 15 March, 20:00");
        assert_eq!(said(24 * 365), "Tuesday 5 March 2019, 20:00");
    }
}
