//! Made-up content.

use super::page::{Hit, HitGroup, SearchPage};
use crate::parts::{Section, Shell};

impl SearchPage {
    /// A made-up search.
    pub fn sample() -> Self {
        let hit = |title: &str, words: &str| Hit {
            title: title.to_owned(),
            url: Some("/catalogue/sample".to_owned()),
            words: words.to_owned(),
        };
        Self {
            words: "flame".to_owned(),
            groups: vec![
                HitGroup {
                    label: "Practicals".to_owned(),
                    hits: vec![hit("Flame tests", "Chemistry, years 9 to 11")],
                    more: None,
                },
                HitGroup {
                    label: "Apparatus".to_owned(),
                    hits: vec![hit("Flame test loop", "Prep room, drawer 2; 15 counted")],
                    more: Some("/apparatus?q=flame".to_owned()),
                },
            ],
            ..Self::empty()
        }
    }

    /// Nothing typed yet.
    pub fn empty() -> Self {
        Self {
            shell: Shell::sample_teacher("Search", Section::Elsewhere),
            words: String::new(),
            groups: Vec::new(),
            over: "practicals, apparatus, classes and people".to_owned(),
        }
    }
}
