//! Dates and times as archives write them, both ways. What is read is what would be written: no figure has
//! a needless nought before it.

use domain::chat::archive::{Stamp, StampTime};
use domain::chat::zone::ZoneError;
use jiff::civil::{Date, Weekday};

/// The months as dates write them; stamps write the first three letters.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
/// The letters of a month in a stamp.
const SHORT: usize = 3;
/// The years an archive may be of.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2999;
/// A leap year, in which every day and month there is exists.
const LEAP_YEAR: i16 = 2000;

/// Why a date or a time cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum StampError {
    /// It is written in another way, or is no date or time.
    Form,
    /// The weekday is not that of the date, which is given.
    Weekday(Weekday),
    /// The zone.
    Zone(ZoneError),
}

/// Reads `Monday March 5, 2018`.
pub(super) fn read_date(text: &str) -> Result<Date, StampError> {
    let mut words = text.split(' ');
    let (Some(weekday), Some(month), Some(day), Some(year), None) =
        (words.next(), words.next(), words.next(), words.next(), words.next())
    else {
        return Err(StampError::Form);
    };
    let month = MONTHS.iter().position(|name| *name == month).and_then(|at| i8::try_from(at + 1).ok());
    let day = day.strip_suffix(',').and_then(figures);
    let year = figures(year).filter(|year| YEARS.contains(year));
    let (Some(month), Some(day), Some(year)) = (month, day, year) else { return Err(StampError::Form) };
    let day = i8::try_from(day).map_err(|_| StampError::Form)?;
    let date = Date::new(year, month, day).map_err(|_| StampError::Form)?;
    if !WEEKDAYS.iter().any(|(_, name)| *name == weekday) {
        return Err(StampError::Form);
    }
    if weekday != weekday_name(date.weekday()) {
        return Err(StampError::Weekday(date.weekday()));
    }
    Ok(date)
}

/// Writes `Monday March 5, 2018`.
pub(super) fn date_text(date: Date) -> String {
    let month = month_name(date.month().unsigned_abs());
    format!("{} {month} {}, {}", weekday_name(date.weekday()), date.day(), date.year())
}

/// Reads `3:12 PM EST`.
pub(super) fn read_time(text: &str) -> Result<StampTime, StampError> {
    let mut words = text.split(' ');
    let (Some(clock), Some(half), Some(zone), None) =
        (words.next(), words.next(), words.next(), words.next())
    else {
        return Err(StampError::Form);
    };
    let (hour, minute) = clock.split_once(':').ok_or(StampError::Form)?;
    let hour = figures(hour).filter(|hour| (1..=12).contains(hour)).ok_or(StampError::Form)?;
    let two_figures = minute.len() == 2 && minute.bytes().all(|figure| figure.is_ascii_digit());
    let minute: u8 = minute.parse().map_err(|_| StampError::Form)?;
    let afternoon = match half {
        "AM" => 0,
        "PM" => 12,
        _ => return Err(StampError::Form),
    };
    if !two_figures || minute > 59 {
        return Err(StampError::Form);
    }
    // Twelve o'clock is the hour before one: 12 AM is midnight.
    let hour = u8::try_from(hour % 12 + afternoon).map_err(|_| StampError::Form)?;
    Ok(StampTime { hour, minute, zone: zone.parse().map_err(StampError::Zone)? })
}

/// Writes `3:12 PM EST`.
pub(super) fn time_text(StampTime { hour, minute, zone }: StampTime) -> String {
    let half = if hour < 12 { "AM" } else { "PM" };
    let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
    format!("{hour}:{minute:02} {half} {zone}")
}

/// Reads `Mar 5 @ 3:12 PM EST`.
pub(super) fn read_stamp(text: &str) -> Result<Stamp, StampError> {
    let (day, time) = text.split_once(" @ ").ok_or(StampError::Form)?;
    let (month, day) = day.split_once(' ').ok_or(StampError::Form)?;
    let month = MONTHS.iter().position(|name| name[..SHORT] == *month).ok_or(StampError::Form)? + 1;
    let month = u8::try_from(month).map_err(|_| StampError::Form)?;
    let day = figures(day).and_then(|day| u8::try_from(day).ok()).ok_or(StampError::Form)?;
    let exists = Date::new(LEAP_YEAR, month.cast_signed(), day.cast_signed()).is_ok();
    if !exists {
        return Err(StampError::Form);
    }
    let StampTime { hour, minute, zone } = read_time(time)?;
    Ok(Stamp { month, day, hour, minute, zone })
}

/// Writes `Mar 5 @ 3:12 PM EST`.
pub(super) fn stamp_text(Stamp { month, day, hour, minute, zone }: Stamp) -> String {
    let time = time_text(StampTime { hour, minute, zone });
    format!("{} {day} @ {time}", &month_name(month)[..SHORT])
}

/// A number written as people write it: figures only, no nought before them.
fn figures(text: &str) -> Option<i16> {
    let plain = text.bytes().all(|figure| figure.is_ascii_digit()) && !text.starts_with('0');
    plain.then(|| text.parse().ok())?
}

/// The name of a month from 1; a number that is none is written as the nearest.
fn month_name(month: u8) -> &'static str {
    MONTHS[usize::from(month.clamp(1, 12)) - 1]
}

const WEEKDAYS: [(Weekday, &str); 7] = [
    (Weekday::Monday, "Monday"),
    (Weekday::Tuesday, "Tuesday"),
    (Weekday::Wednesday, "Wednesday"),
    (Weekday::Thursday, "Thursday"),
    (Weekday::Friday, "Friday"),
    (Weekday::Saturday, "Saturday"),
    (Weekday::Sunday, "Sunday"),
];

/// The name of a weekday.
pub(super) fn weekday_name(weekday: Weekday) -> &'static str {
    WEEKDAYS[usize::from(weekday.to_monday_zero_offset().unsigned_abs())].1
}
