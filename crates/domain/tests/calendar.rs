//! Which dates are school days, which day of the cycle they run, and what the clocks show: examples
//! worked out by hand from a wall calendar, and properties against a day-by-day reckoning.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};

use domain::Instant;
use domain::calendar::{Calendar, CalendarProblem, Closure, Cycle, Term, WeekdaySlot, week_letter_name};
use domain::instant::TimeOfDay;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};
use jiff::tz::TimeZone;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

const MONDAY_TO_FRIDAY: [Weekday; 5] =
    [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday];
const SUNDAY_TO_THURSDAY: [Weekday; 5] =
    [Weekday::Sunday, Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday];

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap()
}

fn time(hour: u16, minute: u16) -> TimeOfDay {
    TimeOfDay::at(hour, minute).unwrap()
}

fn utc(text: &str) -> Instant {
    text.parse::<jiff::Timestamp>().unwrap().into()
}

fn term(name: &str, first: Date, last: Date) -> Term {
    Term { name: name.to_owned(), first, last }
}

fn closure(first: Date, last: Date) -> Closure {
    Closure { first, last, reason: "Closed".to_owned() }
}

fn weekly(weeks: u8, weekdays: &[Weekday]) -> Cycle {
    let days = (0..weeks)
        .flat_map(|week| weekdays.iter().map(move |weekday| WeekdaySlot { week, weekday: *weekday }));
    Cycle::Weekday { days: days.collect(), letters: BTreeMap::new() }
}

fn calendar(zone_name: &str, cycle: Cycle, terms: Vec<Term>, closures: Vec<Closure>) -> Calendar {
    Calendar {
        zone: zone(zone_name),
        terms,
        closures,
        cycle,
        dated_cycles: BTreeMap::new(),
        overrides: BTreeMap::new(),
        provisional: false,
    }
}

/// Autumn 2026 of a made-up English school: Tuesday 1 September to Friday 18 December, staff training on
/// the first day, half term from Monday 19 to Friday 23 October.
fn english_autumn() -> Calendar {
    calendar(
        "Europe/London",
        weekly(2, &MONDAY_TO_FRIDAY),
        vec![term("Autumn", date(2026, 9, 1), date(2026, 12, 18))],
        vec![closure(date(2026, 9, 1), date(2026, 9, 1)), closure(date(2026, 10, 19), date(2026, 10, 23))],
    )
}

mod letters {
    use super::*;

    #[test]
    fn weeks_alternate_and_a_holiday_week_has_no_letter() {
        let calendar = english_autumn();
        // Mondays of 2026: 31 Aug A, 7 Sep B, 14 A, 21 B, 28 A, 5 Oct B, 12 A, 19 half term, 26 B, 2 Nov A.
        let letters: Vec<_> =
            date(2026, 8, 31).series(1.week()).take(10).map(|monday| calendar.week_letter(monday)).collect();
        let (a, b) = (Some(0), Some(1));
        assert_eq!(letters, [a, b, a, b, a, b, a, None, b, a]);
        // Wednesday 2 September is the third day of week A, Wednesday 9 September of week B.
        assert_eq!(calendar.cycle_day(date(2026, 9, 2)), Some(2));
        assert_eq!(calendar.cycle_day(date(2026, 9, 9)), Some(7));
    }

    #[test]
    fn closing_and_opening_days_turns_no_letter_round() {
        let before = english_autumn();
        let weeks: Vec<Date> = date(2026, 9, 7).series(1.week()).take(14).collect();
        let letters = |calendar: &Calendar| -> Vec<Option<u8>> {
            weeks.iter().map(|week| calendar.week_letter(*week)).collect()
        };
        let mut snow = before.clone();
        snow.closures.push(closure(date(2026, 11, 30), date(2026, 12, 4)));
        assert_ne!(letters(&snow), letters(&before), "left alone, what follows would turn round");
        let kept = snow.keeping_letters_of(&before, None);
        assert_eq!(letters(&kept), letters(&before), "the week that is closed keeps its letter too");
        let mut melted = kept.clone();
        melted.closures.pop();
        assert_eq!(letters(&melted.keeping_letters_of(&kept, None)), letters(&before));
    }

    #[test]
    fn a_given_letter_restarts_the_alternation_after_half_term() {
        let mut calendar = english_autumn();
        calendar.cycle = match calendar.cycle {
            Cycle::Weekday { days, .. } => {
                Cycle::Weekday { days, letters: BTreeMap::from([(date(2026, 10, 26), 0)]) }
            }
            Cycle::Rotating { .. } => unreachable!("the school follows the weekday"),
        };
        // The week after half term is A again, and the next are B and A.
        assert_eq!(calendar.week_letter(date(2026, 10, 12)), Some(0));
        assert_eq!(calendar.week_letter(date(2026, 10, 30)), Some(0));
        assert_eq!(calendar.week_letter(date(2026, 11, 4)), Some(1));
        assert_eq!(calendar.week_letter(date(2026, 11, 9)), Some(0));
        assert_eq!(calendar.cycle_day(date(2026, 11, 6)), Some(9));
    }

