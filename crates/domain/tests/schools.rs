//! The calendar of ten thousand made-up schools, against a diary that is kept by hand: every date of a school is
//! walked once, in order, and what it is and runs is written down. The diary knows the rules of
//! `domain::calendar` as its documentation has them and nothing of the code that it is compared with.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};

use domain::Instant;
use domain::calendar::{Calendar, Closure, Cycle, Term, WeekdaySlot};
use domain::instant::TimeOfDay;
use jiff::civil::{Date, DateTime, Weekday, date};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use proptest::collection::{btree_map, btree_set, vec};
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Days that a made-up school can touch; its terms lie within them.
const DAYS: i64 = 70;
/// Days before and after, in which there is no school.
const MARGIN: i64 = 14;

const ZONES: [&str; 8] = [
    "Europe/London",
    "Africa/Cairo",
    "Australia/Lord_Howe",
    "America/Santiago",
    "America/New_York",
    "Asia/Kathmandu",
    "Asia/Dubai",
    "Pacific/Auckland",
];

/// How a version of the timetable turns.
#[derive(Clone, Debug)]
enum Turn {
    ByWeekday(Vec<(u8, Weekday)>),
    Rotating { length: usize, weekdays: Vec<Weekday>, anchor: Date },
}

impl Turn {
    fn length(&self) -> usize {
        match self {
            Self::ByWeekday(days) => days.len(),
            Self::Rotating { length, .. } => *length,
        }
    }

    fn weekdays(&self) -> Vec<Weekday> {
        match self {
            Self::ByWeekday(days) => days.iter().map(|(_, weekday)| *weekday).collect(),
            Self::Rotating { weekdays, .. } => weekdays.clone(),
        }
    }

    fn weeks(&self) -> u8 {
        match self {
            Self::ByWeekday(days) => days.iter().map(|(week, _)| week + 1).max().unwrap(),
            Self::Rotating { .. } => 1,
        }
    }
}

/// A made-up school: its timetable's versions by their first dates, the first of them for ever before.
#[derive(Clone, Debug)]
struct School {
    zone: &'static str,
    begun: Date,
    terms: Vec<(Date, Date)>,
    closures: Vec<(Date, Date)>,
    overrides: BTreeMap<Date, usize>,
    letters: BTreeMap<Date, u8>,
    versions: Vec<(Date, Turn)>,
}

impl School {
    fn calendar(&self) -> Calendar {
        let cycle = |turn: &Turn| match turn {
            Turn::ByWeekday(days) => Cycle::Weekday {
                days: days
                    .iter()
                    .map(|(week, weekday)| WeekdaySlot { week: *week, weekday: *weekday })
                    .collect(),
                letters: self.letters.clone(),
            },
            Turn::Rotating { length, weekdays, anchor } => {
                Cycle::Rotating { length: *length, weekdays: weekdays.clone(), anchor: *anchor }
            }
        };
        let term =
            |(first, last): &(Date, Date)| Term { name: "Term".to_owned(), first: *first, last: *last };
        let closure =
            |(first, last): &(Date, Date)| Closure { first: *first, last: *last, reason: "Shut".to_owned() };
        Calendar {
            zone: TimeZone::get(self.zone).unwrap(),
            terms: self.terms.iter().map(term).collect(),
            closures: self.closures.iter().map(closure).collect(),
            cycle: cycle(&self.versions[0].1),
            dated_cycles: self.versions[1..].iter().map(|(from, turn)| (*from, cycle(turn))).collect(),
            overrides: self.overrides.clone(),
            provisional: false,
        }
    }

    fn dates(&self) -> Vec<Date> {
        let first = self.begun.checked_sub(MARGIN.days()).unwrap();
        first.series(1.day()).take(usize::try_from(DAYS + 2 * MARGIN).unwrap()).collect()
    }

    fn turn_on(&self, date: Date) -> &Turn {
        &self.versions.iter().rfind(|(from, _)| *from <= date).unwrap_or(&self.versions[0]).1
    }
}

