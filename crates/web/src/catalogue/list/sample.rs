//! Made-up content.

use super::page::{CatalogueGroup, CataloguePage, CatalogueRow};
use crate::parts::{Choice, Credit, Empty, Link, Mark, Meaning, Section, Shell};

impl CataloguePage {
    /// A made-up catalogue.
    pub fn sample() -> Self {
        let row = |title: &str, summary: &str, years: &str, marks: Vec<Mark>| CatalogueRow {
            title: title.to_owned(),
            url: "/catalogue/sample".to_owned(),
            summary: summary.to_owned(),
            years: years.to_owned(),
            marks,
            credit: None,
        };
        let notice = || Mark::new("2 school days’ notice", Meaning::Attention);
        Self {
            words: String::new(),
            found: "6 practicals".to_owned(),
            narrowed: false,
            groups: vec![
                CatalogueGroup {
                    subject: "Biology".to_owned(),
                    practicals: vec![
                        row(
                            "Pondweed and light",
                            "Pupils count the bubbles of pondweed at several distances from a lamp.",
                            "Years 10 to 11",
                            vec![notice()],
                        ),
                        row(
                            "Food tests",
                            "Pupils test made-up foods for starch, sugar, protein and fat.",
                            "Years 8 to 10",
                            vec![],
                        ),
                        CatalogueRow {
                            credit: Some(Credit::sample("Suggested")),
                            ..row(
                                "Gummy bears in water",
                                "Pupils weigh gummy bears before and after a night in water.",
                                "Years 7 to 9",
                                vec![
                                    Mark::new("Draft", Meaning::Quiet),
                                    Mark::new("Try it first", Meaning::Attention),
                                ],
                            )
                        },
                    ],
                },
                CatalogueGroup {
                    subject: "Chemistry".to_owned(),
                    practicals: vec![
                        row(
                            "Flame tests",
                            "Pupils hold metal salts in a roaring flame and name the metals by colour.",
                            "Years 9 to 11",
                            vec![Mark::new("Try it first", Meaning::Attention)],
                        ),
                        row(
                            "Making copper sulfate crystals",
                            "Pupils react copper oxide with warm acid, filter, and leave the solution to crystallise.",
                            "Years 9 to 11",
                            vec![],
                        ),
                        row(
                            "Titration of vinegar",
                            "Pupils find the strength of vinegar with a burette.",
                            "Years 12 to 13",
                            vec![],
                        ),
                    ],
                },
            ],
            empty: None,
            ..Self::empty()
        }
    }

    /// A search that finds nothing.
    pub fn empty() -> Self {
        let choice = |value: &str, words: &str, chosen: bool| Choice {
            value: value.to_owned(),
            words: words.to_owned(),
            chosen,
        };
        Self {
            shell: Shell::sample_teacher("Catalogue", Section::Catalogue),
            words: "volcano".to_owned(),
            subjects: vec![
                choice("", "Every subject", true),
                choice("biology", "Biology", false),
                choice("chemistry", "Chemistry", false),
                choice("physics", "Physics", false),
            ],
            years: vec![choice("", "Every year", true), choice("9", "Year 9", false)],
            found: "No practical".to_owned(),
            narrowed: true,
            ways: vec![Link { words: "Ideas box".to_owned(), url: "/ideas".to_owned() }],
            groups: Vec::new(),
            empty: Some(Empty {
                words: "Nothing in the catalogue matches “volcano”.".to_owned(),
                advice: "Try one word of its name. You can also ask for it in your own words from your week."
                    .to_owned(),
                link: Some(Link {
                    words: "See the whole catalogue".to_owned(),
                    url: "/catalogue".to_owned(),
                }),
            }),
        }
    }
}
