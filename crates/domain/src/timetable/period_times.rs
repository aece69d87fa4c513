//! The days of a cycle with their periods' times: from bell times, from the labels, or made up.

use std::collections::BTreeSet;

use super::day_label;
use super::hour_label::{self, HourLabel, UnknownHourOrder};
use super::spelling::same_label;
use super::{CycleDay, DayPlace, Period};
use crate::instant::TimeOfDay;

/// When a period starts and ends, as a school gives it beside its timetable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BellTime {
    /// The cycle day it holds for; every day that has none of its own where `None`.
    pub day: Option<String>,
    /// The period's label, or its number.
    pub period: String,
    /// When it starts.
    pub start: TimeOfDay,
    /// When it ends.
    pub end: TimeOfDay,
}

/// The periods cannot be given times.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PeriodTimesError {
    /// Nothing orders the periods.
    #[error(transparent)]
    Order(#[from] UnknownHourOrder),
    /// Some periods have times and this one has none.
    #[error("nothing says when the period \"{period}\" is on {day}; add it to the bell times")]
    NoTime {
        /// The period.
        period: String,
        /// The day.
        day: String,
    },
    /// Bell times name a day that the cycle has not.
    #[error("the bell times name the day \"{0}\", which the timetable has not")]
    UnknownDay(String),
    /// Bell times put the periods of one day in another order than those of another.
    #[error("the bell times put the periods of {0} in another order than those of the other days")]
    OtherOrder(String),
    /// Bell times give a period twice on the same days, by its name and by its number perhaps.
    #[error(
        "the bell times give the period \"{period}\" twice, by \"{one}\" and by \"{other}\"; leave one of them"
    )]
    Twice {
        /// The period.
        period: String,
        /// How one row calls it.
        one: String,
        /// How the other does.
        other: String,
    },
    /// Bell times have two periods of a day at once.
    #[error(
        "the bell times have \"{one}\" end at {until} on {day}, after \"{other}\" begins at {from}; \
         periods cannot overlap"
    )]
    Overlap {
        /// The day.
        day: String,
        /// The period that begins first.
        one: String,
        /// When it ends.
        until: TimeOfDay,
        /// The one that begins before that.
        other: String,
        /// When it begins.
        from: TimeOfDay,
    },
}

/// The laid-out cycle.
#[derive(Clone, Debug)]
pub struct LaidOut {
    /// The days with their periods.
    pub days: Vec<CycleDay>,
    /// Whether any time is made up.
    pub provisional_times: bool,
    /// Which periods touch.
    pub touching: Touching,
    /// Bell times for periods in which nothing meets, by label.
    pub unused: BTreeSet<String>,
}

/// Which periods of which day follow on one another closely enough to be one lesson.
#[derive(Clone, Debug, Default)]
pub struct Touching {
    before: Vec<Vec<Vec<usize>>>,
}

impl Touching {
    /// The periods of the day that end where `period` begins, the nearest first.
    pub fn before(&self, day: usize, period: usize) -> &[usize] {
        self.before.get(day).and_then(|day| day.get(period)).map_or(&[], Vec::as_slice)
    }
}

/// A break shorter than this does not part a double lesson; a lunch of this length or more does. In minutes.
pub const LUNCH_MINUTES: u16 = 30;
/// When the first period starts where nothing says it: 08:30, in minutes after midnight.
pub const PROVISIONAL_START: u16 = 8 * 60 + 30;
/// How long a period lasts where nothing says it, in minutes.
pub const PROVISIONAL_LENGTH: u16 = 50;

/// Lays `hours`, the distinct period labels in any order, out over `days`. Bell times come before times in the
/// labels; where neither gives any, periods follow one another from 08:30, 50 minutes each, provisionally.
///
/// A start without an end ends where the next period starts; the last lasts as long as the one before it.
pub fn lay_out(
    days: Vec<(String, DayPlace)>,
    hours: &[String],
    bells: &[BellTime],
    is_used: impl Fn(&str, &str) -> bool,
) -> Result<LaidOut, PeriodTimesError> {
    let parsed = hour_label::parse_all(hours);
    let bells = bells_of_days(bells, &days)?;
    let ordered = in_order(&parsed, hours, &bells)?;
    check_once(&bells, &ordered)?;
    let provisional = ordered.iter().all(|(label, hour)| {
        hour.start.is_none() && (0..days.len()).all(|day| bell(&bells, day, label, *hour).is_none())
    });
    let mut laid = Vec::new();
    let mut touching = Touching::default();
    let mut guessed = provisional;
    for (at, (label, place)) in days.into_iter().enumerate() {
        let periods = if provisional {
            provisional_periods(&ordered)
        } else {
            let (periods, made_up) = timed_periods(
                &ordered,
                &label,
                |hour| is_used(&label, hour),
                |hour, said| bell(&bells, at, hour, said),
            )?;
            guessed |= made_up;
            periods
        };
        let is_rung = |period: &Period| {
            let hour = ordered.iter().find(|(label, _)| *label == period.label);
            hour.is_some_and(|(label, hour)| bell(&bells, at, label, *hour).is_some())
        };
        check_apart(&label, periods.iter().filter(|period| is_rung(period)))?;
        touching.before.push(touching_before(&ordered, &periods));
        laid.push(CycleDay { label, place, periods });
    }
    let unused = bells
        .iter()
        .filter(|bell| !ordered.iter().any(|(label, hour)| is_for(&bell.period, label, *hour)))
        .map(|bell| bell.period.clone())
        .collect();
    Ok(LaidOut { days: laid, provisional_times: guessed, touching, unused })
}