    #[test]
    fn the_first_week_with_a_school_day_is_week_a() {
        let mut calendar = english_autumn();
        // The whole first week is staff training, so the pupils' first week, from 7 September, is A.
        calendar.closures.push(closure(date(2026, 9, 1), date(2026, 9, 4)));
        assert_eq!(calendar.week_letter(date(2026, 9, 2)), None);
        assert_eq!(calendar.week_letter(date(2026, 9, 7)), Some(0));
    }

    #[test]
    fn a_cycle_of_one_week_has_no_letters() {
        let calendar = Calendar { cycle: weekly(1, &MONDAY_TO_FRIDAY), ..english_autumn() };
        assert_eq!(calendar.week_letter(date(2026, 9, 9)), None);
        assert_eq!(calendar.cycle_day(date(2026, 9, 9)), Some(2));
    }

    #[test]
    fn letters_are_named_as_people_say_them() {
        assert_eq!([0, 1, 25, 26].map(week_letter_name), ["A", "B", "Z", "27"]);
    }
}

mod days {
    use super::*;

    #[test]
    fn closures_weekends_and_holidays_are_no_school_days() {
        let calendar = english_autumn();
        let closed =
            [date(2026, 9, 1), date(2026, 9, 5), date(2026, 10, 20), date(2026, 8, 28), date(2026, 12, 21)];
        assert!(closed.iter().all(|day| !calendar.is_school_day(*day)));
        assert!(calendar.is_school_day(date(2026, 12, 18)));
    }

    #[test]
    fn neighbouring_school_days_are_found_across_half_term() {
        let calendar = english_autumn();
        // Friday 16 October, half term, Monday 26 October.
        assert_eq!(calendar.school_day_before(date(2026, 10, 26)), Some(date(2026, 10, 16)));
        assert_eq!(calendar.school_day_after(date(2026, 10, 16)), Some(date(2026, 10, 26)));
        assert_eq!(calendar.school_days_before(date(2026, 10, 27), 3), Some(date(2026, 10, 15)));
        assert_eq!(calendar.school_days_before(date(2026, 10, 27), 0), Some(date(2026, 10, 27)));
        // The calendar begins with Wednesday 2 September and ends with Friday 18 December.
        assert_eq!(calendar.school_day_before(date(2026, 9, 2)), None);
        assert_eq!(calendar.school_day_after(date(2026, 12, 18)), None);
        assert_eq!(calendar.school_day_before(Date::MAX), Some(date(2026, 12, 18)));
        assert_eq!(calendar.school_day_after(Date::MIN), Some(date(2026, 9, 2)));
    }

    #[test]
    fn an_override_wins_over_weekend_closure_and_holiday() {
        let mut calendar = english_autumn();
        // Saturday 5 September as Monday B; Tuesday of half term; a summer Wednesday.
        calendar.overrides =
            BTreeMap::from([(date(2026, 9, 5), 5), (date(2026, 10, 20), 0), (date(2026, 8, 19), 2)]);
        assert_eq!(calendar.cycle_day(date(2026, 9, 5)), Some(5));
        assert_eq!(calendar.cycle_day(date(2026, 10, 20)), Some(0));
        assert_eq!(calendar.cycle_day(date(2026, 8, 19)), Some(2));
        assert_eq!(calendar.school_day_before(date(2026, 9, 2)), Some(date(2026, 8, 19)));
        // Half term now has a school day, so it is a week B, and the week after it an A.
        assert_eq!(calendar.week_letter(date(2026, 10, 19)), Some(1));
        assert_eq!(calendar.week_letter(date(2026, 10, 26)), Some(0));
    }

    #[test]
    fn the_dates_of_a_cycle_day_are_listed_in_order() {
        // Mondays of week A in autumn: 14 and 28 September, 12 October, then B on the 26th, A on 2 November.
        let dates: Vec<_> = english_autumn().dates_of(0, date(2026, 9, 1), date(2026, 11, 2)).collect();
        assert_eq!(dates, [date(2026, 9, 14), date(2026, 9, 28), date(2026, 10, 12), date(2026, 11, 2)]);
        assert_eq!(english_autumn().dates_of(0, date(2026, 11, 2), date(2026, 9, 1)).count(), 0);
        assert_eq!(english_autumn().dates_of(9, Date::MIN, Date::MAX).count(), 7);
    }

