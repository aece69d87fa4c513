//! Having somebody else take a lesson.

use domain::id::LessonId;
use domain::people::permissions::ChangeDay;
use domain::timetable::exception::Exception;
use serde::{Deserialize, Serialize};

use super::beside::Beside;
use super::{except_with, lesson_named, teacher_named};
use crate::ActionError;
use crate::calendar::{SchoolTime, TimeChanged, day_words};
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Says who takes a lesson in the place of its teacher. They see what is asked for it, and may change it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cover {
    /// Which lesson.
    pub lesson: LessonId,
    /// Who takes it, by their name in the timetable.
    pub teacher: String,
}

impl Deed for Cover {
    type At = SchoolTime;
    type May = ChangeDay;
    type Answer = TimeChanged;
    const KEY: &'static str = "lesson.cover";

    fn example() -> Self {
        Self { lesson: LessonId(uuid::Uuid::nil()), teacher: "B. Teacher".to_owned() }
    }

    async fn act(self, turn: &mut Turn<SchoolTime>) -> Result<Told<TimeChanged>, ActionError> {
        let lesson = lesson_named(turn, self.lesson).await?;
        let staff = teacher_named(turn, &self.teacher).await?;
        let is_out =
            turn.at.before.exceptions.iter().any(|kept| kept.exception.is_out(staff.id, lesson.date));
        let part = lesson.teachers.iter().find(|teacher| teacher.staff == staff.id);
        match part {
            // Whoever teaches it and was said to be out comes for it after all.
            Some(teacher) if teacher.is_out => {}
            Some(_) => {
                let words = format!("{} takes this lesson already", staff.name);
                return Err(ActionError::field("teacher", words));
            }
            None if is_out => {
                let words = format!("{} is out on {}", staff.name, day_words(lesson.date));
                return Err(ActionError::field("teacher", words));
            }
            None => {}
        }
        let beside = Beside::read(turn, lesson.date, lesson.interval, &[lesson.id]).await?;
        let warnings = beside.taught_by(staff.id, &staff.name).into_iter().collect();
        let words = format!("{} covers {} on {}", staff.name, lesson.class_words(), day_words(lesson.date));
        let cover = Exception::Cover { lesson: lesson.id, staff: staff.id };
        except_with(turn, vec![cover], words, warnings).await
    }
}