/// A bell time with the days it holds for.
struct PlacedBell {
    days: Option<BTreeSet<usize>>,
    period: String,
    start: TimeOfDay,
    end: TimeOfDay,
}

fn bells_of_days(
    bells: &[BellTime],
    days: &[(String, DayPlace)],
) -> Result<Vec<PlacedBell>, PeriodTimesError> {
    bells
        .iter()
        .map(|bell| {
            let days = match &bell.day {
                None => None,
                Some(name) => {
                    Some(days_named(name, days).ok_or_else(|| PeriodTimesError::UnknownDay(name.clone()))?)
                }
            };
            Ok(PlacedBell { days, period: bell.period.clone(), start: bell.start, end: bell.end })
        })
        .collect()
}

fn days_named(name: &str, days: &[(String, DayPlace)]) -> Option<BTreeSet<usize>> {
    let exact: BTreeSet<usize> = (0..days.len())
        .filter(|at| days.get(*at).is_some_and(|(label, _)| same_label(label, name)))
        .collect();
    if !exact.is_empty() {
        return Some(exact);
    }
    let wanted = day_label::weekday(name)?;
    let named: BTreeSet<usize> = days
        .iter()
        .enumerate()
        .filter(|(_, (_, place))| matches!(place, DayPlace::Weekday { weekday, .. } if *weekday == wanted))
        .map(|(at, _)| at)
        .collect();
    (!named.is_empty()).then_some(named)
}

/// Whether a bell time's period means this label: by name, else by number.
fn is_for(period: &str, label: &str, hour: HourLabel) -> bool {
    same_label(period, label)
        || (period.trim().chars().all(char::is_numeric)
            && hour.order.is_some()
            && HourLabel::parse(period).order == hour.order)
}

fn bell(bells: &[PlacedBell], day: usize, label: &str, hour: HourLabel) -> Option<(TimeOfDay, TimeOfDay)> {
    let matching = |bell: &&PlacedBell| is_for(&bell.period, label, hour);
    bells
        .iter()
        .filter(matching)
        .find(|bell| bell.days.as_ref().is_some_and(|days| days.contains(&day)))
        .or_else(|| bells.iter().filter(matching).find(|bell| bell.days.is_none()))
        .map(|bell| (bell.start, bell.end))
}

/// Whether each period is given once for the same days.
fn check_once(bells: &[PlacedBell], ordered: &[(String, HourLabel)]) -> Result<(), PeriodTimesError> {
    for (label, hour) in ordered {
        let given: Vec<&PlacedBell> =
            bells.iter().filter(|bell| is_for(&bell.period, label, *hour)).collect();
        for (at, one) in given.iter().enumerate() {
            if let Some(other) = given.iter().skip(at + 1).find(|other| other.days == one.days) {
                let (one, other) = (one.period.clone(), other.period.clone());
                return Err(PeriodTimesError::Twice { period: label.clone(), one, other });
            }
        }
    }
    Ok(())
}

/// Whether periods whose times bells give follow on one another.
fn check_apart<'a>(day: &str, rung: impl Iterator<Item = &'a Period>) -> Result<(), PeriodTimesError> {
    let mut before: Option<&Period> = None;
    for period in rung {
        if let Some(one) = before.filter(|one| one.end > period.start) {
            return Err(PeriodTimesError::Overlap {
                day: day.to_owned(),
                one: one.label.clone(),
                until: one.end,
                other: period.label.clone(),
                from: period.start,
            });
        }
        before = Some(period);
    }
    Ok(())
}

fn in_order(
    parsed: &[(String, HourLabel)],
    hours: &[String],
    bells: &[PlacedBell],
) -> Result<Vec<(String, HourLabel)>, UnknownHourOrder> {
    let starts: Option<Vec<TimeOfDay>> = parsed
        .iter()
        .map(|(label, hour)| {
            let of_bells =
                bells.iter().filter(|bell| is_for(&bell.period, label, *hour)).map(|bell| bell.start).min();
            of_bells.or(hour.start)
        })
        .collect();
    match starts {
        Some(starts) if !bells.is_empty() => {
            let mut keyed: Vec<_> = starts.into_iter().zip(parsed.iter().cloned()).collect();
            keyed.sort_by_key(|(start, (_, hour))| (*start, hour.end, hour.order));
            Ok(keyed.into_iter().map(|(_, hour)| hour).collect())
        }
        _ => hour_label::in_order(hours),
    }
}