    #[test]
    fn a_sunday_to_thursday_school_starts_its_week_on_sunday() {
        let calendar = calendar(
            "Asia/Dubai",
            weekly(1, &SUNDAY_TO_THURSDAY),
            vec![term("First", date(2026, 9, 6), date(2026, 12, 10))],
            Vec::new(),
        );
        // 6 September 2026 is a Sunday.
        assert_eq!(calendar.cycle_day(date(2026, 9, 6)), Some(0));
        assert_eq!(calendar.cycle_day(date(2026, 9, 10)), Some(4));
        assert_eq!(calendar.cycle_day(date(2026, 9, 11)), None);
        assert_eq!(calendar.week_start(date(2026, 9, 12)), date(2026, 9, 6));
        assert_eq!(calendar.week_start(date(2026, 9, 13)), date(2026, 9, 13));
        assert_eq!(calendar.school_day_after(date(2026, 9, 10)), Some(date(2026, 9, 13)));
    }

    #[test]
    fn school_weeks_start_on_monday_unless_school_runs_up_to_it() {
        use Weekday::{Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};
        let start = |weekdays: &[Weekday]| {
            // Thursday 10 September 2026.
            Calendar { cycle: weekly(1, weekdays), ..english_autumn() }.week_start(date(2026, 9, 10))
        };
        assert_eq!(start(&MONDAY_TO_FRIDAY), date(2026, 9, 7));
        assert_eq!(start(&[Tuesday, Wednesday, Thursday, Friday]), date(2026, 9, 7));
        assert_eq!(start(&[Monday, Tuesday, Wednesday, Thursday, Friday, Saturday]), date(2026, 9, 7));
        assert_eq!(start(&[Saturday, Sunday, Monday, Tuesday, Wednesday]), date(2026, 9, 5));
        assert_eq!(
            start(&[Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday]),
            date(2026, 9, 7)
        );
        assert_eq!(start(&[]), date(2026, 9, 7));
    }

    #[test]
    fn a_provisional_calendar_is_one_school_year_and_says_so() {
        let year = |today| {
            let calendar = provisional("Europe/London", today);
            assert!(calendar.provisional && calendar.problems().is_empty());
            assert_eq!(calendar.terms.len(), 1);
            assert_eq!(calendar.terms[0].name, "School year (provisional)");
            (calendar.terms[0].first, calendar.terms[0].last)
        };
        assert_eq!(year(date(2026, 11, 21)), (date(2026, 9, 1), date(2027, 7, 31)));
        assert_eq!(year(date(2027, 7, 31)), (date(2026, 9, 1), date(2027, 7, 31)));
        // In the summer holidays the year ahead is the one to plan.
        assert_eq!(year(date(2026, 8, 1)), (date(2026, 9, 1), date(2027, 7, 31)));
        assert_eq!(year(date(2026, 8, 10)), (date(2026, 9, 1), date(2027, 7, 31)));
        // Schools in Scotland are back by the middle of August, by the same zone as London's.
        assert_eq!(year(date(2026, 8, 19)), (date(2026, 8, 17), date(2027, 7, 31)));
    }

    #[test]
    fn the_first_guess_holds_today_in_the_south() {
        for (name, today, first, last) in [
            ("Australia/Sydney", date(2026, 8, 10), date(2026, 1, 20), date(2026, 12, 20)),
            ("Pacific/Auckland", date(2026, 8, 2), date(2026, 1, 20), date(2026, 12, 20)),
            ("America/Santiago", date(2026, 8, 17), date(2026, 1, 20), date(2026, 12, 20)),
            ("Africa/Johannesburg", date(2026, 1, 14), date(2026, 1, 12), date(2026, 12, 20)),
            ("Australia/Sydney", date(2026, 12, 28), date(2027, 1, 20), date(2027, 12, 20)),
        ] {
            let calendar = provisional(name, today);
            assert_eq!((calendar.terms[0].first, calendar.terms[0].last), (first, last), "{name} {today}");
        }
    }

    #[test]
    fn the_first_guess_holds_today_wherever_no_holidays_are_known() {
        // Years begin in January in Singapore, in February in San José, in March in Seoul, in April in Tokyo.
        for name in ["Asia/Singapore", "America/Costa_Rica", "Asia/Seoul", "Asia/Tokyo", "America/New_York"] {
            for today in date(2026, 1, 1).series(1.day()).take(365) {
                let calendar = provisional(name, today);
                let term = &calendar.terms[0];
                assert!(term.first <= today && today <= term.last, "{name} {today}");
                assert_eq!(calendar.problems(), [], "{name} {today}");
            }
        }
    }

    fn provisional(name: &str, today: Date) -> Calendar {
        Calendar::provisional(zone(name), weekly(1, &MONDAY_TO_FRIDAY), today)
    }
}

mod rotation {
    use super::*;

