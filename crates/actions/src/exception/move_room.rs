//! Giving a lesson another room.

use domain::id::LessonId;
use domain::people::permissions::ChangeDay;
use domain::timetable::exception::Exception;
use serde::{Deserialize, Serialize};

use super::{except, lesson_named};
use crate::ActionError;
use crate::calendar::{SchoolTime, TimeChanged};
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// The longest name of a room, in characters.
pub(super) const LONGEST_ROOM: usize = 100;

/// Says that a lesson is in another room than the timetable has it in.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MoveRoom {
    /// Which lesson.
    pub lesson: LessonId,
    /// The room.
    pub room: String,
}

impl Deed for MoveRoom {
    type At = SchoolTime;
    type May = ChangeDay;
    type Answer = TimeChanged;
    const KEY: &'static str = "lesson.room";

    fn example() -> Self {
        Self { lesson: LessonId(uuid::Uuid::nil()), room: "Lab 3".to_owned() }
    }

    async fn act(self, turn: &mut Turn<SchoolTime>) -> Result<Told<TimeChanged>, ActionError> {
        let lesson = lesson_named(turn, self.lesson).await?;
        let room = named(&self.room, "room")?;
        let was = lesson.room.clone().unwrap_or_else(|| "no room".to_owned());
        let words = format!("{} on {} is in {room} instead of {was}", lesson.class_words(), lesson.date);
        except(turn, vec![Exception::Room { lesson: lesson.id, room }], words).await
    }
}

/// The name of a room as it was typed.
pub(super) fn named(room: &str, field: &'static str) -> Result<String, ActionError> {
    let room = room.trim();
    if room.is_empty() || room.chars().count() > LONGEST_ROOM {
        return Err(ActionError::field(field, "give the name of a room, at most 100 characters"));
    }
    Ok(room.to_owned())
}
