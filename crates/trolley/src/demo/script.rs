//! What is going to be done in the demonstration, by whom and when, before any of it is.

use std::collections::BTreeSet;

use actions::almanac::Almanac;
use domain::id::LessonId;
use domain::lesson::Lesson;
use domain::people::Actor;
use domain::requisition::{Content, LateReason};
use domain::timetable::KeptMeeting;
use domain::{Instant, TimeOfDay};
use jiff::ToSpan;
use jiff::civil::Date;

use super::dice::Dice;

/// One requisition, and all that is done to it.
#[derive(Clone, Debug)]
pub struct Planned {
    /// For which lesson.
    pub lesson: Lesson,
    /// What is asked for.
    pub content: Content,
    /// Who asks.
    pub asker: Actor,
    /// Which of the technicians sees to it.
    pub technician: usize,
    /// Why it is late, where it is, in a key and in words.
    pub late: Option<(LateReason, &'static str)>,
    /// What is done, in order.
    pub steps: Vec<(Instant, Step)>,
}

/// One thing that is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Keep a draft.
    Save,
    /// Ask for it.
    Send,
    /// Take a late one on.
    Accept,
    /// Ask something.
    Query(&'static str),
    /// Refuse it.
    Decline(&'static str),
    /// Ready on its trolley.
    Prepare,
    /// In the room.
    Deliver,
    /// Back in the prep room.
    Collect,
    /// Counted back; one small thing short where `true`.
    Count(bool),
    /// Not used after all.
    NotUsed(&'static str),
    /// Taken back.
    Withdraw,
}

impl Planned {
    /// The last thing that is done.
    pub fn last(&self) -> Option<Step> {
        self.steps.last().map(|(_, step)| *step)
    }

    /// Keeps only what is done by `now`.
    pub fn until(&mut self, now: Instant) {
        self.steps.retain(|(at, _)| *at <= now);
    }
}

/// The lessons around now, and what may be done about them when.
#[derive(Debug)]
pub struct Term {
    /// Calendar, timetable and policy.
    pub almanac: Almanac,
    /// Every lesson from the start of term until some weeks from now, by time.
    pub lessons: Vec<Lesson>,
    /// The lessons that are spoken for.
    pub taken: BTreeSet<LessonId>,
    /// Now.
    pub now: Instant,
    /// The day whose board is lively.
    pub board: Date,
}

/// Days from the board's day for which lessons are known here.
const DAYS_AHEAD: i64 = 27;

impl Term {
    /// The lessons of the term.
    pub fn new(
        almanac: Almanac,
        meetings: &[KeptMeeting],
        (begins, board): (Date, Date),
        now: Instant,
    ) -> Self {
        let last = board.saturating_add(DAYS_AHEAD.days());
        let mut lessons: Vec<Lesson> = begins
            .series(1.day())
            .take_while(|date| *date <= last)
            .flat_map(|date| {
                meetings.iter().filter_map(|meeting| almanac.lesson_of(meeting, date)).collect::<Vec<_>>()
            })
            .collect();
        lessons.sort_by(|one, other| (one.interval.from, &one.room).cmp(&(other.interval.from, &other.room)));
        Self { almanac, lessons, taken: BTreeSet::new(), now, board }
    }

    /// The school days from `first` to `last`, both included.
    pub fn school_days(&self, first: Date, last: Date) -> Vec<Date> {
        first
            .series(1.day())
            .take_while(|date| *date <= last)
            .filter(|date| self.almanac.calendar.is_school_day(*date))
            .collect()
    }

    /// The lessons on a date that nobody has asked anything for.
    pub fn free_on(&self, date: Date) -> Vec<Lesson> {
        self.lessons
            .iter()
            .filter(|lesson| lesson.date == date && !self.taken.contains(&lesson.id))
            .cloned()
            .collect()
    }

    /// `minutes` before now.
    pub fn ago(&self, minutes: i64) -> Instant {
        self.now.plus_minutes(-minutes)
    }

    /// When somebody sends in time: some while before the deadline, and before now.
    pub fn in_time(&self, lesson: &Lesson, notice_days: Option<u16>, dice: &mut Dice) -> Instant {
        let deadline = self
            .almanac
            .deadline_for(lesson.interval.from, notice_days)
            .map_or(lesson.interval.from.plus_minutes(-3 * 24 * 60), |deadline| deadline.at);
        let latest = deadline.min(self.ago(100));
        let before = i64::from(dice.below(3 * 24 * 60));
        self.at_a_decent_hour(latest.plus_minutes(-before)).min(latest)
    }

    /// When somebody sends late: after the deadline, and the day or two before the lesson.
    pub fn late(&self, lesson: &Lesson, dice: &mut Dice) -> Instant {
        let before = 4 * 60 + i64::from(dice.below(22 * 60));
        let latest = lesson.interval.from.plus_minutes(-3 * 60);
        self.at_a_decent_hour(lesson.interval.from.plus_minutes(-before)).min(latest)
    }

    /// The same date, between seven in the morning and nine in the evening.
    fn at_a_decent_hour(&self, instant: Instant) -> Instant {
        let (date, time) = self.almanac.calendar.local(instant);
        let decent = TimeOfDay::from_minutes(time.minutes().clamp(7 * 60, 21 * 60)).unwrap_or(time);
        self.almanac.calendar.instant(date, decent)
    }

    /// What usually happens to a requisition once it is accepted: made ready the afternoon before or some
    /// time before the lesson, brought, fetched, counted.
    pub fn usual_steps(&self, lesson: &Lesson, accepted: Instant, short: bool) -> Vec<(Instant, Step)> {
        let (start, end) = (lesson.interval.from, lesson.interval.until);
        let prepared =
            if lesson.first_period < 2 { self.afternoon_before(lesson) } else { start.plus_minutes(-100) };
        let after = |instant: Instant, minutes: i64| instant.max(accepted.plus_minutes(minutes));
        vec![
            (after(prepared, 2), Step::Prepare),
            (after(start.plus_minutes(-12), 4), Step::Deliver),
            (after(end.plus_minutes(8), 6), Step::Collect),
            (after(end.plus_minutes(35), 8), Step::Count(short)),
        ]
    }

    fn afternoon_before(&self, lesson: &Lesson) -> Instant {
        let usual = lesson.interval.from.plus_minutes(-100);
        let day = self.almanac.calendar.school_day_before(lesson.date);
        day.zip(TimeOfDay::at(15, 10)).map_or(usual, |(day, time)| self.almanac.calendar.instant(day, time))
    }
}