    /// A six-day rotation from Tuesday 1 September 2026, with school from Monday to Friday.
    fn six_days() -> Calendar {
        let cycle =
            Cycle::Rotating { length: 6, weekdays: MONDAY_TO_FRIDAY.to_vec(), anchor: date(2026, 9, 1) };
        calendar(
            "Asia/Hong_Kong",
            cycle,
            vec![
                term("First", date(2026, 8, 24), date(2026, 9, 18)),
                term("Second", date(2026, 9, 24), date(2026, 12, 18)),
            ],
            // A typhoon on Thursday 10 September.
            vec![closure(date(2026, 9, 10), date(2026, 9, 10))],
        )
    }

    #[test]
    fn six_days_rotate_over_weekends_closures_and_holidays() {
        let calendar = six_days();
        let of = |day| calendar.cycle_day(date(2026, 9, day));
        assert_eq!([1, 2, 3, 4].map(of), [Some(0), Some(1), Some(2), Some(3)]);
        assert_eq!([5, 6].map(of), [None, None]);
        assert_eq!([7, 8, 9, 10, 11].map(of), [Some(4), Some(5), Some(0), None, Some(1)]);
        assert_eq!([14, 15, 16, 17, 18].map(of), [Some(2), Some(3), Some(4), Some(5), Some(0)]);
        // Between the terms nothing advances: Friday 18 was day 0, Thursday 24 is day 1.
        assert_eq!([21, 23, 24, 25].map(of), [None, None, Some(1), Some(2)]);
        assert_eq!(calendar.week_letter(date(2026, 9, 1)), None);
    }

    #[test]
    fn days_before_the_anchor_are_counted_backwards() {
        let calendar = six_days();
        // Monday 31 August is the day before day 0, so day 5; Friday 28 day 4; Monday 24 August day 0.
        let of = |day| calendar.cycle_day(date(2026, 8, day));
        assert_eq!([31, 28, 27, 26, 25, 24].map(of), [5, 4, 3, 2, 1, 0].map(Some));
    }

    #[test]
    fn an_override_turns_the_rotation() {
        let mut calendar = six_days();
        // Saturday 5 September runs as day 0, so Monday is day 1; before it nothing changes.
        calendar.overrides = BTreeMap::from([(date(2026, 9, 5), 0)]);
        let of = |day| calendar.cycle_day(date(2026, 9, day));
        assert_eq!([4, 5, 7, 8].map(of), [Some(3), Some(0), Some(1), Some(2)]);
        assert_eq!(calendar.cycle_day(date(2026, 8, 31)), Some(5));
    }

    #[test]
    fn a_far_date_answers_at_once() {
        let calendar = six_days();
        assert_eq!(calendar.cycle_day(Date::MAX), None);
        assert_eq!(calendar.cycle_day(Date::MIN), None);
    }
}

mod clocks {
    use super::*;

    fn in_zone(name: &str) -> Calendar {
        Calendar { zone: zone(name), ..english_autumn() }
    }

    #[test]
    fn london_changes_its_clocks_in_spring_and_autumn() {
        let london = in_zone("Europe/London");
        // Friday 27 March 2026 in GMT, Monday 30 March in BST; Friday 23 and Monday 26 October back again.
        assert_eq!(london.instant(date(2026, 3, 27), time(9, 0)), utc("2026-03-27T09:00Z"));
        assert_eq!(london.instant(date(2026, 3, 30), time(9, 0)), utc("2026-03-30T08:00Z"));
        assert_eq!(london.instant(date(2026, 10, 23), time(9, 0)), utc("2026-10-23T08:00Z"));
        assert_eq!(london.instant(date(2026, 10, 26), time(9, 0)), utc("2026-10-26T09:00Z"));
        // 01:30 does not happen on 29 March: it is 02:30 BST. On 25 October it happens twice: the first, in BST.
        assert_eq!(london.instant(date(2026, 3, 29), time(1, 30)), utc("2026-03-29T01:30Z"));
        assert_eq!(london.local(utc("2026-03-29T01:30Z")), (date(2026, 3, 29), time(2, 30)));
        assert_eq!(london.instant(date(2026, 10, 25), time(1, 30)), utc("2026-10-25T00:30Z"));
        assert_eq!(london.local(utc("2026-10-25T01:30Z")), (date(2026, 10, 25), time(1, 30)));
    }

