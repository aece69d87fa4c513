//! Every practical of the school, by subject.

use askama::Template;

use crate::parts::{Choice, Credit, Empty, Link, Mark, Shell};

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
