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