    #[test]
    fn what_begins_at_a_time_that_is_skipped_keeps_its_length() {
        let interval = |zone: &str, day, from: (u16, u16), until: (u16, u16)| {
            let interval = in_zone(zone).interval(day, time(from.0, from.1), time(until.0, until.1));
            (interval.from, interval.until)
        };
        let london = |from, until| interval("Europe/London", date(2027, 3, 28), from, until);
        // The clocks go from 01:00 GMT to 02:00 BST.
        assert_eq!(london((1, 0), (2, 0)), (utc("2027-03-28T01:00Z"), utc("2027-03-28T02:00Z")));
        assert_eq!(london((1, 30), (2, 15)), (utc("2027-03-28T01:30Z"), utc("2027-03-28T02:15Z")));
        assert_eq!(london((1, 15), (1, 45)), (utc("2027-03-28T01:15Z"), utc("2027-03-28T01:45Z")));
        // What begins before ends when the clocks say so, or as much later as they skip.
        assert_eq!(london((0, 30), (2, 30)), (utc("2027-03-28T00:30Z"), utc("2027-03-28T01:30Z")));
        assert_eq!(london((0, 30), (1, 0)), (utc("2027-03-28T00:30Z"), utc("2027-03-28T01:00Z")));
        // In Santiago the clocks go from midnight (−04:00) to 01:00.
        let santiago = interval("America/Santiago", date(2027, 9, 5), (0, 15), (1, 15));
        assert_eq!(santiago, (utc("2027-09-05T04:15Z"), utc("2027-09-05T05:15Z")));
        // What is shown twice ends after it begins.
        let autumn = interval("Europe/London", date(2027, 10, 31), (1, 30), (2, 0));
        assert_eq!(autumn, (utc("2027-10-31T00:30Z"), utc("2027-10-31T02:00Z")));
    }

    #[test]
    fn lord_howe_island_changes_by_half_an_hour() {
        let island = in_zone("Australia/Lord_Howe");
        // 4 October 2026: 02:00 (+10:30) becomes 02:30 (+11:00), so 02:15 is 02:45, 15:45 UTC the day before.
        assert_eq!(island.instant(date(2026, 10, 4), time(2, 15)), utc("2026-10-03T15:45Z"));
        assert_eq!(island.local(utc("2026-10-03T15:45Z")), (date(2026, 10, 4), time(2, 45)));
        // 5 April 2026: 02:00 (+11:00) becomes 01:30 (+10:30); the first 01:45 is 14:45 UTC the day before.
        assert_eq!(island.instant(date(2026, 4, 5), time(1, 45)), utc("2026-04-04T14:45Z"));
        assert_eq!(island.local(utc("2026-04-04T15:15Z")), (date(2026, 4, 5), time(1, 45)));
    }

    #[test]
    fn apia_skipped_a_whole_date() {
        let apia = in_zone("Pacific/Apia");
        // At the end of 29 December 2011 (−10:00) came 31 December (+14:00), at 10:00 UTC on the 30th.
        assert_eq!(apia.instant(date(2011, 12, 29), time(24, 0)), utc("2011-12-30T10:00Z"));
        assert_eq!(apia.instant(date(2011, 12, 31), time(0, 0)), utc("2011-12-30T10:00Z"));
        assert_eq!(apia.instant(date(2011, 12, 30), time(9, 0)), utc("2011-12-30T19:00Z"));
        assert_eq!(apia.local(utc("2011-12-30T09:59Z")), (date(2011, 12, 29), time(23, 59)));
        assert_eq!(apia.local(utc("2011-12-30T10:00Z")), (date(2011, 12, 31), time(0, 0)));
    }

    #[test]
    fn the_end_of_the_day_is_the_next_midnight() {
        let london = in_zone("Europe/London");
        assert_eq!(london.instant(date(2026, 3, 29), time(24, 0)), utc("2026-03-29T23:00Z"));
        assert_eq!(london.local(utc("2026-03-29T23:00Z")), (date(2026, 3, 30), time(0, 0)));
        // To the minute begun.
        assert_eq!(london.local(Instant(utc("2026-03-29T23:01Z").0 - 1)), (date(2026, 3, 30), time(0, 0)));
    }

    #[test]
    fn the_ends_of_time_do_no_harm() {
        let london = in_zone("Europe/London");
        assert!(london.instant(Date::MAX, time(24, 0)) >= london.instant(Date::MAX, time(0, 0)));
        assert!(london.instant(Date::MIN, time(0, 0)) < london.instant(Date::ZERO, time(0, 0)));
        assert_eq!(london.local(Instant(i64::MAX)).0.year(), 9999);
        assert_eq!(london.local(Instant(i64::MIN)).0.year(), -9999);
        assert_eq!(london.week_start(Date::MIN), Date::MIN);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(192))]

        /// Every time that the clocks show leads to its first instant, and from there back to itself; a time
        /// they skip leads to one of another reading after it.
        #[test]
        fn instants_and_local_times_round_trip(
            name in select(vec![
                "Europe/London", "Australia/Lord_Howe", "Pacific/Apia", "America/St_Johns", "Asia/Kathmandu",
                "Africa/Casablanca", "America/Sao_Paulo", "Asia/Dubai",
            ]),
            // Near the changes of both hemispheres, and anywhere.
            day in prop_oneof![
                (1995i16..2037, select(vec![3i8, 4, 9, 10, 11, 12]), 1i8..=30),
                (1995i16..2037, 1i8..=12, 1i8..=28),
            ],
            minutes in prop_oneof![0u16..240, 0u16..1440],
        ) {
            let calendar = in_zone(name);
            let (day, clock) = (date(day.0, day.1, day.2), TimeOfDay::from_minutes(minutes).unwrap());
            let instant = calendar.instant(day, clock);
            let shown = calendar.local(instant);
            // Whether the clocks ever show it: look at every minute of three days around its name in UTC.
            let near = Instant::from(day.to_zoned(TimeZone::UTC).unwrap().timestamp()).plus_minutes(i64::from(minutes));
            let first = (-15 * 60..15 * 60).map(|offset| near.plus_minutes(offset)).find(|at| calendar.local(*at) == (day, clock));
            match first {
                Some(first) => {
                    prop_assert_eq!(instant, first);
                    prop_assert_eq!(shown, (day, clock));
                }
                None => prop_assert!(shown > (day, clock), "a skipped time moves on, to {:?}", shown),
            }
        }
    }
}

