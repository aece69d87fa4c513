//! Times as people say them, where clocks change and where nights are counted. Changes of the clocks are those
//! of the IANA time zone database.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use domain::wall_clock::{from_now, nights, time, times};
use domain::{Instant, Interval};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;
use proptest::sample::select;

const ZONES: [&str; 10] = [
    "Europe/London",
    "Africa/Cairo",
    "Australia/Lord_Howe",
    "America/New_York",
    "Atlantic/Azores",
    "America/Santiago",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "Pacific/Auckland",
    "Asia/Hong_Kong",
];

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap()
}

fn utc(text: &str) -> Instant {
    text.parse::<Timestamp>().unwrap().into()
}

/// How an interval reads that begins at an instant.
fn said(name: &str, from: &str, minutes: i64) -> String {
    let from = utc(from);
    times(&zone(name), Interval { from, until: from.plus_minutes(minutes) }, "to")
}

#[test]
fn an_hour_that_comes_twice_says_which_of_the_two() {
    // Cairo goes back from 24:00 to 23:00, London from 02:00 to 01:00, Lord Howe from 02:00 to 01:30.
    assert_eq!(
        said("Africa/Cairo", "2027-10-28T20:30:00Z", 60),
        "23:30 (first) to 23:30 (second), 1 hour in all"
    );
    assert_eq!(
        said("Africa/Cairo", "2027-10-28T20:30:00Z", 30),
        "23:30 (first) to 23:00 (second), 30 minutes in all"
    );
    assert_eq!(
        said("Europe/London", "2027-10-31T00:30:00Z", 60),
        "01:30 (first) to 01:30 (second), 1 hour in all"
    );
    assert_eq!(said("Europe/London", "2027-10-31T01:30:00Z", 60), "01:30 (second) to 02:30");
    assert_eq!(said("Europe/London", "2027-10-31T00:00:00Z", 30), "01:00 (first) to 01:30 (first)");
    assert_eq!(
        said("Australia/Lord_Howe", "2027-04-03T14:45:00Z", 60),
        "01:45 (first) to 02:15, 1 hour in all"
    );
    assert_eq!(
        said("America/New_York", "2027-11-07T05:30:00Z", 90),
        "01:30 (first) to 02:00, 1 hour 30 minutes in all"
    );
    // The Azores go from 01:00 back to midnight.
    assert_eq!(
        said("Atlantic/Azores", "2027-10-31T00:30:00Z", 60),
        "00:30 (first) to 00:30 (second), 1 hour in all"
    );
    assert_eq!(said("Europe/Lisbon", "2027-10-30T23:30:00Z", 30), "00:30 to 01:00 (first)");
}

#[test]
fn an_end_never_reads_as_before_its_beginning() {
    assert_eq!(said("Europe/London", "2027-03-05T20:00:00Z", 60), "20:00 to 21:00");
    assert_eq!(said("Europe/London", "2027-03-05T23:30:00Z", 60), "23:30 to 00:30 the next day");
    assert_eq!(said("Europe/London", "2027-03-28T00:30:00Z", 60), "00:30 to 02:30, 1 hour in all");
    assert_eq!(said("Europe/London", "2027-03-05T20:00:00Z", 3 * 1_440), "20:00 to 20:00 on 8 March");
}

#[test]
fn lengths_of_time_say_what_matters() {
    let now = utc("2026-11-27T12:00:00Z");
    let in_minutes = |minutes: i64| from_now(&zone("Europe/London"), now.plus_minutes(minutes), now);
    assert_eq!(in_minutes(200), "in 3 hours 20 minutes");
    assert_eq!(in_minutes(61), "in 1 hour 1 minute");
    assert_eq!(in_minutes(120), "in 2 hours");
    assert_eq!(in_minutes(1), "in 1 minute");
    assert_eq!(in_minutes(0), "in 0 minutes");
    assert_eq!(in_minutes(-5), "in 0 minutes");
}

#[test]
fn days_are_counted_in_nights() {
    let said = |until: &str| from_now(&zone("Europe/London"), utc(until), utc("2026-11-27T12:00:00Z"));
    // A Friday noon.
    assert_eq!(said("2026-11-30T09:00:00Z"), "in 3 days");
    assert_eq!(said("2026-12-01T09:00:00Z"), "in 4 days");
    assert_eq!(said("2026-12-03T12:30:00Z"), "in 6 days");
    assert_eq!(said("2026-11-29T00:00:00Z"), "in 2 days");
    assert_eq!(said("2026-11-28T23:59:00Z"), "in 35 hours 59 minutes");
}

fn instants() -> impl Strategy<Value = Instant> {
    // From 2020 to 2037: every rule of a zone in force is met, forwards and backwards.
    (1_577_836_800_i64..2_114_380_800).prop_map(|seconds| Instant(seconds / 60 * 60_000))
}

proptest! {
    /// Going to bed once a night, from one date to the other, takes as many nights as are said.
    #[test]
    fn nights_are_those_that_people_sleep(name in select(&ZONES), from in instants(), days in 0_i64..40, minute in 0_i64..1_440) {
        let zone = zone(name);
        let begun = from.timestamp().to_zoned(zone.clone());
        let until = begun.date().checked_add(days.days()).unwrap().to_datetime(jiff::civil::time(0, 0, 0, 0));
        let until = until.checked_add(minute.minutes()).unwrap().to_zoned(zone.clone()).unwrap();
        let mut slept = 0;
        let mut date = begun.date();
        while date < until.date() {
            date = date.tomorrow().unwrap();
            slept += 1;
        }
        let until = Instant::from(until.timestamp());
        prop_assume!(until >= from);
        prop_assert_eq!(nights(&zone, from, until), slept);
        if slept >= 2 {
            prop_assert_eq!(from_now(&zone, until, from), format!("in {slept} days"));
        }
    }

    /// On one day no two minutes are said alike: which of the two is always told.
    #[test]
    fn no_two_minutes_of_a_day_are_said_alike(name in select(&ZONES), from in instants(), later in 1_i64..1_440) {
        let zone = zone(name);
        let until = from.plus_minutes(later);
        prop_assume!(nights(&zone, from, until) == 0);
        prop_assert_ne!(time(&zone, from), time(&zone, until));
    }
}
