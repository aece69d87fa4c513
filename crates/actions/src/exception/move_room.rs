//! Giving a lesson another room.

use domain::id::LessonId;
use domain::people::permissions::ChangeDay;
use domain::timetable::exception::Exception;
use serde::{Deserialize, Serialize};

use super::beside::Beside;
use super::known::Known;
use super::{except_with, lesson_named};
use crate::ActionError;
use crate::calendar::{SchoolTime, TimeChanged, day_words};
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// The longest name of a room, in characters.
const LONGEST_ROOM: usize = 100;

/// Says that a lesson is in another room than the timetable has it in.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MoveRoom {
    /// Which lesson.
    pub lesson: LessonId,
    /// The room.
    pub room: String,
    /// Whether it may be one that the timetable does not name.
    #[serde(default)]
    pub new_room: bool,
}

impl Deed for MoveRoom {
    type At = SchoolTime;
    type May = ChangeDay;
    type Answer = TimeChanged;
    const KEY: &'static str = "lesson.room";

    fn example() -> Self {
        Self { lesson: LessonId(uuid::Uuid::nil()), room: "Lab 3".to_owned(), new_room: false }
    }

    async fn act(self, turn: &mut Turn<SchoolTime>) -> Result<Told<TimeChanged>, ActionError> {
        let lesson = lesson_named(turn, self.lesson).await?;
        let room = named(turn, &self.room, self.new_room).await?;
        if lesson.room.as_ref() == Some(&room) {
            let words = format!("{} is in {room} already", lesson.class_words());
            return Err(ActionError::field("room", words));
        }
        let beside = Beside::read(turn, lesson.date, lesson.interval, &[lesson.id]).await?;
        let warnings = beside.in_room(&room).into_iter().collect();
        let was = lesson.room.clone().unwrap_or_else(|| "no room".to_owned());
        let words =
            format!("{} on {} is in {room} instead of {was}", lesson.class_words(), day_words(lesson.date));
        except_with(turn, vec![Exception::Room { lesson: lesson.id, room }], words, warnings).await
    }
}

/// A room as the timetable names it, or as it was typed where it may be a new one.
async fn named(turn: &mut Turn<SchoolTime>, typed: &str, new: bool) -> Result<String, ActionError> {
    let typed = typed.trim();
    if typed.is_empty() || typed.chars().count() > LONGEST_ROOM {
        return Err(ActionError::field("room", "give the name of a room, at most 100 characters"));
    }
    let known = Known::read(turn).await?.room(typed, "room");
    if new { Ok(known.unwrap_or_else(|_| typed.to_owned())) } else { known }
}