mod problems {
    use super::*;

    #[test]
    fn a_sound_calendar_has_none() {
        assert_eq!(english_autumn().problems(), []);
    }

    #[test]
    fn each_problem_is_a_sentence() {
        let mut calendar = english_autumn();
        calendar.terms.push(term("Spring", date(2026, 12, 14), date(2027, 3, 25)));
        calendar.terms.push(term("Summer", date(2027, 7, 20), date(2027, 4, 12)));
        calendar.terms.push(term("Long", date(2028, 1, 1), date(2029, 1, 2)));
        calendar.closures.push(closure(date(2026, 11, 3), date(2026, 11, 2)));
        calendar.overrides = BTreeMap::from([(date(2026, 9, 5), 10), (date(2026, 9, 12), 9)]);
        calendar.cycle = Cycle::Weekday {
            days: [0, 0, 2, 0, 0, 0, 0, 0, 0, 0]
                .into_iter()
                .zip([0, 1, 2, 3, 4, 5, 6, 0, 1, 2])
                .map(|(week, number)| WeekdaySlot {
                    week,
                    weekday: Weekday::from_monday_zero_offset(number).unwrap(),
                })
                .collect(),
            letters: BTreeMap::from([(date(2026, 9, 7), 0), (date(2026, 9, 8), 2), (date(2026, 9, 14), 3)]),
        };
        let sentences: Vec<_> = calendar.problems().iter().map(ToString::to_string).collect();
        assert_eq!(
            sentences,
            [
                "The term “Summer” ends on 2027-04-12, before it begins on 2027-07-20.",
                "The term “Long” runs from 2028-01-01 to 2029-01-02, which is longer than a year.",
                "The terms “Autumn” and “Spring” overlap from 2026-12-14 to 2026-12-18.",
                "The closure “Closed” ends on 2026-11-02, before it begins on 2026-11-03.",
                "Monday stands twice in week A of the cycle.",
                "Tuesday stands twice in week A of the cycle.",
                "Week B of the cycle has no days.",
                "The week that starts on 2026-09-07 is marked both A and C.",
                "The week of 2026-09-14 is marked D, but the cycle has no such week.",
                "2026-09-05 is set to run as day 11 of the cycle, which has 10.",
            ]
        );
        // What does not exist counts for nothing: Saturday 5 September stays as its weekday has it.
        assert_eq!(calendar.cycle_day(date(2026, 9, 5)), Some(5));
    }

    #[test]
    fn an_empty_calendar_says_what_to_do_first() {
        let empty = calendar(
            "Europe/London",
            Cycle::Weekday { days: Vec::new(), letters: BTreeMap::new() },
            Vec::new(),
            Vec::new(),
        );
        assert_eq!(empty.problems(), [CalendarProblem::NoTerms, CalendarProblem::EmptyCycle]);
        assert_eq!(empty.cycle_day(date(2026, 9, 7)), None);
        assert_eq!(empty.school_day_before(date(2026, 9, 7)), None);
        assert_eq!(empty.dates_of(0, Date::MIN, Date::MAX).count(), 0);
    }

    #[test]
    fn a_rotation_needs_days_weekdays_and_a_school_day_to_start_from() {
        let rotating = |length, weekdays: &[Weekday], anchor| Calendar {
            cycle: Cycle::Rotating { length, weekdays: weekdays.to_vec(), anchor },
            ..english_autumn()
        };
        let sunday = date(2026, 9, 6);
        assert_eq!(
            rotating(0, &[], sunday).problems(),
            [CalendarProblem::EmptyCycle, CalendarProblem::NoWeekdays]
        );
        assert_eq!(rotating(0, &MONDAY_TO_FRIDAY, sunday).cycle_day(date(2026, 9, 7)), None);
        let adrift = rotating(6, &MONDAY_TO_FRIDAY, sunday);
        assert_eq!(adrift.problems(), [CalendarProblem::AnchorWithoutSchool(sunday)]);
        // The first school day from there on is day 0 all the same.
        assert_eq!(adrift.cycle_day(date(2026, 9, 7)), Some(0));
        let mut torn = rotating(6, &MONDAY_TO_FRIDAY, date(2026, 9, 7));
        torn.overrides = BTreeMap::from([(date(2026, 9, 7), 3)]);
        assert_eq!(
            torn.problems(),
            [CalendarProblem::AnchorOverridden { date: date(2026, 9, 7), cycle_day: 3 }]
        );
        assert_eq!(torn.cycle_day(date(2026, 9, 8)), Some(4));
    }
}

