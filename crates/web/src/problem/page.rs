//! What is shown when something cannot be done: what happened, what to do, and the way back.

use askama::Template;

use crate::parts::Shell;

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
    /// What was typed into the form that could not be done, so that it is not lost.
    pub words: Vec<String>,
    /// Words of the way back.
    pub back_words: String,
    /// Address of the way back.
    pub back_url: String,
    /// A number to quote to whoever runs the server, where there is one.
    pub reference: Option<String>,
}
