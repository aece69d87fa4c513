//! What a search over everything finds.

use askama::Template;

use crate::parts::Shell;

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
