//! Today, this week and the next: cards in every state, and something to answer.

use domain::id::StaffId;
use domain::lesson::{Lesson, year_of_class};
use domain::people::Actor;
use domain::requisition::LateReason;
use domain::requisition::deadline::next_cut_off;
use domain::{Instant, Interval};
use jiff::ToSpan;
use jiff::civil::Date;

use super::asking::Shelves;
use super::dice::Dice;
use super::people::Cast;
use super::script::{Planned, Step, Term};

/// Requisitions on the board's own day.
const ON_THE_BOARD: usize = 13;
/// On each later day of its week.
const THIS_WEEK: usize = 9;
/// On each day of the week after.
const NEXT_WEEK: usize = 4;

/// Everything from the board's day on.
pub fn plan(term: &mut Term, shelves: &mut Shelves, cast: &Cast, dice: &mut Dice) -> Vec<Planned> {
    let mut present = Present { term, shelves, cast, dice, spoken_for: Vec::new(), plans: Vec::new() };
    present.promise_every_microscope();
    present.draft_and_trainee();
    present.wait_for_answers();
    present.fill_the_days();
    present.show_every_state();
    present.plans
}

struct Present<'a> {
    term: &'a mut Term,
    shelves: &'a mut Shelves,
    cast: &'a Cast,
    dice: &'a mut Dice,
    /// When every microscope is promised.
    spoken_for: Vec<Interval>,
    plans: Vec<Planned>,
}

