//! Dates, times and lengths of time as people say them.

use domain::calendar::Calendar;
use domain::{Instant, Interval, wall_clock};
use jiff::civil::Date;

pub(crate) use http::words::capitalised;

/// `Thursday 26 November`.
pub(crate) fn date(date: Date) -> String {
    date.strftime("%A %-d %B").to_string()
}

/// `26 November`.
pub(crate) fn day_and_month(date: Date) -> String {
    date.strftime("%-d %B").to_string()
}

/// `Thursday`.
pub(crate) fn weekday(date: Date) -> String {
    date.strftime("%A").to_string()
}

/// `11:05`, in the school's zone.
pub(crate) fn time(calendar: &Calendar, instant: Instant) -> String {
    wall_clock::time(&calendar.zone, instant)
}

/// `11:05 – 12:50`, in the school's zone.
pub(crate) fn times(calendar: &Calendar, interval: Interval) -> String {
    wall_clock::times(&calendar.zone, interval, "–")
}

/// `Thursday 12:30` within a week of `now`, else `Thursday 26 November, 12:30`.
pub(crate) fn moment(calendar: &Calendar, instant: Instant, now: Instant) -> String {
    let (on, at) = (calendar.local(instant).0, time(calendar, instant));
    match wall_clock::nights(&calendar.zone, now, instant) {
        0 => format!("today {at}"),
        1 => format!("tomorrow {at}"),
        -1 => format!("yesterday {at}"),
        -6..=6 => format!("{} {at}", weekday(on)),
        _ => format!("{}, {at}", date(on)),
    }
}

/// `in 3 days`, `in 3 hours 20 minutes`, in the school's zone.
pub(crate) fn from_now(calendar: &Calendar, instant: Instant, now: Instant) -> String {
    wall_clock::from_now(&calendar.zone, instant, now)
}

/// `periods 3 and 4`-like words for what the timetable calls `P3 to P4`; a label that does not say it is a
/// period is told so.
pub(crate) fn periods(label: &str) -> String {
    let is_number = label.chars().next().is_some_and(|c| c.is_ascii_digit());
    if is_number && !label.contains(':') { format!("period {label}") } else { label.to_owned() }
}

/// `1 set`, `15 sets`.
pub(crate) fn count(number: u32, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}
