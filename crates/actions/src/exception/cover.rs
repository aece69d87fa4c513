//! Having somebody else take a lesson.

use domain::id::LessonId;
use domain::people::permissions::ChangeDay;
use domain::timetable::exception::Exception;
use serde::{Deserialize, Serialize};

use super::{except, lesson_named, teacher_named};
use crate::ActionError;
use crate::calendar::{SchoolTime, TimeChanged};
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
        let words = format!("{} covers {} on {}", staff.name, lesson.class_words(), lesson.date);
        let cover = Exception::Cover { lesson: lesson.id, staff: staff.id };
        except(turn, vec![cover], words).await
    }
}