#[test]
fn a_cycle_survives_being_kept_as_text() {
    let rotating =
        Cycle::Rotating { length: 6, weekdays: SUNDAY_TO_THURSDAY.to_vec(), anchor: date(2026, 9, 6) };
    for cycle in [weekly(2, &MONDAY_TO_FRIDAY), rotating] {
        let kept = serde_json::to_string(&cycle).unwrap();
        assert_eq!(serde_json::from_str::<Cycle>(&kept).unwrap(), cycle);
    }
    assert!(serde_json::from_str::<WeekdaySlot>(r#"{"week":0,"weekday":7}"#).is_err());
    assert!(serde_json::from_str::<WeekdaySlot>(r#"{"week":0,"weekday":"someday"}"#).is_err());
    let named: WeekdaySlot = serde_json::from_str(r#"{"week":0,"weekday":"Sunday"}"#).unwrap();
    assert_eq!(named.weekday, Weekday::Sunday);
    assert_eq!(serde_json::to_string(&named).unwrap(), r#"{"week":0,"weekday":6}"#);
}

/// Day-by-day reckoning of the same rules, by walking once over the whole calendar.
mod reckoning {
    use super::*;

    /// The dates that the made-up calendars below can touch.
    fn span() -> Vec<Date> {
        date(2026, 7, 1).series(1.day()).take_while(|day| *day <= date(2027, 9, 30)).collect()
    }

    /// Dates on which school is kept: built up and struck out, rather than asked of each date.
    fn kept(calendar: &Calendar, weekdays: &[Weekday]) -> BTreeSet<Date> {
        let mut kept = BTreeSet::new();
        for term in &calendar.terms {
            kept.extend(term.first.series(1.day()).take_while(|day| *day <= term.last));
        }
        kept.retain(|day| weekdays.contains(&day.weekday()));
        for closure in &calendar.closures {
            for day in closure.first.series(1.day()).take_while(|day| *day <= closure.last) {
                kept.remove(&day);
            }
        }
        kept.extend(calendar.overrides.keys());
        kept
    }

    fn days_of_year() -> impl Strategy<Value = Date> {
        (0i64..380).prop_map(|day| date(2026, 8, 1).checked_add(day.days()).unwrap())
    }

    fn any_calendar(weekdays: Vec<Weekday>, cycle_days: usize) -> impl Strategy<Value = Calendar> {
        let bounds = proptest::collection::btree_set(0i64..380, 2..=6);
        let closures = proptest::collection::vec((days_of_year(), 0i64..12), 0..8);
        let overrides = proptest::collection::btree_map(days_of_year(), 0..cycle_days, 0..5);
        (bounds, closures, overrides).prop_map(move |(bounds, closures, overrides)| {
            let at = |day: i64| date(2026, 8, 1).checked_add(day.days()).unwrap();
            let bounds: Vec<_> = bounds.into_iter().collect();
            let terms = bounds.chunks_exact(2).map(|pair| term("Term", at(pair[0]), at(pair[1]))).collect();
            let closures = closures
                .into_iter()
                .map(|(first, days)| closure(first, first.checked_add(days.days()).unwrap()));
            let mut calendar = calendar("Europe/London", weekly(1, &weekdays), terms, closures.collect());
            calendar.overrides = overrides;
            calendar
        })
    }

    fn any_weekdays() -> impl Strategy<Value = Vec<Weekday>> {
        prop_oneof![
            Just(MONDAY_TO_FRIDAY.to_vec()),
            Just(SUNDAY_TO_THURSDAY.to_vec()),
            subsequence(SUNDAY_TO_THURSDAY.to_vec(), 1..=5),
        ]
    }

    fn rotating() -> impl Strategy<Value = (Calendar, usize, Date, Vec<Weekday>)> {
        (any_weekdays(), 1usize..=10, days_of_year()).prop_flat_map(|(weekdays, length, anchor)| {
            any_calendar(weekdays.clone(), length).prop_map(move |calendar| {
                let cycle = Cycle::Rotating { length, weekdays: weekdays.clone(), anchor };
                (Calendar { cycle, ..calendar }, length, anchor, weekdays.clone())
            })
        })
    }

    /// Every date's cycle day, by turning a wheel day by day: from the first fixed day on, then back from it.
    fn wheel(
        kept: &BTreeSet<Date>,
        overrides: &BTreeMap<Date, usize>,
        length: usize,
        anchor: Date,
    ) -> BTreeMap<Date, usize> {
        let mut reckoned = BTreeMap::new();
        let first = overrides.keys().copied().chain([anchor]).min().unwrap();
        let mut wheel = 0;
        for day in span().into_iter().filter(|day| *day >= first) {
            if day == anchor {
                wheel = 0;
            }
            if let Some(cycle_day) = overrides.get(&day) {
                wheel = *cycle_day;
            }
            if kept.contains(&day) {
                reckoned.insert(day, wheel);
                wheel = if wheel + 1 == length { 0 } else { wheel + 1 };
            }
        }
        let mut wheel = overrides.get(&first).copied().unwrap_or(0);
        for day in span().into_iter().rev().filter(|day| *day < first && kept.contains(day)) {
            wheel = if wheel == 0 { length - 1 } else { wheel - 1 };
            reckoned.insert(day, wheel);
        }
        reckoned
    }

    /// Every week's letter, by giving them out week by week.
    fn letters_given_out(
        kept: &BTreeSet<Date>,
        first_term: Date,
        letters: &BTreeMap<Date, u8>,
        weeks: u8,
        sunday: bool,
    ) -> BTreeMap<Date, Option<u8>> {
        let start = if sunday { date(2026, 6, 28) } else { date(2026, 6, 29) };
        let mut last = None;
        let mut out = BTreeMap::new();
        for week in start.series(1.week()).take_while(|week| *week < date(2027, 10, 1)) {
            let days: Vec<_> = week.series(1.day()).take(7).collect();
            let given = days.iter().rev().find_map(|day| letters.get(day)).copied();
            let has_school = days.iter().any(|day| kept.contains(day));
            let begun = days.last().is_some_and(|day| *day >= first_term);
            let letter = match (given, last) {
                (Some(given), _) => Some(given),
                (None, _) if !has_school => None,
                (None, Some(last)) => Some(if last + 1 == weeks { 0 } else { last + 1 }),
                (None, None) => begun.then_some(0),
            };
            last = letter.or(last);
            out.extend(days.into_iter().map(|day| (day, letter)));
        }
        out
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn a_rotation_turns_once_for_each_school_day((calendar, length, anchor, weekdays) in rotating()) {
            let kept = kept(&calendar, &weekdays);
            let reckoned = wheel(&kept, &calendar.overrides, length, anchor);
            for day in span() {
                prop_assert_eq!(calendar.cycle_day(day), reckoned.get(&day).copied(), "on {}", day);
                let before = kept.range(..day).next_back().copied();
                let after = kept.range(day.tomorrow().unwrap()..).next().copied();
                prop_assert_eq!(calendar.school_day_before(day), before);
                prop_assert_eq!(calendar.school_day_after(day), after);
            }
            let listed: Vec<_> = calendar.dates_of(0, Date::MIN, Date::MAX).collect();
            let expected: Vec<_> = reckoned.iter().filter(|(_, turn)| **turn == 0).map(|(day, _)| *day).collect();
            prop_assert_eq!(listed, expected);
        }

        #[test]
        fn letters_follow_one_another_over_weeks_with_school(
            (calendar, weekdays) in prop_oneof![
                Just(MONDAY_TO_FRIDAY.to_vec()), Just(SUNDAY_TO_THURSDAY.to_vec()),
            ].prop_flat_map(|weekdays| (any_calendar(weekdays.clone(), 10), Just(weekdays))),
            weeks in 2u8..=4,
            letters in proptest::collection::btree_map(days_of_year(), 0u8..2, 0..4),
        ) {
            let Cycle::Weekday { days, .. } = weekly(weeks, &weekdays) else { unreachable!("as written") };
            let calendar = Calendar { cycle: Cycle::Weekday { days, letters: letters.clone() }, ..calendar };
            let kept = kept(&calendar, &weekdays);
            let first_term = calendar.terms.iter().map(|term| term.first).min().unwrap();
            let sunday = weekdays.contains(&Weekday::Sunday);
            let given = letters_given_out(&kept, first_term, &letters, weeks, sunday);
            for (day, letter) in given {
                prop_assert_eq!(calendar.week_letter(day), letter, "on {}", day);
                // Five days a week: the letter's week, then the place of the weekday in it.
                let place = weekdays.iter().position(|weekday| *weekday == day.weekday());
                let by_week = letter.zip(place).map(|(letter, place)| usize::from(letter) * 5 + place);
                let expected = calendar.overrides.get(&day).copied().or(by_week.filter(|_| kept.contains(&day)));
                prop_assert_eq!(calendar.cycle_day(day), expected, "on {}", day);
            }
        }
    }
}
