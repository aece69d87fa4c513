//! Made-up content.

use super::page::{ChoosePage, Letter};
use crate::parts::{Link, Section, Shell};

impl ChoosePage {
    /// Made-up teachers.
    pub fn sample() -> Self {
        let link = |name: &str| Link { words: name.to_owned(), url: "/week/of/sample".to_owned() };
        let letter = |letter: &str, names: &[&str]| Letter {
            letter: letter.to_owned(),
            teachers: names.iter().map(|name| link(name)).collect(),
        };
        Self {
            letters: vec![
                letter("A", &["Adams A", "Ash N"]),
                letter("B", &["Birch C", "Brook T", "Byre E"]),
                letter("T", &["Teacher A", "Teacher B"]),
            ],
            anybody: true,
            ..Self::empty()
        }
    }

    /// Before there is a timetable.
    pub fn empty() -> Self {
        Self {
            shell: Shell::sample_technician("Choose a teacher", Section::Week),
            words: String::new(),
            letters: Vec::new(),
            anybody: false,
            acts_for_anyone: true,
        }
    }
}
