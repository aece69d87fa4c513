//! Terms around today, so that there is school whenever the demonstration is started.

use std::collections::BTreeMap;

use domain::calendar::{Calendar, Closure, Cycle, Term, WeekdaySlot};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;

/// Weeks of school between the first day of term and this week.
const WEEKS_BEHIND: i64 = 6;
/// The weekdays of school.
const WEEKDAYS: [Weekday; 5] =
    [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday];

/// The calendar, and what the demonstration needs to know of it.
#[derive(Debug)]
pub struct Dates {
    /// The calendar.
    pub calendar: Calendar,
    /// Before the first of its terms: when the school is said to have been set up.
    pub begun: Date,
    /// The first day of the present term, with which the history begins.
    pub term_begins: Date,
    /// The day whose board is lively: today, or the next school day.
    pub board: Date,
}

/// Three terms, of which the present one began six weeks ago, with the usual gaps between them. The real
/// dates of the season do not matter: started in August, it is term time all the same.
pub fn around(zone: TimeZone, today: Date) -> Dates {
    let board = match today.weekday() {
        Weekday::Saturday => today.saturating_add(2.days()),
        Weekday::Sunday => today.saturating_add(1.days()),
        _ => today,
    };
    let behind = i64::from(board.weekday().to_monday_zero_offset());
    let monday = board.saturating_sub(behind.days());
    let week = |number: i64| monday.saturating_add(number.weeks());
    let friday = |number: i64| week(number).saturating_add(4.days());
    let season = match monday.month() {
        9..=12 => 0,
        1..=3 => 1,
        _ => 2,
    };
    let name = |place: usize| ["Autumn", "Spring", "Summer"][place % 3].to_owned() + " term";
    let term_begins = week(-WEEKS_BEHIND);
    let terms = vec![
        Term { name: name(season + 2), first: week(-20), last: friday(-9) },
        Term { name: name(season), first: term_begins, last: friday(9) },
        Term { name: name(season + 1), first: week(12), last: friday(23) },
    ];
    let closures = vec![
        Closure { first: week(-14), last: friday(-14), reason: "Half term".to_owned() },
        Closure { first: friday(-4), last: friday(-4), reason: "Staff training".to_owned() },
        Closure { first: week(4), last: friday(4), reason: "Half term".to_owned() },
        Closure { first: week(18), last: friday(18), reason: "Half term".to_owned() },
    ];
    let days = (0..2).flat_map(|week| WEEKDAYS.map(|weekday| WeekdaySlot { week, weekday })).collect();
    let cycle = Cycle::Weekday { days, letters: BTreeMap::from([(term_begins, 0)]) };
    let begun = week(-20);
    let calendar = Calendar {
        zone,
        terms,
        closures,
        cycle,
        dated_cycles: BTreeMap::new(),
        overrides: BTreeMap::new(),
        provisional: false,
    };
    Dates { calendar, begun, term_begins, board }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_school_around_every_day_of_two_years() {
        let zone = TimeZone::get("Europe/London").unwrap();
        let first = jiff::civil::date(2026, 1, 1);
        for today in first.series(1.day()).take(730) {
            let dates = around(zone.clone(), today);
            assert_eq!(dates.calendar.problems(), [], "{today}");
            assert!(dates.calendar.is_school_day(dates.board), "{today}");
            assert!(dates.board >= today && dates.board <= today.saturating_add(2.days()));
            let school_days = |first: Date, last: Date| {
                first
                    .series(1.day())
                    .take_while(|date| *date <= last)
                    .filter(|date| dates.calendar.is_school_day(*date))
                    .count()
            };
            // Six weeks behind, less one day of training; this week and the next ahead.
            assert!(school_days(dates.term_begins, dates.board) >= 30, "{today}");
            assert!(school_days(dates.board, dates.board.saturating_add(11.days())) >= 6, "{today}");
        }
    }
}
