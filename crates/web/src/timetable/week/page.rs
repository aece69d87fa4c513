//! A teacher's own week: days across, periods down.

use askama::Template;

use crate::parts::{Empty, Link, Mark, Meaning, Shell};

/// One week of one person's lessons.
#[derive(Debug, Clone, Template)]
#[template(path = "timetable/week/page.html")]
pub struct WeekPage {
    /// The frame.
    pub shell: Shell,
    /// Whose week: “Your week”, or “A. Teacher’s week”.
    pub heading: String,
    /// Such as “Week A, 23 to 27 November”.
    pub label: String,
    /// The sentence that matters now.
    pub deadline: Option<Sentence>,
    /// Address of the week before.
    pub previous_url: String,
    /// Address of this week, unless it is the one shown.
    pub this_url: Option<String>,
    /// Address of the week after.
    pub next_url: String,
    /// The days across, one to ten.
    pub days: Vec<Day>,
    /// Periods and breaks down, at most 24.
    pub rows: Vec<Row>,
    /// What to say and do when the week holds no lesson.
    pub empty: Option<Empty>,
    /// Requests of this week whose lesson is gone, or that stay at their hour without one.
    pub without_lesson: Vec<Link>,
}

/// A sentence with its meaning.
#[derive(Debug, Clone)]
pub struct Sentence {
    /// The sentence.
    pub words: String,
    /// What it means.
    pub meaning: Meaning,
}

/// One day across.
#[derive(Debug, Clone)]
pub struct Day {
    /// Column, from 1.
    pub column: usize,
    /// Anchor, such as `monday`; unlike any other on the page.
    pub anchor: String,
    /// Such as “Monday”.
    pub name: String,
    /// Such as “23 November”.
    pub date: String,
    /// Such as “Mon”.
    pub short: String,
    /// Such as “23”.
    pub number: String,
    /// Whether it is today.
    pub today: bool,
    /// Why there is no school, where there is none.
    pub closed: Option<String>,
    /// The lessons, in order.
    pub lessons: Vec<Lesson>,
}

/// One row down.
#[derive(Debug, Clone)]
pub struct Row {
    /// Row, from 1.
    pub line: usize,
    /// Such as “3” or “Lunch”.
    pub label: String,
    /// Such as “11:05 – 12:00”.
    pub times: String,
    /// A break, drawn as a thin line.
    pub pause: bool,
    /// Whether it is going on now.
    pub present: bool,
}

/// One lesson in its place.
#[derive(Debug, Clone)]
pub struct Lesson {
    /// First row, from 1.
    pub from: usize,
    /// How many rows it stands in, breaks between its periods included.
    pub span: usize,
    /// Such as “Periods 3 and 4”.
    pub periods: String,
    /// Such as “11:05 – 12:50”.
    pub times: String,
    /// Such as “9X/Sc2”.
    pub class: String,
    /// Such as “Chemistry”.
    pub subject: String,
    /// Such as “Lab 4”.
    pub room: String,
    /// Whether it is one for which practicals are asked.
    pub science: bool,
    /// Whether it is over.
    pub over: bool,
    /// What has been asked for.
    pub requisitions: Vec<LessonRequisition>,
    /// Address of the form, where the reader may ask.
    pub ask_url: Option<String>,
}

/// One requisition in a lesson's cell.
#[derive(Debug, Clone)]
pub struct LessonRequisition {
    /// The practical.
    pub title: String,
    /// Its state.
    pub state: Mark,
    /// “Late”, where it is.
    pub late: Option<Mark>,
    /// Address of its sheet.
    pub url: String,
}
