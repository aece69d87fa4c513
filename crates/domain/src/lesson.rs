//! Lessons: dated meetings of a class.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::id::{LessonId, MeetingId, StaffId};
use crate::instant::Interval;

/// Characters of a hyphenated identifier that hold its time: `tttttttt-tttt-`.
const TIME_CHARACTERS: usize = 14;

/// A dated meeting of a class in one or more consecutive periods.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lesson {
    /// Its own identifier.
    pub id: LessonId,
    /// The meeting in the timetable that it comes from.
    pub meeting: MeetingId,
    /// The date.
    pub date: Date,
    /// The first period's place in the day, from 0.
    pub first_period: usize,
    /// The last period's place in the day.
    pub last_period: usize,
    /// The periods' names, as people say them: `P3–P4`.
    pub periods: String,
    /// The class; none where the timetable names no students.
    pub class: Option<String>,
    /// The subject.
    pub subject: String,
    /// Who teaches it, as the timetable names them.
    pub teachers: Vec<LessonTeacher>,
    /// The room, where the timetable names one.
    pub room: Option<String>,
    /// How many pupils, where it is known.
    pub pupils: Option<u32>,
    /// Whether it is a science lesson.
    pub science: bool,
    /// From its start to its end.
    pub interval: Interval,
    /// Whether each of its teachers is marked out, and nobody covers it.
    #[serde(default)]
    pub without_teacher: bool,
}

/// Somebody who teaches a lesson.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LessonTeacher {
    /// The member of staff.
    pub staff: StaffId,
    /// Their name, as the timetable has it.
    pub name: String,
    /// Whether they are marked out on its date.
    #[serde(default)]
    pub is_out: bool,
}

impl Lesson {
    /// The class, or else the subject: what people call this lesson.
    pub fn class_words(&self) -> &str {
        self.class.as_deref().unwrap_or(&self.subject)
    }

    /// The names of those who are there for it, joined; of all its teachers, where none of them is.
    pub fn teacher_words(&self) -> String {
        let there = self.teachers.iter().filter(|teacher| self.without_teacher || !teacher.is_out);
        there.map(|teacher| teacher.name.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// Whether this member of staff teaches it.
    pub fn is_taught_by(&self, staff: StaffId) -> bool {
        self.teachers.iter().any(|teacher| teacher.staff == staff)
    }
}

/// The school year that a class's name says by its first number: `10B` is of year 10, and so is `1003`, since a
/// year has two figures at most. None where the name has no number.
pub fn year_of_class(class: &str) -> Option<u8> {
    let figures: String =
        class.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).take(2).collect();
    figures.parse().ok()
}

/// The years of a class that may be several joined ones: `10A+11C` is of years 10 and 11.
pub fn years_of_class(class: &str) -> impl Iterator<Item = u8> {
    class.split(['+', ',']).filter_map(year_of_class)
}

/// The identifier of the lesson that `meeting` has on `date`: time-ordered by the date, and otherwise
/// the meeting's own random bits. So a lesson has one identifier for ever without a row for every date,
/// and a version of the timetable that keeps the meeting keeps its lessons.
pub fn lesson_id(meeting: MeetingId, date: Date) -> LessonId {
    let days = date.since(EPOCH).map_or(0, |span| i64::from(span.get_days()));
    let milliseconds = u64::try_from(days).unwrap_or(0).saturating_mul(86_400_000);
    let mut bytes = *meeting.0.as_bytes();
    bytes[..6].copy_from_slice(&milliseconds.to_be_bytes()[2..]);
    LessonId(Uuid::from_bytes(bytes))
}

const EPOCH: Date = jiff::civil::date(1970, 1, 1);

/// The date that a lesson's identifier carries; none where it carries no whole date, as no lesson's
/// does.
pub fn lesson_date(lesson: LessonId) -> Option<Date> {
    let mut milliseconds = [0_u8; 8];
    milliseconds[2..].copy_from_slice(&lesson.0.as_bytes()[..6]);
    let milliseconds = u64::from_be_bytes(milliseconds);
    if !milliseconds.is_multiple_of(86_400_000) {
        return None;
    }
    let days = i64::try_from(milliseconds / 86_400_000).ok()?;
    EPOCH.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// The part of a meeting's identifier that its lessons share: what a lesson is found by.
pub fn meeting_tail(meeting: MeetingId) -> String {
    meeting.to_string()[TIME_CHARACTERS..].to_owned()
}

/// The same part of a lesson's identifier.
pub fn lesson_tail(lesson: LessonId) -> String {
    lesson.to_string()[TIME_CHARACTERS..].to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_class_says_its_year_by_its_first_number() {
        let said = ["10B", "9x2", "Set 11", "1003", "Chess club"].map(year_of_class);
        assert_eq!(said, [Some(10), Some(9), Some(11), Some(10), None]);
        assert_eq!(years_of_class("10A+11C").collect::<Vec<_>>(), [10, 11]);
        assert_eq!(years_of_class("9x2").collect::<Vec<_>>(), [9]);
    }

    proptest! {
        #[test]
        fn a_lesson_says_its_date_and_finds_its_meeting(bits in any::<u128>(), days in 0_i32..40_000) {
            let meeting = MeetingId(Uuid::from_u128(bits));
            let date = EPOCH.checked_add(jiff::Span::new().days(days)).unwrap();
            let lesson = lesson_id(meeting, date);
            prop_assert_eq!(lesson_date(lesson), Some(date));
            prop_assert_eq!(lesson_tail(lesson), meeting_tail(meeting));
        }
    }
}