/// What stands in the diary of a date.
#[derive(Clone, Copy, Debug, Default)]
struct Entry {
    cycle_day: Option<usize>,
    letter: Option<u8>,
}

/// The diary of a school, date by date.
fn diary(school: &School) -> BTreeMap<Date, Entry> {
    let kept = kept(school);
    let mut diary = BTreeMap::new();
    for (place, (_, turn)) in school.versions.iter().enumerate() {
        let until = school.versions.get(place + 1).map(|(from, _)| *from);
        let from = if place == 0 { Date::MIN } else { school.versions[place].0 };
        let is_mine = |day: Date| from <= day && until.is_none_or(|until| day < until);
        let named: BTreeMap<Date, usize> = school
            .overrides
            .iter()
            .filter(|(day, named)| is_mine(**day) && **named < turn.length())
            .map(|(day, named)| (*day, *named))
            .collect();
        let written = match turn {
            Turn::ByWeekday(days) => by_weekday(school, &kept, turn, days),
            Turn::Rotating { length, anchor, .. } => turned(school, &kept, &named, *length, *anchor),
        };
        for (day, mut entry) in written.into_iter().filter(|(day, _)| is_mine(*day)) {
            if !kept.contains(&day) {
                entry.cycle_day = None;
            }
            if let Some(named) = named.get(&day) {
                entry.cycle_day = Some(*named);
            }
            diary.insert(day, entry);
        }
    }
    diary
}

/// Dates on which school is kept, whatever they run: terms are written in, closures struck out, and single
/// days written over them.
fn kept(school: &School) -> BTreeSet<Date> {
    let mut kept = BTreeSet::new();
    for date in school.dates() {
        if school.terms.iter().any(|(first, last)| (*first..=*last).contains(&date)) {
            kept.insert(date);
        }
        if !school.turn_on(date).weekdays().contains(&date.weekday()) {
            kept.remove(&date);
        }
    }
    for (first, last) in &school.closures {
        kept.retain(|date| !(*first..=*last).contains(date));
    }
    for (date, named) in &school.overrides {
        if *named < school.turn_on(*date).length() {
            kept.insert(*date);
        }
    }
    kept
}

/// What every date would run by its weekday and its week's letter, given out as the weeks go by.
fn by_weekday(
    school: &School,
    kept: &BTreeSet<Date>,
    turn: &Turn,
    slots: &[(u8, Weekday)],
) -> BTreeMap<Date, Entry> {
    let weeks = turn.weeks();
    let begins_on = first_of_week(&turn.weekdays());
    let first_term = school.terms.iter().map(|(first, _)| *first).min();
    let mut written = BTreeMap::new();
    let mut last: Option<u8> = None;
    let mut week: Vec<Date> = Vec::new();
    let dates = school.dates();
    for (place, date) in dates.iter().enumerate() {
        week.push(*date);
        let is_over = dates.get(place + 1).is_none_or(|next| next.weekday() == begins_on);
        if !is_over {
            continue;
        }
        let fits = |day: &Date| school.letters.get(day).copied().filter(|letter| *letter < weeks);
        let given = week.iter().filter_map(fits).next_back();
        let has_school = week.iter().any(|day| kept.contains(day));
        let is_term = first_term.is_some_and(|first| first <= *date);
        let in_turn = match last {
            Some(letter) => Some((letter + 1) % weeks),
            None => is_term.then_some(0),
        };
        let letter = if weeks == 1 { Some(0) } else { given.or(in_turn.filter(|_| has_school)) };
        last = letter.or(last);
        for day in week.drain(..) {
            let slot =
                slots.iter().position(|(week, weekday)| letter == Some(*week) && *weekday == day.weekday());
            written.insert(day, Entry { cycle_day: slot, letter: letter.filter(|_| weeks > 1) });
        }
    }
    written
}

/// The weekday that a school week begins on: the one after the last free day before Monday, or Monday where
/// there is none.
fn first_of_week(weekdays: &[Weekday]) -> Weekday {
    let backwards = [
        Weekday::Sunday,
        Weekday::Saturday,
        Weekday::Friday,
        Weekday::Thursday,
        Weekday::Wednesday,
        Weekday::Tuesday,
        Weekday::Monday,
    ];
    let free = backwards.into_iter().find(|weekday| !weekdays.contains(weekday));
    free.map_or(Weekday::Monday, Weekday::next)
}

