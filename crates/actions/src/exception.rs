//! What is otherwise than the timetable has it, on some dates. Each is a deed that says first what it does to requests,
//! and is put back as a whole.

mod cover;
mod day;
mod mark_out;
mod move_room;
mod ring;
mod swap_lessons;
mod swap_rooms;
mod take_off;

use domain::fold::folded;
use domain::id::LessonId;
use domain::lesson::Lesson;
use domain::people::StaffMember;
use domain::timetable::exception::{Exception, KeptException};

pub use cover::Cover;
pub use day::{DayToChange, almanac, day};
pub use mark_out::MarkOut;
pub use move_room::MoveRoom;
pub use ring::Ring;
pub use swap_lessons::SwapLessons;
pub use swap_rooms::SwapRooms;
pub use take_off::TakeOff;

use crate::ActionError;
use crate::calendar::{Reversal, SchoolTime, TimeChanged};
use crate::deed::Told;
use crate::unit::Turn;

/// A lesson as it is by now.
async fn lesson_named(turn: &mut Turn<SchoolTime>, id: LessonId) -> Result<Lesson, ActionError> {
    let almanac = turn.at.before.clone();
    let lesson = almanac.find_lesson(&mut turn.unit, id).await?;
    lesson.ok_or(ActionError::NotFound("lesson"))
}

/// Somebody of the timetable, by their name in it.
async fn teacher_named(turn: &mut Turn<SchoolTime>, name: &str) -> Result<StaffMember, ActionError> {
    let found = turn.unit.find_staff_named(&folded(name)).await?;
    found.ok_or_else(|| {
        ActionError::field("teacher", "nobody in the timetable has this name; spell it as it is there")
    })
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
