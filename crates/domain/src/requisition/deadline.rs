//! When a requisition has to be in.
//!
//! The deadline of a lesson is the earliest of three parts: the school's weekly cut-off, its notice in
//! working time, and the practical's own notice in school days. Each counts backwards over the calendar;
//! a part for which the calendar does not reach back far enough sets no deadline, since nobody can be
//! late by a day that the school has not told.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use crate::Instant;
use crate::calendar::{Calendar, weekday_number};
use crate::instant::{Interval, TimeOfDay};

const MILLISECONDS_PER_MINUTE: i64 = 60_000;

/// How much warning a department asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeadlinePolicy {
    /// When requests for a school week close, in the week before.
    pub weekly_cut_off: Option<WeeklyCutOff>,
    /// The working time that has to lie between receipt and lesson, in minutes; 0 asks only that a request
    /// comes before the lesson.
    pub notice_minutes: Option<u32>,
    /// The department's hours on school days, Monday first; `None` where no technician works that weekday.
    pub working_hours: [Option<WorkingHours>; 7],
}

/// A weekday and time at which requests for the following school week close.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeeklyCutOff {
    /// The weekday.
    #[serde(with = "weekday_number")]
    pub weekday: Weekday,
    /// The time of day; a request at exactly that time is still in time.
    pub time: TimeOfDay,
}

/// When technicians work on one weekday. Hours that end before they begin hold no working time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkingHours {
    /// When work begins.
    pub from: TimeOfDay,
    /// When it ends.
    pub until: TimeOfDay,
}

/// The last instant at which a request is in time, and the rule it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// The last instant in time.
    pub at: Instant,
    /// The rule that sets it; where several set the same instant, the first in the order of the type.
    pub because: DeadlineReason,
}

/// The rules that can set a deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineReason {
    /// The school's weekly cut-off.
    WeeklyCutOff,
    /// The school's notice in working time.
    Notice,
    /// The practical's own notice in school days.
    PracticalNotice,
}

/// The moment at which requests for one school week close.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CutOff {
    /// The last instant in time.
    pub at: Instant,
    /// The first date of the school week it closes.
    pub for_week_starting: Date,
}

impl DeadlinePolicy {
    /// The hours worked on the weekday of `date`, if any.
    fn hours_on(&self, date: Date) -> Option<WorkingHours> {
        let weekday = usize::from(date.weekday().to_monday_zero_offset().unsigned_abs());
        let hours = self.working_hours.get(weekday).copied().flatten()?;
        (hours.from < hours.until).then_some(hours)
    }
}

/// The deadline of a lesson that starts at `lesson_start`, for a practical that asks for
/// `practical_notice_days` school days; `None` where nothing sets one. It never lies after the start.
///
/// - *Weekly cut-off*: the latest of that weekday before the lesson's school week starts, or, where that
///   is no school day, the school day before it; always at the same time of day.
/// - *Notice*: the latest instant from which at least that much working time is left until the lesson
///   starts. Working time is the department's hours on school days. A department that never works sets none.
/// - *Practical notice* of *n* school days: the end of the department's hours on the *n*th school day
///   before the lesson's date, and the end of that day where no technician works on it. For 0, the start
///   of the lesson.
pub fn deadline(
    calendar: &Calendar,
    policy: &DeadlinePolicy,
    lesson_start: Instant,
    practical_notice_days: Option<u16>,
) -> Option<Deadline> {
    let (date, _) = calendar.local(lesson_start);
    let weekly =
        policy.weekly_cut_off.and_then(|cut_off| weekly(calendar, cut_off, calendar.week_start(date)));
    let notice = policy.notice_minutes.and_then(|minutes| notice(calendar, policy, lesson_start, minutes));
    let practical = practical_notice_days.and_then(|days| practical(calendar, policy, lesson_start, days));
    let parts = [
        (weekly, DeadlineReason::WeeklyCutOff),
        (notice, DeadlineReason::Notice),
        (practical, DeadlineReason::PracticalNotice),
    ];
    // Where a zone skipped a whole date, what would have ended on it ends a day later by the clock; even
    // so no deadline may lie after the lesson's start.
    let set =
        parts.into_iter().filter_map(|(at, because)| Some(Deadline { at: at?.min(lesson_start), because }));
    // Of equal instants `min_by_key` keeps the first.
    set.min_by_key(|deadline| deadline.at)
}