impl Present<'_> {
    /// One class has every microscope while the demonstration's teacher has a lesson without anything:
    /// on the next school day, and again in the first week that is still open for requests.
    fn promise_every_microscope(&mut self) {
        let tomorrow = self.term.board.saturating_add(1.day());
        let open =
            next_cut_off(&self.term.almanac.calendar, &self.term.almanac.policy().deadline, self.term.now)
                .map_or(tomorrow, |cut_off| cut_off.for_week_starting);
        for first in [tomorrow, open] {
            let days = self.term.school_days(first, first.saturating_add(6.days()));
            let Some((own, other)) = days.into_iter().find_map(|date| self.at_the_same_time(date)) else {
                continue;
            };
            let Some(content) = self.shelves.every_microscope_for(&other) else { continue };
            self.term.taken.insert(own.id);
            let around = Interval {
                from: other.interval.from.plus_minutes(-60),
                until: other.interval.until.plus_minutes(60),
            };
            self.spoken_for.push(around);
            // First of all, so that nobody else has any of them.
            let notice = self.shelves.notice_of(&content);
            let sent = self.term.in_time(&other, notice, self.dice).plus_minutes(-4 * 24 * 60);
            self.add(other, content, None, vec![(sent, Step::Send)]);
        }
    }

    /// A lesson of the demonstration's teacher, and one that another teacher has at that time.
    fn at_the_same_time(&self, date: Date) -> Option<(Lesson, Lesson)> {
        let teacher = self.cast.teacher.staff?;
        let lessons = self.term.free_on(date);
        let own = lessons.iter().filter(|lesson| lesson.is_taught_by(teacher) && is_below_sixth_form(lesson));
        own.clone().find_map(|own| {
            let other = lessons.iter().find(|other| {
                !other.is_taught_by(teacher)
                    && is_below_sixth_form(other)
                    && other.subject != "Chemistry"
                    && other.subject != "Physics"
                    && other.interval.overlaps(own.interval)
            })?;
            Some((own.clone(), other.clone()))
        })
    }

    /// The teacher's draft, and the request of a trainee that waits for the teacher's approval.
    fn draft_and_trainee(&mut self) {
        let Some(teacher) = self.cast.teacher.staff else { return };
        let open =
            next_cut_off(&self.term.almanac.calendar, &self.term.almanac.policy().deadline, self.term.now)
                .map_or(self.term.board, |cut_off| cut_off.for_week_starting);
        let mut own = self.own_lessons(teacher, open).into_iter();
        if let Some((lesson, content)) = own.next().and_then(|lesson| self.something(lesson)) {
            self.add(lesson, content, None, vec![(self.term.ago(26 * 60), Step::Save)]);
        }
        if let Some((lesson, content)) = own.nth(1).and_then(|lesson| self.something(lesson)) {
            let sent = self.term.ago(95);
            self.add_by(self.cast.trainee.clone(), lesson, content, None, vec![(sent, Step::Send)]);
        }
    }

    fn own_lessons(&self, teacher: StaffId, from: Date) -> Vec<Lesson> {
        self.term
            .lessons
            .iter()
            .filter(|lesson| {
                lesson.date >= from && lesson.is_taught_by(teacher) && !self.term.taken.contains(&lesson.id)
            })
            .cloned()
            .collect()
    }

    /// Two late requests, and one that a technician has asked something about.
    fn wait_for_answers(&mut self) {
        let soon = self.term.now.plus_minutes(90);
        let coming: Vec<Lesson> = self
            .term
            .lessons
            .iter()
            .filter(|lesson| lesson.interval.from > soon && !self.term.taken.contains(&lesson.id))
            // One of each hour or so, so that they do not all stand in one column.
            .step_by(5)
            .take(3)
            .cloned()
            .collect();
        let mut coming = coming.into_iter();
        for (minutes, late) in [
            (40, (LateReason::PaceOfClass, "They finished the topic a lesson early.")),
            (130, (LateReason::Absence, "I was away when the week closed.")),
        ] {
            if let Some((lesson, content)) = coming.next().and_then(|lesson| self.something(lesson)) {
                self.add(lesson, content, Some(late), vec![(self.term.ago(minutes), Step::Send)]);
            }
        }
        if let Some((lesson, content)) = coming.next().and_then(|lesson| self.something(lesson)) {
            let sent = self.term.in_time(&lesson, self.shelves.notice_of(&content), self.dice);
            let asked = Step::Query("Is this the demonstration, or does every pair do it?");
            self.add(lesson, content, None, vec![(sent, Step::Send), (self.term.ago(65), asked)]);
        }
    }

    /// Most of what is asked for, with what has been done about it by now.
    fn fill_the_days(&mut self) {
        let board = self.term.board;
        let monday = self.term.almanac.calendar.week_start(board);
        let teacher = self.cast.teacher.staff;
        for date in self.term.school_days(board, monday.saturating_add(20.days())) {
            let most = if date == board {
                ON_THE_BOARD
            } else if date < monday.saturating_add(7.days()) {
                THIS_WEEK
            } else if date < monday.saturating_add(14.days()) {
                NEXT_WEEK
            } else {
                1
            };
            let mut lessons = self.term.free_on(date);
            self.dice.shuffle(&mut lessons);
            // The teacher whom most visitors sign in as has something in about half of their lessons.
            lessons.sort_by_key(|lesson| !teacher.is_some_and(|staff| lesson.is_taught_by(staff)));
            let mut filled = 0;
            for lesson in lessons {
                let is_own = teacher.is_some_and(|staff| lesson.is_taught_by(staff));
                if filled == most || is_own && self.dice.falls(45) {
                    continue;
                }
                let Some((lesson, content)) = self.something(lesson) else { continue };
                let sent = self.term.in_time(&lesson, self.shelves.notice_of(&content), self.dice);
                let mut steps = vec![(sent, Step::Send)];
                steps.extend(self.term.usual_steps(&lesson, sent, false));
                self.add(lesson, content, None, steps);
                filled += 1;
            }
        }
        let now = self.term.now;
        self.plans.iter_mut().for_each(|planned| planned.until(now));
    }

    /// Whatever the hour, something of the day is in its room, something ready, and something back.
    fn show_every_state(&mut self) {
        let now = self.term.now;
        let board = self.term.board;
        let mut usual: Vec<&mut Planned> = self
            .plans
            .iter_mut()
            .filter(|planned| planned.lesson.date >= board && planned.late.is_none())
            .filter(|planned| {
                matches!(
                    planned.last(),
                    Some(Step::Send | Step::Prepare | Step::Deliver | Step::Collect | Step::Count(_))
                )
            })
            .filter(|planned| {
                planned
                    .steps
                    .first()
                    .is_some_and(|(at, step)| *step == Step::Send && *at <= now.plus_minutes(-90))
            })
            .filter(|planned| !planned.asker.roles.has(domain::people::Role::Trainee))
            .collect();
        usual.sort_by_key(|planned| planned.lesson.interval.from);
        if !usual.iter().any(|planned| planned.last() == Some(Step::Deliver)) {
            let coming = usual
                .iter()
                .position(|planned| planned.lesson.interval.from > now && planned.lesson.date == board);
            let place = coming.or_else(|| usual.iter().rposition(|planned| planned.lesson.date == board));
            if let Some(planned) = place.and_then(|place| usual.get_mut(place)) {
                retell(planned, now, &[(50, Step::Prepare), (20, Step::Deliver)]);
            }
        }
        if !usual.iter().any(|planned| planned.last() == Some(Step::Collect))
            && let Some(planned) = usual.iter_mut().rfind(|planned| {
                planned.lesson.interval.until < now && matches!(planned.last(), Some(Step::Count(_)))
            })
        {
            planned.steps.pop();
        }
        let coming = usual.iter_mut().filter(|planned| planned.lesson.interval.from > now);
        for planned in coming.filter(|planned| planned.last() == Some(Step::Send)).take(2) {
            retell(planned, now, &[(30, Step::Prepare)]);
        }
    }

    fn something(&mut self, lesson: Lesson) -> Option<(Lesson, domain::requisition::Content)> {
        let without = self.spoken_for.iter().any(|interval| interval.overlaps(lesson.interval));
        let content = self.shelves.something_for(&lesson, without, self.dice)?;
        Some((lesson, content))
    }

    fn add(
        &mut self,
        lesson: Lesson,
        content: domain::requisition::Content,
        late: Option<(LateReason, &'static str)>,
        steps: Vec<(Instant, Step)>,
    ) {
        let Some(teacher) = lesson.teachers.first().map(|teacher| teacher.staff) else { return };
        let asker = self.cast.teacher_of(teacher).clone();
        self.add_by(asker, lesson, content, late, steps);
    }

    fn add_by(
        &mut self,
        asker: Actor,
        lesson: Lesson,
        content: domain::requisition::Content,
        late: Option<(LateReason, &'static str)>,
        steps: Vec<(Instant, Step)>,
    ) {
        self.term.taken.insert(lesson.id);
        let technician = usize::try_from(self.dice.below(3)).unwrap_or(0);
        self.plans.push(Planned { lesson, content, asker, technician, late, steps });
    }
}

/// Whether a class is of the years that everybody takes science in, as one without a year counts.
fn is_below_sixth_form(lesson: &Lesson) -> bool {
    year_of_class(lesson.class_words()).is_none_or(|year| year < 12)
}

/// Sent as before, and then these, so many minutes ago.
fn retell(planned: &mut Planned, now: Instant, steps: &[(i64, Step)]) {
    planned.steps.truncate(1);
    planned.steps.extend(steps.iter().map(|(minutes, step)| (now.plus_minutes(-minutes), *step)));
}
