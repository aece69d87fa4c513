//! Instants as the clocks on a wall show them, and as people say them.
//!
//! Where clocks go back, an hour (or half of one) comes twice. Its times say which of the two is meant, and
//! an interval over a change of the clocks says how long it is, since its two times no longer do.

use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};

use crate::instant::{Instant, Interval};

const MILLISECONDS_PER_MINUTE: i64 = 60_000;

/// What calendars and clocks of the zone show.
pub fn local(zone: &TimeZone, instant: Instant) -> DateTime {
    zone.to_datetime(instant.timestamp())
}

/// `20:00`; `01:30 (first)` or `01:30 (second)` where the clocks show that time twice.
pub fn time(zone: &TimeZone, instant: Instant) -> String {
    let local = local(zone, instant);
    let shown = local.strftime("%H:%M");
    match zone.to_ambiguous_timestamp(local).offset() {
        AmbiguousOffset::Fold { before, .. } => {
            let is_first = zone.to_offset(instant.timestamp()) == before;
            format!("{shown} ({})", if is_first { "first" } else { "second" })
        }
        _ => shown.to_string(),
    }
}

/// `20:00 to 21:00`, with any word between the two. What the clocks alone would tell wrongly is added: an
/// end on another date than the beginning, and the length of what spans a change of the clocks
/// (`01:45 (first) to 02:15, 1 hour in all`).
pub fn times(zone: &TimeZone, interval: Interval, between: &str) -> String {
    format!("{} {between} {}", time(zone, interval.from), end(zone, interval))
}

/// The end of an interval after its beginning was said: `21:00`, with what [`times`] adds.
pub fn end(zone: &TimeZone, interval: Interval) -> String {
    let (from, until) = (local(zone, interval.from), local(zone, interval.until));
    let day = match nights(zone, interval.from, interval.until) {
        0 => String::new(),
        1 => " the next day".to_owned(),
        _ => until.strftime(" on %-d %B").to_string(),
    };
    let minutes = (interval.until.milliseconds() - interval.from.milliseconds()) / MILLISECONDS_PER_MINUTE;
    let is_as_shown = minutes == from.duration_until(until).as_mins();
    let length = if is_as_shown { String::new() } else { format!(", {} in all", length(minutes)) };
    format!("{}{day}{length}", time(zone, interval.until))
}

/// How many nights lie between two instants, by the dates on the wall: negative where the second is earlier.
pub fn nights(zone: &TimeZone, from: Instant, until: Instant) -> i32 {
    (local(zone, until).date() - local(zone, from).date()).get_days()
}

/// How long it is until an instant, as people count: in nights from two of them on (`in 3 days`), else in
/// hours and minutes (`in 3 hours 20 minutes`). What has passed is `in 0 minutes`.
pub fn from_now(zone: &TimeZone, instant: Instant, now: Instant) -> String {
    let nights = nights(zone, now, instant);
    if nights >= 2 {
        return format!("in {nights} days");
    }
    let minutes = (instant.milliseconds() - now.milliseconds()).max(0) / MILLISECONDS_PER_MINUTE;
    format!("in {}", length(minutes))
}

/// `3 hours 20 minutes`.
fn length(minutes: i64) -> String {
    let count = |number: i64, one: &str| match number {
        1 => format!("1 {one}"),
        more => format!("{more} {one}s"),
    };
    match (minutes / 60, minutes % 60) {
        (0, minutes) => count(minutes, "minute"),
        (hours, 0) => count(hours, "hour"),
        (hours, minutes) => format!("{} {}", count(hours, "hour"), count(minutes, "minute")),
    }
}
