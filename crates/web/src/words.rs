//! Dates, times and lengths of time as people say them.

use domain::calendar::Calendar;
use domain::{Instant, Interval};
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
    calendar.local(instant).1.to_string()
}

/// `11:05 – 12:50`, in the school's zone.
pub(crate) fn times(calendar: &Calendar, interval: Interval) -> String {
    format!("{} – {}", time(calendar, interval.from), time(calendar, interval.until))
}

/// `Thursday 12:30` within a week of `now`, else `Thursday 26 November, 12:30`.
pub(crate) fn moment(calendar: &Calendar, instant: Instant, now: Instant) -> String {
    let (on, at) = calendar.local(instant);
    let today = calendar.local(now).0;
    let days = (on - today).get_days();
    match days {
        0 => format!("today {at}"),
        1 => format!("tomorrow {at}"),
        -1 => format!("yesterday {at}"),
        -6..=6 => format!("{} {at}", weekday(on)),
        _ => format!("{}, {at}", date(on)),
    }
}

/// `in 3 hours 20 minutes`, rounded to what matters: days beyond two of them, else hours and minutes.
pub(crate) fn from_now(instant: Instant, now: Instant) -> String {
    let minutes = (instant.0 - now.0).max(0) / 60_000;
    let (days, hours, rest) = (minutes / 1_440, minutes / 60, minutes % 60);
    if days >= 2 {
        return format!("in {days} days");
    }
    let hours = match hours {
        0 => String::new(),
        1 => "1 hour ".to_owned(),
        more => format!("{more} hours "),
    };
    let rest = match rest {
        0 if !hours.is_empty() => String::new(),
        1 => "1 minute".to_owned(),
        more => format!("{more} minutes"),
    };
    format!("in {hours}{rest}").trim_end().to_owned()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time_say_what_matters() {
        let minute = 60_000;
        let said = |minutes: i64| from_now(Instant(minutes * minute), Instant(0));
        assert_eq!(said(200), "in 3 hours 20 minutes");
        assert_eq!(said(61), "in 1 hour 1 minute");
        assert_eq!(said(120), "in 2 hours");
        assert_eq!(said(0), "in 0 minutes");
        assert_eq!(said(3 * 1_440 + 5), "in 3 days");
    }
}
