//! Swapping the hours of two lessons.

use domain::id::LessonId;
use domain::lesson::Lesson;
use domain::people::permissions::ChangeDay;
use domain::timetable::exception::Exception;
use serde::{Deserialize, Serialize};

use super::{except, lesson_named};
use crate::ActionError;
use crate::calendar::{SchoolTime, TimeChanged};
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Says that each of two lessons is at the hour of the other; their rooms stay their own.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SwapLessons {
    /// One lesson.
    pub one: LessonId,
    /// The other.
    pub other: LessonId,
}

impl Deed for SwapLessons {
    type At = SchoolTime;
    type May = ChangeDay;
    type Answer = TimeChanged;
    const KEY: &'static str = "lesson.swap";

    fn example() -> Self {
        Self { one: LessonId(uuid::Uuid::nil()), other: LessonId(uuid::Uuid::nil()) }
    }

    async fn act(self, turn: &mut Turn<SchoolTime>) -> Result<Told<TimeChanged>, ActionError> {
        let one = lesson_named(turn, self.one).await?;
        let other = lesson_named(turn, self.other).await?;
        if one.id == other.id {
            return Err(ActionError::field("other", "choose two different lessons"));
        }
        let almanac = turn.at.before.clone();
        let name = |date, period: usize| {
            let (_, day) = almanac.day_on(date)?;
            day.periods.get(period).map(|period| period.label.clone())
        };
        let to = |lesson: &Lesson, place: &Lesson| Exception::Moved {
            lesson: lesson.id,
            date: place.date,
            first_period: place.first_period,
            last_period: place.last_period,
            names: name(place.date, place.first_period).zip(name(place.date, place.last_period)),
        };
        let words = format!(
            "{} of {} and {} of {} are swapped",
            one.class_words(),
            one.date,
            other.class_words(),
            other.date
        );
        except(turn, vec![to(&one, &other), to(&other, &one)], words).await
    }
}
