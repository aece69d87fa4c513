//! Which subjects are science.

use askama::Template;

use crate::parts::{Section, Shell};

/// The subjects of the timetable, to tick.
#[derive(Debug, Clone, Template)]
#[template(path = "timetable/subjects/page.html")]
pub struct SubjectsPage {
    /// The frame.
    pub shell: Shell,
    /// Idempotency key.
    pub once: String,
    /// The subjects, those taken to be science first.
    pub subjects: Vec<SubjectTick>,
}

/// One subject.
#[derive(Debug, Clone)]
pub struct SubjectTick {
    /// Its name, as the timetable has it.
    pub name: String,
    /// Such as “12 lessons, guessed”.
    pub words: String,
    /// Whether it is taken to be science.
    pub science: bool,
}

impl SubjectsPage {
    /// Made-up subjects.
    pub fn sample() -> Self {
        let tick = |name: &str, words: &str, science: bool| SubjectTick {
            name: name.to_owned(),
            words: words.to_owned(),
            science,
        };
        Self {
            subjects: vec![
                tick("Biology", "48 lessons, guessed", true),
                tick("Chemistry", "52 lessons, guessed", true),
                tick("Environmental systems", "6 lessons, you chose", true),
                tick("Computer science", "20 lessons, guessed", false),
                tick("Drama", "14 lessons, guessed", false),
            ],
            ..Self::empty()
        }
    }

    /// Before there is a timetable.
    pub fn empty() -> Self {
        Self {
            shell: Shell::sample_technician("Which subjects are science", Section::Setup),
            once: "sample-key".to_owned(),
            subjects: Vec::new(),
        }
    }
}