/// Whether a request received at `received` is late: after the deadline, not at it.
pub fn is_late(received: Instant, deadline: Option<&Deadline>) -> bool {
    deadline.is_some_and(|deadline| received > deadline.at)
}

/// The next weekly cut-off that has not passed at `now`, and the school week it closes. Weeks without a
/// school day are passed over. `None` without a weekly cut-off, and where the calendar ends first.
pub fn next_cut_off(calendar: &Calendar, policy: &DeadlinePolicy, now: Instant) -> Option<CutOff> {
    let cut_off = policy.weekly_cut_off?;
    let (first, last) = calendar.extent()?;
    let (today, _) = calendar.local(now);
    calendar
        .weeks(today.max(first), last)
        .filter(|week| calendar.has_school_in_week(*week))
        .filter_map(|week| weekly(calendar, cut_off, week).map(|at| CutOff { at, for_week_starting: week }))
        .find(|cut_off| cut_off.at >= now)
}

/// When requests for the school week that starts on `week` close.
fn weekly(calendar: &Calendar, cut_off: WeeklyCutOff, week: Date) -> Option<Instant> {
    let day_before = week.yesterday().ok()?;
    let back = day_before.weekday().since(cut_off.weekday);
    let chosen = day_before.checked_sub(i64::from(back).days()).ok()?;
    let date = if calendar.is_school_day(chosen) { chosen } else { calendar.school_day_before(chosen)? };
    Some(calendar.instant(date, cut_off.time))
}

/// The latest instant from which `minutes` of working time are left until `lesson_start`.
fn notice(
    calendar: &Calendar,
    policy: &DeadlinePolicy,
    lesson_start: Instant,
    minutes: u32,
) -> Option<Instant> {
    let mut missing = i64::from(minutes) * MILLISECONDS_PER_MINUTE;
    if missing == 0 {
        return Some(lesson_start);
    }
    if policy.working_hours.iter().all(Option::is_none) {
        return None;
    }
    let (date, _) = calendar.local(lesson_start);
    let mut school_day =
        if calendar.is_school_day(date) { date } else { calendar.school_day_before(date)? };
    loop {
        if let Some(Interval { from, until }) = worked(calendar, policy, school_day) {
            let until = until.min(lesson_start);
            let worked = until.milliseconds().saturating_sub(from.milliseconds()).max(0);
            if worked >= missing {
                return Some(Instant(until.milliseconds() - missing));
            }
            missing -= worked;
        }
        school_day = calendar.school_day_before(school_day)?;
    }
}

/// When technicians work on `date`; `None` where they do not, or where the zone skipped that date.
fn worked(calendar: &Calendar, policy: &DeadlinePolicy, date: Date) -> Option<Interval> {
    let hours = policy.hours_on(date)?;
    let from = calendar.instant(date, hours.from);
    let until = calendar.instant(date, hours.until);
    (calendar.local(from).0 == date).then_some(Interval { from, until })
}

