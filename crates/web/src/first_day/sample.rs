//! Made-up content.

use super::page::{FirstDayPage, SetUpStep};
use crate::parts::{Link, Mark, Meaning, Section, Shell};

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
