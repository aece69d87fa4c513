//! Bells that ring at other times: the periods of a day as they then are.

use super::exception::Rung;
use super::{CycleDay, Period};

/// The day with these periods at their other times. Periods may not overlap, and keep their order: where one of those
/// that ring otherwise would not, the error is its name.
pub fn rung(day: &CycleDay, otherwise: &[Rung]) -> Result<CycleDay, String> {
    let named = |period: &Period| otherwise.iter().find(|one| one.label == period.label);
    let mut day = day.clone();
    for period in &mut day.periods {
        if let Some(times) = named(period) {
            (period.start, period.end) = (times.start, times.end);
        }
    }
    let turned = day.periods.iter().find(|period| named(period).is_some() && period.end <= period.start);
    if let Some(turned) = turned {
        return Err(turned.label.clone());
    }
    for (one, next) in day.periods.iter().zip(day.periods.iter().skip(1)) {
        // What overlaps in the timetable itself is not for the bells to mend.
        let moved = [next, one].into_iter().find(|period| named(period).is_some());
        if let Some(moved) = moved.filter(|_| next.start < one.end) {
            return Err(moved.label.clone());
        }
    }
    Ok(day)
}

#[cfg(test)]
mod tests {
    use jiff::civil::Weekday;

    use super::*;
    use crate::TimeOfDay;
    use crate::timetable::DayPlace;

    fn at(label: &str, start: u16, end: u16) -> Rung {
        let time = |hours: u16| TimeOfDay::at(hours / 100, hours % 100).unwrap();
        Rung { label: label.to_owned(), start: time(start), end: time(end) }
    }

    fn day(periods: &[Rung]) -> CycleDay {
        let period = |rung: &Rung| Period { label: rung.label.clone(), start: rung.start, end: rung.end };
        let place = DayPlace::Weekday { week: 0, weekday: Weekday::Monday };
        CycleDay { label: "Monday".to_owned(), place, periods: periods.iter().map(period).collect() }
    }

    #[test]
    fn periods_keep_their_order_and_do_not_overlap() {
        let usual = day(&[at("P1", 900, 1000), at("P2", 1000, 1100), at("P3", 1130, 1230)]);
        let short = [at("P1", 900, 930), at("P2", 930, 1000), at("P3", 1000, 1030)];
        assert_eq!(rung(&usual, &short), Ok(day(&short)));
        assert_eq!(rung(&usual, &[at("P3", 800, 820)]), Err("P3".to_owned()));
        assert_eq!(rung(&usual, &[at("P1", 900, 1010)]), Err("P1".to_owned()));
        assert_eq!(rung(&usual, &[at("P2", 1030, 1030)]), Err("P2".to_owned()));
        assert_eq!(rung(&usual, &[at("P9", 800, 900)]), Ok(usual.clone()));
    }
}
