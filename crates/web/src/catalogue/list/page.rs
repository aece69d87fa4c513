//! Every practical of the school, by subject.

use askama::Template;

use crate::parts::{Choice, Credit, Empty, Link, Mark, Meaning, Section, Shell};

/// The list, whole or as it was searched.
#[derive(Debug, Clone, Template)]
#[template(path = "catalogue/list/page.html")]
pub struct CataloguePage {
    /// The frame.
    pub shell: Shell,
    /// The words searched for; may be empty. Sent as `q`.
    pub words: String,
    /// The subjects to choose from, the first for all. Sent as `subject`.
    pub subjects: Vec<Choice>,
    /// The years to choose from, the first for all. Sent as `year`.
    pub years: Vec<Choice>,
    /// How many there are, such as “24 practicals”.
    pub found: String,
    /// Whether anything was searched or chosen.
    pub narrowed: bool,
    /// Ways from here: the ideas box, a new draft.
    pub ways: Vec<Link>,
    /// The practicals, by subject.
    pub groups: Vec<CatalogueGroup>,
    /// What to say and do where there are none.
    pub empty: Option<Empty>,
}

/// The practicals of one subject.
#[derive(Debug, Clone)]
pub struct CatalogueGroup {
    /// Such as “Chemistry”.
    pub subject: String,
    /// Its practicals.
    pub practicals: Vec<CatalogueRow>,
}

/// One practical in the list.
#[derive(Debug, Clone)]
pub struct CatalogueRow {
    /// What teachers call it.
    pub title: String,
    /// Address of its page.
    pub url: String,
    /// What pupils do, in a sentence.
    pub summary: String,
    /// Such as “Years 9 to 11”.
    pub years: String,
    /// Such as “2 school days’ notice”.
    pub marks: Vec<Mark>,
    /// Whom to thank, where it was saved from a chat.
    pub credit: Option<Credit>,
}

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
