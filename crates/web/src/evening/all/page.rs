//! Every evening that can be read, and what a search finds in them.

use askama::Template;

use crate::parts::{Empty, Link, Shell};

/// The evenings.
#[derive(Debug, Clone, Template)]
#[template(path = "evening/all/page.html")]
pub struct EveningsPage {
    /// The frame.
    pub shell: Shell,
    /// The way back, for those who are signed in.
    pub back: Option<Link>,
    /// The words searched for.
    pub words: String,
    /// Such as “12 evenings”.
    pub found: String,
    /// Who may read what is here.
    pub readers: String,
    /// The evenings, newest first; none where something was searched for.
    pub evenings: Vec<EveningRow>,
    /// What the search found.
    pub found_lines: Vec<FoundLine>,
    /// What to say and do where there is nothing.
    pub empty: Option<Empty>,
}

/// One evening.
#[derive(Debug, Clone)]
pub struct EveningRow {
    /// What it was about.
    pub subject: String,
    /// Its address.
    pub url: String,
    /// The hashtag it met under, without “#”; may be empty.
    pub tag: String,
    /// Such as “Monday 5 March 2018, 20:00”.
    pub when: String,
    /// Whose it is.
    pub network: String,
    /// Such as “64 messages”.
    pub messages: String,
}

/// Something that a search found.
#[derive(Debug, Clone)]
pub struct FoundLine {
    /// What stands there.
    pub words: String,
    /// Who said it, with “@”; empty where it is a question or an item of the list.
    pub author: String,
    /// What the evening was about.
    pub subject: String,
    /// The place in it.
    pub url: String,
    /// When it was.
    pub when: String,
}
