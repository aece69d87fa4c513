//! The first guess at a school year, before anybody has set the calendar.
//!
//! A guess that is too short loses lessons: nobody can ask for them. One that is too long shows a few lessons
//! in the holidays, which nobody asks for. So the guess holds today, but for weeks in which hardly any
//! school of the zone's part of the world is open.

use jiff::civil::{Date, Weekday};

use super::hemisphere::is_southern;

/// A month and a day of it.
type Day = (i8, i8);

/// How school years run in a part of the world.
struct Usual {
    /// The day on which the year begins.
    first: Day,
    /// The day on which the earliest schools begin: a school that looks at its week then is open.
    earliest: Day,
    /// The day on which it ends.
    last: Day,
}

/// Europe: September to July. Schools in Scotland and the north begin in the middle of August, and their
/// zones are those of schools that do not; nobody begins before.
const EUROPEAN: Usual = Usual { first: (9, 1), earliest: (8, 11), last: (7, 31) };

/// The rest of the north: years begin in any month from January (Singapore) to September, and in early
/// August in much of the United States, so there is no month in which none is running.
const NORTHERN: Usual = Usual { first: (8, 1), earliest: (8, 1), last: (7, 31) };

/// The south: late January or February to December, with the summer holidays over Christmas.
const SOUTHERN: Usual = Usual { first: (1, 20), earliest: (1, 5), last: (12, 20) };

/// The first and the last date of the school year that holds `today` in the zone of this name, or of the
/// next one where `today` is in the summer holidays.
pub(super) fn year(zone: &str, today: Date) -> (Date, Date) {
    let usual = usual_in(zone);
    let begins = |year: i16| on(year, usual.first, Date::MIN);
    let ends = |year: i16| {
        let same_year = usual.first < usual.last;
        on(if same_year { year } else { year.saturating_add(1) }, usual.last, Date::MAX)
    };
    let candidates = [today.year().saturating_sub(1), today.year(), today.year().saturating_add(1)];
    let running = candidates.into_iter().find(|year| today <= ends(*year)).unwrap_or(today.year());
    let (first, last) = (begins(running), ends(running));
    let is_early = on(running, usual.earliest, Date::MAX) <= today && today < first;
    (if is_early { monday_of(today) } else { first }, last)
}

fn usual_in(zone: &str) -> Usual {
    let is_european = zone.starts_with("Europe/")
        || matches!(
            zone,
            "GB" | "GB-Eire" | "Eire" | "Poland" | "Portugal" | "Iceland" | "WET" | "CET" | "MET" | "EET"
        );
    match zone {
        southern if is_southern(southern) => SOUTHERN,
        _ if is_european => EUROPEAN,
        _ => NORTHERN,
    }
}

fn on(year: i16, (month, day): Day, otherwise: Date) -> Date {
    Date::new(year, month, day).unwrap_or(otherwise)
}

fn monday_of(date: Date) -> Date {
    let back = date.weekday().since(Weekday::Monday);
    date.checked_sub(jiff::Span::new().days(i64::from(back))).unwrap_or(date)
}
