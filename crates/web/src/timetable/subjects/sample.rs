//! Made-up content.

use super::page::{SubjectTick, SubjectsPage};
use crate::parts::{Section, Shell};

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
