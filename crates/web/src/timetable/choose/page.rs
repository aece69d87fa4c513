//! Choosing whose week to see, for those who act for anyone.

use askama::Template;

use crate::parts::{Link, Section, Shell};

/// The teachers of the timetable.
#[derive(Debug, Clone, Template)]
#[template(path = "timetable/choose/page.html")]
pub struct ChoosePage {
    /// The frame.
    pub shell: Shell,
    /// What was typed; may be empty. Sent as `q`.
    pub words: String,
    /// The teachers, by first letter.
    pub letters: Vec<Letter>,
    /// Whether the timetable names anybody at all.
    pub anybody: bool,
    /// Whether the reader sees anybody’s week; otherwise they are here because no name is theirs.
    pub acts_for_anyone: bool,
}

/// Teachers whose names begin alike.
#[derive(Debug, Clone)]
pub struct Letter {
    /// The letter.
    pub letter: String,
    /// Their weeks.
    pub teachers: Vec<Link>,
}

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
