//! The weeks of term that are over: mostly asked for in time, done and counted back.

use domain::requisition::LateReason;
use jiff::ToSpan;
use jiff::civil::Date;

use super::asking::Shelves;
use super::dice::Dice;
use super::people::Cast;
use super::script::{Planned, Step, Term};

/// Requisitions on a day of the past.
const A_DAY: u32 = 9;

/// What was asked for from the start of term until the day before the board's.
pub fn plan(
    term: &mut Term,
    begins: Date,
    shelves: &mut Shelves,
    cast: &Cast,
    dice: &mut Dice,
) -> Vec<Planned> {
    let yesterday = term.board.saturating_sub(1.day());
    let days = term.school_days(begins, yesterday);
    let last = days.last().copied();
    let mut plans = Vec::new();
    for date in days {
        let mut lessons = term.free_on(date);
        dice.shuffle(&mut lessons);
        lessons.truncate(usize::try_from(A_DAY - 1 + dice.below(3)).unwrap_or(0));
        for lesson in lessons {
            let (Some(content), Some(teacher)) = (
                shelves.something_for(&lesson, false, dice),
                lesson.teachers.first().map(|teacher| teacher.staff),
            ) else {
                continue;
            };
            term.taken.insert(lesson.id);
            let mut planned = Planned {
                asker: cast.teacher_of(teacher).clone(),
                technician: usize::try_from(dice.below(3)).unwrap_or(0),
                late: None,
                steps: Vec::new(),
                lesson,
                content,
            };
            if let Some(steps) = outcome(term, &mut planned, shelves, dice) {
                planned.steps = steps;
            }
            planned.until(term.now);
            plans.push(planned);
        }
        if Some(date) == last {
            leave_some_uncounted(&mut plans, date);
        }
    }
    plans
}

/// What became of one of them.
fn outcome(
    term: &Term,
    planned: &mut Planned,
    shelves: &Shelves,
    dice: &mut Dice,
) -> Option<Vec<(domain::Instant, Step)>> {
    let lesson = planned.lesson.clone();
    let in_time = term.in_time(&lesson, shelves.notice_of(&planned.content), dice);
    let fate = dice.below(100);
    let short = dice.falls(30);
    let mut steps = Vec::new();
    match fate {
        0..80 => {
            steps.push((in_time, Step::Send));
            steps.extend(some_of(term.usual_steps(&lesson, in_time, short), dice));
        }
        80..85 => {
            let words = dice.one_of(&NOT_USED)?;
            steps.push((in_time, Step::Send));
            steps.push((lesson.interval.from.plus_minutes(-25), Step::NotUsed(words)));
        }
        85..88 => {
            steps.push((in_time, Step::Send));
            steps.push((in_time.plus_minutes(90), Step::Withdraw));
        }
        _ => {
            planned.late = dice.one_of(&LATE).copied();
            let sent = term.late(&lesson, dice);
            steps.push((sent, Step::Send));
            if fate < 97 {
                let accepted = sent.plus_minutes(40);
                steps.push((accepted, Step::Accept));
                steps.extend(some_of(term.usual_steps(&lesson, accepted, short), dice));
            } else {
                steps.push((sent.plus_minutes(55), Step::Decline(dice.one_of(&DECLINED)?)));
            }
        }
    }
    Some(steps)
}

/// Steps may be skipped, and on busy days they are: most are only counted.
fn some_of(steps: Vec<(domain::Instant, Step)>, dice: &mut Dice) -> Vec<(domain::Instant, Step)> {
    let all = dice.falls(12);
    let delivered = dice.falls(15);
    steps
        .into_iter()
        .filter(|(_, step)| match step {
            Step::Prepare | Step::Collect => all,
            Step::Deliver => all || delivered,
            _ => true,
        })
        .collect()
}

/// Of the last day one is still in its room and one back but not counted, as happens.
fn leave_some_uncounted(plans: &mut [Planned], date: Date) {
    let mut counted = plans
        .iter_mut()
        .filter(|planned| planned.lesson.date == date && matches!(planned.last(), Some(Step::Count(_))));
    for instead in [Step::Collect, Step::Deliver] {
        let Some(planned) = counted.next() else { continue };
        let Some((at, _)) = planned.steps.pop() else { continue };
        planned.steps.retain(|(_, step)| *step != Step::Collect);
        let start = planned.lesson.interval.from;
        planned.steps.retain(|(_, step)| *step != Step::Deliver);
        planned.steps.push((if instead == Step::Deliver { start.plus_minutes(-10) } else { at }, instead));
    }
}

const LATE: [(LateReason, &str); 4] = [
    (LateReason::PaceOfClass, "The class is a lesson ahead of the plan."),
    (LateReason::LessonChanged, "Swapped with the theory lesson."),
    (LateReason::Absence, "Back today after two days away."),
    (LateReason::Forgotten, ""),
];

const NOT_USED: [&str; 3] = ["Theory took the whole lesson", "Fire drill", "Most of the class was on a trip"];

const DECLINED: [&str; 2] = [
    "The solution takes a day to make up; Thursday would work",
    "Nobody is free to set this up before period 1",
];
