//! What else is on at the hour of a lesson: who teaches then, and which rooms are in use.

use domain::Interval;
use domain::id::{LessonId, StaffId};
use domain::lesson::Lesson;
use jiff::civil::Date;

use crate::ActionError;
use crate::calendar::SchoolTime;
use crate::unit::Turn;

/// The lessons that take place at some of an hour.
pub(super) struct Beside(Vec<Lesson>);

impl Beside {
    /// The lessons of a date that share an instant with this hour, but for those that are meant.
    pub async fn read(
        turn: &mut Turn<SchoolTime>,
        date: Date,
        hour: Interval,
        but_for: &[LessonId],
    ) -> Result<Self, ActionError> {
        let almanac = turn.at.before.clone();
        let mut lessons = almanac.lessons_on(&mut turn.unit, date).await?;
        lessons.retain(|lesson| {
            lesson.interval.overlaps(hour)
                && !but_for.contains(&lesson.id)
                && almanac.why_off(lesson).is_none()
        });
        Ok(Self(lessons))
    }

    /// What somebody teaches then, as a warning.
    pub fn taught_by(&self, staff: StaffId, name: &str) -> Option<String> {
        let is_theirs = |lesson: &&Lesson| {
            lesson.teachers.iter().any(|teacher| teacher.staff == staff && !teacher.is_out)
        };
        let lesson = self.0.iter().find(is_theirs)?;
        let room = lesson.room.as_ref().map_or_else(String::new, |room| format!(" in {room}"));
        Some(format!("{name} teaches {}{room} then.", lesson.class_words()))
    }

    /// Who is in a room then, as a warning.
    pub fn in_room(&self, room: &str) -> Option<String> {
        let lesson = self.0.iter().find(|lesson| lesson.room.as_deref() == Some(room))?;
        Some(format!("{room} is in use then: {}, {}.", lesson.class_words(), lesson.teacher_words()))
    }
}
