//! What is shown when something cannot be done: what happened, what to do, and the way back.

use askama::Template;

use crate::parts::{Section, Shell};

/// A page in place of the one that was asked for.
#[derive(Debug, Clone, Template)]
#[template(path = "problem/page.html")]
pub struct ProblemPage {
    /// The frame.
    pub shell: Shell,
    /// What happened, such as “This page is not here”.
    pub heading: String,
    /// What to do, in one or two sentences.
    pub advice: String,
    /// Words of the way back.
    pub back_words: String,
    /// Address of the way back.
    pub back_url: String,
    /// A number to quote to whoever runs the server, where there is one.
    pub reference: Option<String>,
}

impl ProblemPage {
    /// A page that is not there.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample_teacher("Not here", Section::Elsewhere),
            heading: "This page is not here".to_owned(),
            advice: "It may have been withdrawn, or the address is not quite right.".to_owned(),
            back_words: "Back to your week".to_owned(),
            back_url: "/week".to_owned(),
            reference: Some("4f2a-91".to_owned()),
        }
    }
}