/// What every date runs where days rotate: a card is turned over after each day of school, and put to what
/// is fixed for a date.
fn turned(
    school: &School,
    kept: &BTreeSet<Date>,
    named: &BTreeMap<Date, usize>,
    length: usize,
    anchor: Date,
) -> BTreeMap<Date, Entry> {
    let fixed = |date: Date| named.get(&date).copied().or((date == anchor).then_some(0));
    let dates = school.dates();
    let first_fixed = dates.iter().position(|date| fixed(*date).is_some()).unwrap();
    let mut written = BTreeMap::new();
    let mut card = 0;
    for date in &dates[first_fixed..] {
        card = fixed(*date).unwrap_or(card);
        written.insert(*date, Entry { cycle_day: Some(card), letter: None });
        if kept.contains(date) {
            card = (card + 1) % length;
        }
    }
    let mut card = fixed(dates[first_fixed]).unwrap();
    for date in dates[..first_fixed].iter().rev() {
        if kept.contains(date) {
            card = (card + length - 1) % length;
        }
        written.insert(*date, Entry { cycle_day: Some(card), letter: None });
    }
    written
}

/// When the clocks of a zone first show a date and time, by looking at them every quarter of an hour; where
/// they skip it, as long after the skip as it would have come after its beginning.
fn clocks_show(zone: &TimeZone, wanted: DateTime) -> Instant {
    let noon = wanted.date().at(12, 0, 0, 0).to_zoned(TimeZone::UTC).unwrap().timestamp();
    let quarters = (-160_i64..160).map(|quarter| noon.checked_add((quarter * 15).minutes()).unwrap());
    let mut before: Option<Timestamp> = None;
    for at in quarters {
        let shown = zone.to_datetime(at);
        if shown == wanted {
            return at.into();
        }
        if shown > wanted {
            break;
        }
        before = Some(at);
    }
    let before = before.unwrap();
    let missing = zone.to_datetime(before).duration_until(wanted);
    before.checked_add(missing).unwrap().into()
}

fn weekday_sets() -> impl Strategy<Value = Vec<Weekday>> {
    use Weekday::{Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};
    select(vec![
        vec![Monday, Tuesday, Wednesday, Thursday, Friday],
        vec![Sunday, Monday, Tuesday, Wednesday, Thursday],
        vec![Saturday, Sunday, Monday, Tuesday, Wednesday],
        vec![Monday, Tuesday, Wednesday, Thursday, Friday, Saturday],
        vec![Monday, Tuesday, Thursday, Friday],
        vec![Tuesday, Friday],
        vec![Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday],
    ])
}

fn by_weekday_turns() -> impl Strategy<Value = Turn> {
    (weekday_sets(), 1_u8..=4).prop_map(|(weekdays, weeks)| {
        let days = (0..weeks).flat_map(|week| weekdays.iter().map(move |weekday| (week, *weekday)));
        Turn::ByWeekday(days.collect())
    })
}

fn rotating_turns(begun: Date) -> impl Strategy<Value = Turn> {
    (weekday_sets(), 2_usize..=10, 0..DAYS).prop_map(move |(weekdays, length, day)| Turn::Rotating {
        length,
        weekdays,
        anchor: begun.checked_add(day.days()).unwrap(),
    })
}

