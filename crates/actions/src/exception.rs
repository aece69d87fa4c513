//! What is otherwise than the timetable has it, on some dates. Each is a deed that says first what it does to requests,
//! and is put back as a whole.

mod beside;
mod cover;
mod day;
mod known;
mod mark_out;
mod move_room;
mod ring;
mod seen;
mod swap_lessons;
mod swap_rooms;
mod take_off;

use domain::fold::folded;
use domain::id::LessonId;
use domain::lesson::Lesson;
use domain::people::StaffMember;
use domain::timetable::exception::{Exception, KeptException};
use jiff::civil::Date;

pub use cover::Cover;
pub use day::{DayChange, DayToChange, almanac, day};
pub use mark_out::MarkOut;
pub use move_room::MoveRoom;
pub use ring::Ring;
pub use seen::{Changing, change_day};
pub use swap_lessons::SwapLessons;
pub use swap_rooms::SwapRooms;
pub use take_off::TakeOff;

use crate::ActionError;
use crate::calendar::{Reversal, SchoolTime, TimeChanged, day_words};
use crate::deed::Told;
use crate::unit::Turn;

/// A lesson as it is by now. One that is off the timetable is one too: another room may bring it back.
async fn lesson_named(turn: &mut Turn<SchoolTime>, id: LessonId) -> Result<Lesson, ActionError> {
    let almanac = turn.at.before.clone();
    let lesson = almanac.find_lesson_though_off(&mut turn.unit, id).await?;
    lesson.ok_or(ActionError::NotFound("lesson"))
}

/// Somebody of the timetable, by their name in it.
async fn teacher_named(turn: &mut Turn<SchoolTime>, name: &str) -> Result<StaffMember, ActionError> {
    let found = turn.unit.find_staff_named(&folded(name)).await?;
    found.ok_or_else(|| {
        ActionError::field("teacher", "nobody in the timetable has this name; spell it as it is there")
    })
}

/// `on Monday 7 December`, or `from Monday 7 December to Friday 11 December`.
fn days(first: Date, last: Date) -> String {
    if first == last {
        format!("on {}", day_words(first))
    } else {
        format!("from {} to {}", day_words(first), day_words(last))
    }
}

/// Refuses what is so already: said once more by somebody else, it would stack, or undo what it repeats.
fn not_so_already(turn: &Turn<SchoolTime>, exception: &Exception) -> Result<(), ActionError> {
    let mut kept = turn.at.before.exceptions.iter().map(|kept| &kept.exception);
    if !kept.any(|kept| kept.is_the_same(exception)) {
        return Ok(());
    }
    let field = match exception {
        Exception::RoomsSwapped { .. } => "other",
        Exception::Out { .. } => "teacher",
        Exception::Off { .. } => "reason",
        _ => "lesson",
    };
    Err(ActionError::field(field, "this has been said already; to take it back, put it back"))
}

/// Puts exceptions in force together, and brings every request to where its lesson is by then.
async fn except(
    turn: &mut Turn<SchoolTime>,
    exceptions: Vec<Exception>,
    words: String,
) -> Result<Told<TimeChanged>, ActionError> {
    let mut added = Vec::new();
    let now = turn.unit.now;
    for exception in exceptions {
        let kept = KeptException { id: turn.unit.next_id(), exception };
        turn.unit.add_exception(&kept, now).await?;
        added.push(kept.id);
    }
    turn.settle(words, &Reversal::Exceptions { added }).await
}

/// The same, with what whoever does it should know beside.
async fn except_with(
    turn: &mut Turn<SchoolTime>,
    exceptions: Vec<Exception>,
    words: String,
    warnings: Vec<String>,
) -> Result<Told<TimeChanged>, ActionError> {
    let mut told = except(turn, exceptions, words).await?;
    told.answer.effects.warnings = warnings;
    Ok(told)
}
