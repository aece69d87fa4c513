//! The first day of a school: what to set up, in which order, with nothing blocking anything.

use askama::Template;

use crate::parts::{Link, Mark, Shell};

/// The checklist.
#[derive(Debug, Clone, Template)]
#[template(path = "first_day/page.html")]
pub struct FirstDayPage {
    /// The frame.
    pub shell: Shell,
    /// The sentence on top, such as “Three of six steps are done”.
    pub sentence: String,
    /// The steps, in the order that helps most.
    pub steps: Vec<SetUpStep>,
    /// Other pages of the set-up.
    pub others: Vec<Link>,
}

/// One step.
#[derive(Debug, Clone)]
pub struct SetUpStep {
    /// What to do, such as “Bring your timetable”.
    pub title: String,
    /// Its page; none where another role does it.
    pub url: Option<String>,
    /// How it stands, such as “412 lessons from 1 September”.
    pub words: String,
    /// “Done”, “To do”.
    pub state: Mark,
}
