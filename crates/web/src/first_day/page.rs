//! The first day of a school: what to set up, in which order, with nothing blocking anything.

use askama::Template;

use crate::parts::{Link, Mark, Meaning, Section, Shell};

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

impl FirstDayPage {
    /// A school on its first morning.
    pub fn sample() -> Self {
        let step = |title: &str, url: Option<&str>, words: &str, done: bool| SetUpStep {
            title: title.to_owned(),
            url: url.map(str::to_owned),
            words: words.to_owned(),
            state: if done {
                Mark::new("Done", Meaning::Done)
            } else {
                Mark::new("To do", Meaning::Attention)
            },
        };
        Self {
            sentence: "Two of six steps are done. The book is useful already.".to_owned(),
            steps: vec![
                step("Name and time zone", None, "Sample High School, Europe/London", true),
                step("Bring your timetable", Some("/timetable"), "412 lessons from 1 September", true),
                step(
                    "Check term dates and weeks",
                    Some("/calendar"),
                    "Provisional: one school year without holidays.",
                    false,
                ),
                step(
                    "Count the apparatus that is fought over",
                    Some("/apparatus"),
                    "Nothing is counted yet.",
                    false,
                ),
                step("Set your deadline", Some("/policy"), "Now Thursday 12:30 for the week after.", false),
                step("Invite people", Some("/people"), "You are alone here.", false),
            ],
            ..Self::empty()
        }
    }

    /// A checklist without steps.
    pub fn empty() -> Self {
        Self {
            shell: Shell::sample_technician("First day", Section::Setup),
            sentence: "Everything is set up.".to_owned(),
            steps: Vec::new(),
            others: vec![
                Link {
                    words: "Which subjects are science".to_owned(),
                    url: "/timetable/subjects".to_owned(),
                },
                Link { words: "Evidence".to_owned(), url: "/evidence".to_owned() },
            ],
        }
    }
}
