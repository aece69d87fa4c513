//! A teacher's week.

use actions::timetable::{staff_for, week};
use actions::{ActionError, House};
use domain::Permit;
use domain::lesson::Lesson;
use domain::people::permissions::SeeWeek;
use serde::Serialize;

use super::Read;
use super::parameter::{Given, Parameter};
use super::requisition::RequisitionTold;
use crate::Problem;
use crate::instant::rfc3339;

/// A week of one teacher.
#[derive(Debug, Serialize)]
pub(crate) struct WeekTold {
    staff: String,
    teacher: String,
    first: String,
    last: String,
    lessons: Vec<LessonTold>,
    requisitions: Vec<RequisitionTold>,
}

#[derive(Debug, Serialize)]
struct LessonTold {
    id: String,
    date: String,
    periods: String,
    class: Option<String>,
    subject: String,
    teachers: Vec<String>,
    room: Option<String>,
    pupils: Option<u32>,
    science: bool,
    from: String,
    until: String,
}

impl From<&Lesson> for LessonTold {
    fn from(lesson: &Lesson) -> Self {
        Self {
            id: lesson.id.to_string(),
            date: lesson.date.to_string(),
            periods: lesson.periods.clone(),
            class: lesson.class.clone(),
            subject: lesson.subject.clone(),
            teachers: lesson.teachers.iter().map(|teacher| teacher.name.clone()).collect(),
            room: lesson.room.clone(),
            pupils: lesson.pupils,
            science: lesson.science,
            from: rfc3339(lesson.interval.from),
            until: rfc3339(lesson.interval.until),
        }
    }
}

/// `week date=… staff=…`
pub(crate) struct Week;

impl Read for Week {
    type May = SeeWeek;
    type Told = WeekTold;
    const NAME: &'static str = "week";
    const ABOUT: &'static str = "The lessons of one teacher's week, and what is asked for each.";
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("date", "a day of the week, as 2026-11-24"),
        Parameter::optional("staff", "the teacher; without it one's own week, or one's mentor's"),
    ];

    async fn read(house: &House, permit: &Permit<SeeWeek>, given: &Given) -> Result<WeekTold, Problem> {
        let date = given.get("date")?;
        let staff = given.find("staff")?.or_else(|| staff_for(permit.actor()));
        let staff = staff.ok_or(ActionError::NotFound("teacher"))?;
        let week = week(house, permit, staff, date).await?;
        Ok(WeekTold {
            staff: week.staff.id.to_string(),
            teacher: week.staff.name,
            first: week.first.to_string(),
            last: week.last.to_string(),
            lessons: week.lessons.iter().map(LessonTold::from).collect(),
            requisitions: week.requisitions.iter().map(RequisitionTold::from).collect(),
        })
    }
}