fn provisional_periods(ordered: &[(String, HourLabel)]) -> Vec<Period> {
    let count = u16::try_from(ordered.len().max(1)).unwrap_or(u16::MAX);
    // So many periods that they would not end by midnight are made shorter.
    let length = PROVISIONAL_LENGTH.min((24 * 60 - PROVISIONAL_START) / count);
    ordered
        .iter()
        .zip(0_u16..)
        .filter_map(|((label, _), at)| {
            let start = TimeOfDay::from_minutes(PROVISIONAL_START + at * length)?;
            let end = TimeOfDay::from_minutes(PROVISIONAL_START + (at + 1) * length)?;
            Some(Period { label: label.clone(), start, end })
        })
        .collect()
}

/// The periods of one day, and whether a time in which something meets had to be made up.
fn timed_periods(
    ordered: &[(String, HourLabel)],
    day: &str,
    is_used: impl Fn(&str) -> bool,
    bell: impl Fn(&str, HourLabel) -> Option<(TimeOfDay, TimeOfDay)>,
) -> Result<(Vec<Period>, bool), PeriodTimesError> {
    let said: Vec<Option<(TimeOfDay, Option<TimeOfDay>)>> = ordered
        .iter()
        .map(|(label, hour)| {
            bell(label, *hour)
                .map(|(start, end)| (start, Some(end)))
                .or_else(|| hour.start.map(|start| (start, hour.end)))
        })
        .collect();
    let mut periods: Vec<Period> = Vec::new();
    let mut made_up = false;
    for (at, (label, _)) in ordered.iter().enumerate() {
        let length =
            periods.last().map_or(PROVISIONAL_LENGTH, |before| before.end.minutes() - before.start.minutes());
        let (start, end) = match said.get(at).copied().flatten() {
            Some((start, Some(end))) => (start, end),
            Some((start, None)) => {
                let next =
                    said.iter().skip(at + 1).flatten().map(|(next, _)| *next).find(|next| *next > start);
                made_up |= next.is_none() && periods.is_empty();
                (start, next.or_else(|| later(start, length)).unwrap_or(start))
            }
            None if is_used(label) => {
                return Err(PeriodTimesError::NoTime { period: label.clone(), day: day.to_owned() });
            }
            // Nothing meets then on this day: the period is there only to keep its place.
            None => {
                let start = periods
                    .last()
                    .map_or_else(|| TimeOfDay::from_minutes(PROVISIONAL_START), |before| Some(before.end));
                let filler = start.and_then(|start| Some((start, later(start, length)?)));
                filler
                    .ok_or_else(|| PeriodTimesError::NoTime { period: label.clone(), day: day.to_owned() })?
            }
        };
        if end <= start {
            return Err(PeriodTimesError::NoTime { period: label.clone(), day: day.to_owned() });
        }
        if said.get(at).is_some_and(Option::is_some)
            && periods.last().is_some_and(|before| before.start > start)
        {
            return Err(PeriodTimesError::OtherOrder(day.to_owned()));
        }
        periods.push(Period { label: label.clone(), start, end });
    }
    Ok((periods, made_up))
}

/// The time that much later, at the latest midnight.
fn later(time: TimeOfDay, minutes: u16) -> Option<TimeOfDay> {
    TimeOfDay::from_minutes(time.minutes().saturating_add(minutes).min(24 * 60))
}

fn touching_before(ordered: &[(String, HourLabel)], periods: &[Period]) -> Vec<Vec<usize>> {
    let orders: Vec<Option<(u32, u32)>> = ordered.iter().map(|(_, hour)| hour.order).collect();
    let counted = orders.iter().all(Option::is_some) && orders.windows(2).all(|pair| pair[0] < pair[1]);
    let skips = |one: usize, other: usize| {
        counted
            && match (orders[one], orders[other]) {
                (Some((first, _)), Some((second, _))) => second - first > 1,
                _ => false,
            }
    };
    (0..periods.len())
        .map(|other| {
            (0..other).rev().filter(|one| !skips(*one, other) && touches(periods, *one, other)).collect()
        })
        .collect()
}

/// Which periods touch: those that follow on one another with a gap shorter than a lunch, and in which no
/// numbered period is left out.
fn touches(periods: &[Period], one: usize, other: usize) -> bool {
    let (Some(first), Some(second)) = (periods.get(one), periods.get(other)) else { return false };
    let (end, start) = (first.end.minutes(), second.start.minutes());
    let Some(gap) = start.checked_sub(end) else { return false };
    gap < LUNCH_MINUTES
        && !periods.iter().any(|between| between.start >= first.end && between.end <= second.start)
}
