//! What a search over everything finds.

use askama::Template;

use crate::parts::{Section, Shell};

/// The results of a search.
#[derive(Debug, Clone, Template)]
#[template(path = "search/page.html")]
pub struct SearchPage {
    /// The frame.
    pub shell: Shell,
    /// The words searched for; may be empty.
    pub words: String,
    /// What was found, kind by kind; each group holds at least one.
    pub groups: Vec<HitGroup>,
    /// What is looked through, such as “practicals, apparatus and people”.
    pub over: String,
}

/// Things of one kind.
#[derive(Debug, Clone)]
pub struct HitGroup {
    /// Such as “Practicals”.
    pub label: String,
    /// The things.
    pub hits: Vec<Hit>,
    /// Where there are more, the address that shows them all.
    pub more: Option<String>,
}

/// One thing.
#[derive(Debug, Clone)]
pub struct Hit {
    /// Its name.
    pub title: String,
    /// Its address; none where it has no page.
    pub url: Option<String>,
    /// A few words about it.
    pub words: String,
}

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
