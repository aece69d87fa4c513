//! Swapping the hours of two lessons.

use domain::id::LessonId;
use domain::lesson::Lesson;
use domain::people::permissions::ChangeDay;
use domain::timetable::exception::Exception;
use serde::{Deserialize, Serialize};

use super::beside::Beside;
use super::{except_with, lesson_named};
use crate::ActionError;
use crate::calendar::{SchoolTime, TimeChanged, day_words};
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
        if one.interval == other.interval {
            let words = "both are at one hour, so nothing would change; to change rooms, swap the rooms";
            return Err(ActionError::field("other", words));
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
            day_words(one.date),
            other.class_words(),
            day_words(other.date)
        );
        let moved = vec![to(&one, &other), to(&other, &one)];
        let mut warnings = at_the_other(turn, &one, &other).await?;
        warnings.extend(at_the_other(turn, &other, &one).await?);
        except_with(turn, moved, words, warnings).await
    }
}

/// Who and what has something else on at the hour to which a lesson goes.
async fn at_the_other(
    turn: &mut Turn<SchoolTime>,
    lesson: &Lesson,
    place: &Lesson,
) -> Result<Vec<String>, ActionError> {
    let beside = Beside::read(turn, place.date, place.interval, &[lesson.id, place.id]).await?;
    let there = lesson.teachers.iter().filter(|teacher| !teacher.is_out);
    let teaches = there.filter_map(|teacher| beside.taught_by(teacher.staff, &teacher.name));
    Ok(teaches.chain(lesson.room.as_ref().and_then(|room| beside.in_room(room))).collect())
}