/// The end of work `days` school days before the date of the lesson.
fn practical(
    calendar: &Calendar,
    policy: &DeadlinePolicy,
    lesson_start: Instant,
    days: u16,
) -> Option<Instant> {
    if days == 0 {
        return Some(lesson_start);
    }
    let (date, _) = calendar.local(lesson_start);
    let last_day = calendar.school_days_before(date, days)?;
    let end = match policy.hours_on(last_day) {
        Some(hours) => calendar.instant(last_day, hours.until),
        None => calendar.instant(last_day.tomorrow().ok()?, TimeOfDay::from_minutes(0)?),
    };
    Some(end)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use jiff::civil::date;
    use jiff::tz::TimeZone;
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;
    use crate::calendar::{Closure, Cycle, Term, WeekdaySlot};

    const WEEKDAYS: [Weekday; 7] = [
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
        Weekday::Saturday,
        Weekday::Sunday,
    ];

    fn time(hour: u16, minute: u16) -> TimeOfDay {
        TimeOfDay::at(hour, minute).unwrap()
    }

    fn utc(text: &str) -> Instant {
        text.parse::<jiff::Timestamp>().unwrap().into()
    }

    fn hours(from: u16, until: u16) -> WorkingHours {
        WorkingHours { from: time(from, 0), until: time(until, 0) }
    }

    fn calendar(
        zone: &str,
        weekdays: &[Weekday],
        terms: &[(Date, Date)],
        closures: &[(Date, Date)],
    ) -> Calendar {
        let days = weekdays.iter().map(|weekday| WeekdaySlot { week: 0, weekday: *weekday });
        let term =
            |(first, last): &(Date, Date)| Term { name: "Term".to_owned(), first: *first, last: *last };
        let closure = |(first, last): &(Date, Date)| Closure {
            first: *first,
            last: *last,
            reason: "Closed".to_owned(),
        };
        Calendar {
            zone: TimeZone::get(zone).unwrap(),
            terms: terms.iter().map(term).collect(),
            closures: closures.iter().map(closure).collect(),
            cycle: Cycle::Weekday { days: days.collect(), letters: BTreeMap::new() },
            dated_cycles: BTreeMap::new(),
            overrides: BTreeMap::new(),
            provisional: false,
        }
    }

    /// Two terms of a made-up London school: Monday 5 January to Thursday 2 April 2026, and Wednesday
    /// 2 September to Friday 18 December, with staff training on Thursday 8 October and half term from
    /// Monday 26 to Friday 30 October.
    fn london() -> Calendar {
        calendar(
            "Europe/London",
            &WEEKDAYS[..5],
            &[(date(2026, 1, 5), date(2026, 4, 2)), (date(2026, 9, 2), date(2026, 12, 18))],
            &[(date(2026, 10, 8), date(2026, 10, 8)), (date(2026, 10, 26), date(2026, 10, 30))],
        )
    }

    /// Thursday 12:30; technicians work Monday to Thursday from 8 to 16.
    fn thursday_cut_off() -> DeadlinePolicy {
        DeadlinePolicy {
            weekly_cut_off: Some(WeeklyCutOff { weekday: Weekday::Thursday, time: time(12, 30) }),
            ..no_fridays()
        }
    }

    /// Technicians work Monday to Thursday from 8 to 16; nothing is asked for.
    fn no_fridays() -> DeadlinePolicy {
        let day = Some(hours(8, 16));
        DeadlinePolicy { working_hours: [day, day, day, day, None, None, None], ..DeadlinePolicy::default() }
    }

    fn notice_of(minutes: u32) -> DeadlinePolicy {
        DeadlinePolicy { notice_minutes: Some(minutes), ..no_fridays() }
    }

    fn set_by(because: DeadlineReason, at: &str) -> Deadline {
        Deadline { at: utc(at), because }
    }

    #[test]
    fn a_week_closes_on_thursday_of_the_week_before() {
        use DeadlineReason::WeeklyCutOff;
        let at = |lesson| deadline(&london(), &thursday_cut_off(), utc(lesson), None);
        // Wednesday 16 September 09:00 in summer time: Thursday 10 September 12:30.
        assert_eq!(at("2026-09-16T08:00Z"), Some(set_by(WeeklyCutOff, "2026-09-10T11:30Z")));
        // The first and the last lesson of that week alike.
        assert_eq!(at("2026-09-14T07:50Z"), Some(set_by(WeeklyCutOff, "2026-09-10T11:30Z")));
        assert_eq!(at("2026-09-18T14:30Z"), Some(set_by(WeeklyCutOff, "2026-09-10T11:30Z")));
        // Over the change to summer time: Tuesday 31 March closes on Thursday 26 March, still in GMT.
        assert_eq!(at("2026-03-31T08:00Z"), Some(set_by(WeeklyCutOff, "2026-03-26T12:30Z")));
    }

    #[test]
    fn a_cut_off_without_school_moves_to_the_school_day_before() {
        use DeadlineReason::WeeklyCutOff;
        let at = |lesson| deadline(&london(), &thursday_cut_off(), utc(lesson), None);
        // Staff training on Thursday 8 October: Wednesday 7 October 12:30.
        assert_eq!(at("2026-10-13T08:00Z"), Some(set_by(WeeklyCutOff, "2026-10-07T11:30Z")));
        // Tuesday 3 November after half term: Friday 23 October 12:30, in summer time.
        assert_eq!(at("2026-11-03T09:00Z"), Some(set_by(WeeklyCutOff, "2026-10-23T11:30Z")));
        // The first autumn week goes back over the summer to Thursday 2 April, in summer time.
        assert_eq!(at("2026-09-03T08:00Z"), Some(set_by(WeeklyCutOff, "2026-04-02T11:30Z")));
        // Before the first week the calendar knows no school day.
        assert_eq!(at("2026-01-07T09:00Z"), None);
    }

    #[test]
    fn a_sunday_to_thursday_week_closes_before_its_sunday() {
        let weekdays = [WEEKDAYS[6], WEEKDAYS[0], WEEKDAYS[1], WEEKDAYS[2], WEEKDAYS[3]];
        let dubai = calendar("Asia/Dubai", &weekdays, &[(date(2026, 9, 6), date(2026, 12, 10))], &[]);
        let policy = |weekday| DeadlinePolicy {
            weekly_cut_off: Some(WeeklyCutOff { weekday, time: time(13, 0) }),
            ..DeadlinePolicy::default()
        };
        // Sunday 20 September 08:00 (+04:00). Thursday 17 September 13:00; a Friday cut-off falls on no
        // school day and is the Thursday before it too; a Sunday cut-off is the Sunday of the week before.
        let at =
            |weekday| deadline(&dubai, &policy(weekday), utc("2026-09-20T04:00Z"), None).map(|set| set.at);
        assert_eq!(at(Weekday::Thursday), Some(utc("2026-09-17T09:00Z")));
        assert_eq!(at(Weekday::Friday), Some(utc("2026-09-17T09:00Z")));
        assert_eq!(at(Weekday::Sunday), Some(utc("2026-09-13T09:00Z")));
    }

    #[test]
    fn notice_counts_working_time_on_school_days() {
        use DeadlineReason::Notice;
        let at = |minutes, lesson| deadline(&london(), &notice_of(minutes), utc(lesson), None);
        // Wednesday 16 September 11:00 BST. Two hours: 09:00. Three: 08:00. Four: 15:00 on Tuesday.
        assert_eq!(at(120, "2026-09-16T10:00Z"), Some(set_by(Notice, "2026-09-16T08:00Z")));
        assert_eq!(at(180, "2026-09-16T10:00Z"), Some(set_by(Notice, "2026-09-16T07:00Z")));
        assert_eq!(at(240, "2026-09-16T10:00Z"), Some(set_by(Notice, "2026-09-15T14:00Z")));
        // Monday 30 March 09:00 BST, eight hours: one on Monday, none on Friday, seven on Thursday 26 March
        // back from 16:00 GMT to 09:00.
        assert_eq!(at(480, "2026-03-30T08:00Z"), Some(set_by(Notice, "2026-03-26T09:00Z")));
        // Monday 2 November 08:00 GMT, one hour: half term and the Friday do not count; Thursday 22 October
        // 15:00 BST.
        assert_eq!(at(60, "2026-11-02T08:00Z"), Some(set_by(Notice, "2026-10-22T14:00Z")));
        // A club at 18:00 BST on Wednesday 16 September: one hour is 15:00, when an hour of work is left.
        assert_eq!(at(60, "2026-09-16T17:00Z"), Some(set_by(Notice, "2026-09-16T14:00Z")));
        // On Saturday 19 September: the last working hour was Thursday's.
        assert_eq!(at(60, "2026-09-19T09:00Z"), Some(set_by(Notice, "2026-09-17T14:00Z")));
    }

    #[test]
    fn notice_that_cannot_be_counted_sets_no_deadline() {
        let lesson = utc("2026-01-05T09:00Z");
        assert_eq!(
            deadline(&london(), &notice_of(0), lesson, None),
            Some(set_by(DeadlineReason::Notice, "2026-01-05T09:00Z"))
        );
        // An hour of work lies before the first lesson of the calendar, not two.
        assert_eq!(
            deadline(&london(), &notice_of(60), lesson, None),
            Some(set_by(DeadlineReason::Notice, "2026-01-05T08:00Z"))
        );
        assert_eq!(deadline(&london(), &notice_of(61), lesson, None), None);
        let nobody_works = DeadlinePolicy { notice_minutes: Some(60), ..DeadlinePolicy::default() };
        assert_eq!(deadline(&london(), &nobody_works, utc("2026-09-16T10:00Z"), None), None);
        let mut backwards = notice_of(60);
        backwards.working_hours = [Some(hours(16, 8)); 7];
        assert_eq!(deadline(&london(), &backwards, utc("2026-09-16T10:00Z"), None), None);
    }

    #[test]
    fn a_practicals_notice_ends_with_the_working_day() {
        use DeadlineReason::PracticalNotice;
        let at = |days| deadline(&london(), &no_fridays(), utc("2026-11-03T09:00Z"), Some(days));
        // Tuesday 3 November. One school day before: Monday 2 November 16:00 GMT. Two: Friday 23 October,
        // when nobody works, until midnight BST. Three: Thursday 22 October 16:00 BST.
        assert_eq!(at(1), Some(set_by(PracticalNotice, "2026-11-02T16:00Z")));
        assert_eq!(at(2), Some(set_by(PracticalNotice, "2026-10-23T23:00Z")));
        assert_eq!(at(3), Some(set_by(PracticalNotice, "2026-10-22T15:00Z")));
        assert_eq!(at(0), Some(set_by(PracticalNotice, "2026-11-03T09:00Z")));
        assert_eq!(at(1000), None);
    }

    #[test]
    fn the_earliest_part_sets_the_deadline() {
        let lesson = utc("2026-09-16T08:00Z");
        let mut policy = thursday_cut_off();
        policy.notice_minutes = Some(60);
        assert_eq!(deadline(&london(), &DeadlinePolicy::default(), lesson, None), None);
        let because =
            |policy: &DeadlinePolicy, days| deadline(&london(), policy, lesson, days).map(|set| set.because);
        assert_eq!(because(&policy, Some(1)), Some(DeadlineReason::WeeklyCutOff));
        // Five school days before Wednesday 16 September is Wednesday 9 September.
        assert_eq!(because(&policy, Some(5)), Some(DeadlineReason::PracticalNotice));
        // 40 working hours: Wednesday 1, Tuesday 8, Monday 8, Thursday 8, Wednesday 9 September 8, Tuesday.
        policy.notice_minutes = Some(40 * 60);
        assert_eq!(because(&policy, Some(5)), Some(DeadlineReason::Notice));
    }

    #[test]
    fn late_is_after_the_deadline() {
        let set = Deadline { at: Instant(1_000), because: DeadlineReason::Notice };
        assert!(!is_late(Instant(999), Some(&set)));
        assert!(!is_late(Instant(1_000), Some(&set)));
        assert!(is_late(Instant(1_001), Some(&set)));
        assert!(!is_late(Instant(i64::MAX), None));
    }

    #[test]
    fn the_next_cut_off_names_the_week_it_closes() {
        let next = |now| next_cut_off(&london(), &thursday_cut_off(), now);
        let closes = |at, week| Some(CutOff { at: utc(at), for_week_starting: week });
        // Wednesday 9 September; the very moment on Thursday; a millisecond later.
        let tenth = closes("2026-09-10T11:30Z", date(2026, 9, 14));
        assert_eq!(next(utc("2026-09-09T09:00Z")), tenth);
        assert_eq!(next(utc("2026-09-10T11:30Z")), tenth);
        assert_eq!(
            next(Instant(utc("2026-09-10T11:30Z").0 + 1)),
            closes("2026-09-17T11:30Z", date(2026, 9, 21))
        );
        // Before half term the week after it closes, on its last Friday.
        assert_eq!(next(utc("2026-10-21T09:00Z")), closes("2026-10-23T11:30Z", date(2026, 11, 2)));
        // Within half term that has passed: Thursday 5 November closes the week from 9 November.
        assert_eq!(next(utc("2026-10-27T09:00Z")), closes("2026-11-05T12:30Z", date(2026, 11, 9)));
        // Long before the calendar begins, its second week is the first that closes; after it, none.
        assert_eq!(next(utc("2025-06-01T09:00Z")), closes("2026-01-08T12:30Z", date(2026, 1, 12)));
        assert_eq!(next(utc("2026-12-17T09:00Z")), None);
        assert_eq!(next_cut_off(&london(), &no_fridays(), utc("2026-09-09T09:00Z")), None);
    }

    #[test]
    fn a_policy_survives_being_kept_as_text() {
        let policy = thursday_cut_off();
        let kept = serde_json::to_string(&policy).unwrap();
        assert_eq!(serde_json::from_str::<DeadlinePolicy>(&kept).unwrap(), policy);
    }

    /// A calendar with one change of the clocks in it, its school days, a policy and a lesson's start.
    #[derive(Clone, Debug)]
    struct Case {
        calendar: Calendar,
        school_days: BTreeSet<Date>,
        policy: DeadlinePolicy,
        lesson_start: Instant,
    }

    fn any_hours() -> impl Strategy<Value = Option<WorkingHours>> {
        // Not beginning within an hour that the clocks repeat or skip: then "the hours" would be a matter of taste.
        let from = prop_oneof![Just(0u16), 4u16 * 60..15 * 60];
        let worked = (from, 30u16..9 * 60)
            .prop_map(|(from, minutes)| (from, (from + minutes).max(4 * 60)))
            .prop_map(|(from, until)| WorkingHours {
                from: TimeOfDay::from_minutes(from).unwrap(),
                until: TimeOfDay::from_minutes(until).unwrap(),
            });
        prop_oneof![3 => worked.prop_map(Some), 1 => Just(None)]
    }

    fn any_case() -> impl Strategy<Value = Case> {
        let around = prop_oneof![
            Just(("Europe/London", date(2026, 3, 29))),
            Just(("Europe/London", date(2026, 10, 25))),
            Just(("Australia/Lord_Howe", date(2026, 4, 5))),
            Just(("Australia/Lord_Howe", date(2026, 10, 4))),
            Just(("Pacific/Apia", date(2011, 12, 30))),
        ];
        let closures = proptest::collection::vec((-14i64..14, 0i64..4), 0..4);
        let cut_off = proptest::option::of((select(WEEKDAYS.to_vec()), 0u16..=1440));
        let policy = (cut_off, proptest::option::of(0u32..1200), proptest::array::uniform7(any_hours()));
        let lesson = (-6i64..12, 0i64..1440);
        (around, select(vec![5usize, 6, 7]), closures, policy, lesson).prop_map(
            |((zone, middle), weekdays, closures, (cut_off, notice_minutes, working_hours), lesson)| {
                let at = |days: i64| middle.checked_add(days.days()).unwrap();
                let closures: Vec<_> =
                    closures.into_iter().map(|(first, days)| (at(first), at(first + days))).collect();
                let calendar = calendar(zone, &WEEKDAYS[..weekdays], &[(at(-14), at(14))], &closures);
                let school_days = (-14..=14)
                    .map(at)
                    .filter(|day| WEEKDAYS[..weekdays].contains(&day.weekday()))
                    .filter(|day| closures.iter().all(|(first, last)| day < first || day > last))
                    .collect();
                let weekly_cut_off = cut_off.map(|(weekday, minutes)| WeeklyCutOff {
                    weekday,
                    time: TimeOfDay::from_minutes(minutes).unwrap(),
                });
                let noon = at(lesson.0).at(12, 0, 0, 0).to_zoned(calendar.zone.clone()).unwrap().timestamp();
                let lesson_start = Instant::from(noon).plus_minutes(lesson.1 - 720);
                let policy = DeadlinePolicy { weekly_cut_off, notice_minutes, working_hours };
                Case { calendar, school_days, policy, lesson_start }
            },
        )
    }

    /// Whether somebody works in the minute that begins at `instant`, by looking at the clock on the wall.
    fn somebody_works(case: &Case, instant: Instant) -> bool {
        let wall = case.calendar.zone.to_datetime(instant.timestamp());
        let minutes = u16::try_from(i32::from(wall.hour()) * 60 + i32::from(wall.minute())).unwrap();
        let weekday = usize::try_from(wall.weekday().to_monday_zero_offset()).unwrap();
        case.school_days.contains(&wall.date())
            && case.policy.working_hours[weekday]
                .is_some_and(|hours| hours.from.minutes() <= minutes && minutes < hours.until.minutes())
    }

    /// The notice by walking back minute by minute until enough worked minutes have gone by.
    fn notice_by_minutes(case: &Case, minutes: u32) -> Option<Instant> {
        let mut missing = minutes;
        let mut at = case.lesson_start;
        let begin = utc("2011-12-10T00:00Z").max(case.lesson_start.plus_minutes(-40 * 1440));
        while missing > 0 {
            at = at.plus_minutes(-1);
            if at < begin {
                return None;
            }
            if somebody_works(case, at) {
                missing -= 1;
            }
        }
        Some(at)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn notice_is_the_worked_minutes_before_the_lesson(case in any_case(), minutes in 0u32..1200) {
            let counted = notice(&case.calendar, &case.policy, case.lesson_start, minutes);
            prop_assert_eq!(counted, notice_by_minutes(&case, minutes));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn the_cut_off_falls_on_the_last_school_day_up_to_its_weekday(case in any_case(), weekday in select(WEEKDAYS.to_vec())) {
            let cut_off = WeeklyCutOff { weekday, time: time(12, 30) };
            let (lesson_date, _) = case.calendar.local(case.lesson_start);
            // Weeks start on Monday here, except that school on all seven days changes nothing about it.
            let mut day = lesson_date;
            while day.weekday() != Weekday::Monday {
                day = day.yesterday().unwrap();
            }
            day = day.yesterday().unwrap();
            while day.weekday() != weekday {
                day = day.yesterday().unwrap();
            }
            let expected = case.school_days.range(..=day).next_back().map(|day| case.calendar.instant(*day, cut_off.time));
            prop_assert_eq!(weekly(&case.calendar, cut_off, case.calendar.week_start(lesson_date)), expected);
        }

        #[test]
        fn the_deadline_is_the_earliest_part_and_never_after_the_lesson(
            case in any_case(),
            days in proptest::option::of(0u16..8),
        ) {
            let Case { calendar, policy, lesson_start, .. } = case;
            let set = deadline(&calendar, &policy, lesson_start, days);
            let none = DeadlinePolicy { weekly_cut_off: None, notice_minutes: None, ..policy.clone() };
            let parts = [
                deadline(&calendar, &DeadlinePolicy { notice_minutes: None, ..policy.clone() }, lesson_start, None),
                deadline(&calendar, &DeadlinePolicy { weekly_cut_off: None, ..policy.clone() }, lesson_start, None),
                deadline(&calendar, &none, lesson_start, days),
            ];
            let earliest = parts.iter().flatten().map(|part| part.at).min();
            prop_assert_eq!(set.map(|set| set.at), earliest);
            prop_assert!(set.is_none_or(|set| set.at <= lesson_start));
            prop_assert!(set.is_none_or(|set| parts.iter().flatten().any(|part| *part == set)));
        }

        #[test]
        fn the_next_cut_off_is_the_first_that_is_not_past(case in any_case(), before in 0i64..20_000) {
            let Case { calendar, policy, lesson_start, .. } = case;
            let now = lesson_start.plus_minutes(-before);
            let next = next_cut_off(&calendar, &policy, now);
            // Lessons at noon of every school day: the first whose cut-off is still to come.
            let weekly_only = DeadlinePolicy { weekly_cut_off: policy.weekly_cut_off, ..DeadlinePolicy::default() };
            let expected = case.school_days.iter().find_map(|day| {
                let lesson = calendar.instant(*day, time(12, 0));
                let set = deadline(&calendar, &weekly_only, lesson, None)?;
                (set.at >= now).then(|| CutOff { at: set.at, for_week_starting: calendar.week_start(*day) })
            });
            prop_assert_eq!(next, expected);
        }
    }
}