/// Schools whose timetable has these versions, each given its own first date.
fn schools<T>(turns: impl Fn(Date) -> T + Clone + 'static) -> impl Strategy<Value = School>
where
    T: Strategy<Value = Vec<Turn>> + 'static,
{
    let begun = (0_i64..800).prop_map(|day| date(2026, 1, 1).checked_add(day.days()).unwrap());
    begun.prop_flat_map(move |begun| {
        let on = move |day: i64| begun.checked_add(day.days()).unwrap();
        let spans = |most| vec((0..DAYS, 0_i64..6), 0..most);
        (
            select(&ZONES[..]),
            btree_set(0..DAYS, 2..=6),
            spans(5),
            btree_map(0..DAYS, 0_usize..12, 0..4),
            btree_map(0..DAYS, 0_u8..4, 0..4),
            turns(begun),
            btree_set(1..DAYS, 3),
        )
            .prop_map(move |(zone, bounds, closures, overrides, letters, turns, starts)| {
                let bounds: Vec<i64> = bounds.into_iter().collect();
                School {
                    zone,
                    begun,
                    terms: bounds.chunks_exact(2).map(|pair| (on(pair[0]), on(pair[1]))).collect(),
                    closures: closures
                        .into_iter()
                        .map(|(first, more)| (on(first), on(first + more)))
                        .collect(),
                    overrides: overrides.into_iter().map(|(day, named)| (on(day), named)).collect(),
                    letters: letters.into_iter().map(|(day, letter)| (on(day), letter)).collect(),
                    versions: std::iter::once(0).chain(starts).map(on).zip(turns).collect(),
                }
            })
    })
}

fn agrees(school: &School, looked_at: &[Index], quarter: u16) -> Result<(), TestCaseError> {
    let (calendar, diary, dates) = (school.calendar(), diary(school), school.dates());
    let runs = |date: &Date| diary[date].cycle_day;
    for date in looked_at.iter().map(|index| *index.get(&dates)) {
        prop_assert_eq!(calendar.cycle_day(date), runs(&date), "{} runs", date);
        prop_assert_eq!(calendar.is_school_day(date), runs(&date).is_some(), "{} is a school day", date);
        prop_assert_eq!(calendar.week_letter(date), diary[&date].letter, "the letter of {}", date);
    }
    let date = *looked_at[0].get(&dates);
    let before = dates.iter().rev().find(|day| **day < date && runs(day).is_some());
    prop_assert_eq!(calendar.school_day_before(date), before.copied(), "before {}", date);
    let after = dates.iter().find(|day| **day > date && runs(day).is_some());
    prop_assert_eq!(calendar.school_day_after(date), after.copied(), "after {}", date);
    let until = date.checked_add(13.days()).unwrap();
    let wanted = runs(&date).unwrap_or(0);
    let expected: Vec<Date> = dates
        .iter()
        .filter(|day| (date..=until).contains(day) && runs(day) == Some(wanted))
        .copied()
        .collect();
    let found: Vec<Date> = calendar.dates_of(wanted, date, until).collect();
    prop_assert_eq!(found, expected, "dates of day {} from {}", wanted, date);
    let time = TimeOfDay::from_minutes(quarter * 15).unwrap();
    let midnight = date.to_datetime(jiff::civil::time(0, 0, 0, 0));
    let shown = midnight.checked_add(i64::from(quarter * 15).minutes()).unwrap();
    let expected = clocks_show(&calendar.zone, shown);
    prop_assert_eq!(calendar.instant(date, time), expected, "{} on the clocks of {}", shown, school.zone);
    Ok(())
}

fn looked_at() -> impl Strategy<Value = Vec<Index>> {
    vec(any::<Index>(), 8)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, ..ProptestConfig::default() })]

    #[test]
    fn schools_that_go_by_the_weekday(
        school in schools(|_| vec(by_weekday_turns(), 1)), at in looked_at(), quarter in 0_u16..=96,
    ) {
        agrees(&school, &at, quarter)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, ..ProptestConfig::default() })]

    #[test]
    fn schools_whose_days_rotate(
        school in schools(|begun| vec(rotating_turns(begun), 1)), at in looked_at(), quarter in 0_u16..=96,
    ) {
        agrees(&school, &at, quarter)?;
    }

    #[test]
    fn schools_whose_timetable_changes_in_the_middle_of_a_year(
        school in schools(|begun| vec(prop_oneof![by_weekday_turns().boxed(), rotating_turns(begun).boxed()], 2..=4)),
        at in looked_at(), quarter in 0_u16..=96,
    ) {
        agrees(&school, &at, quarter)?;
    }
}
