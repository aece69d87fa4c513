//! A person's own sessions: where they are signed in.

use askama::Template;

use crate::parts::{Button, Mark, Shell};

/// Where a person is signed in.
#[derive(Debug, Clone, Template)]
#[template(path = "sign_in/sessions/page.html")]
pub struct SessionsPage {
    /// The frame.
    pub shell: Shell,
    /// The sessions, last seen first; at least this one.
    pub sessions: Vec<SessionRow>,
}

/// One signed-in browser.
#[derive(Debug, Clone)]
pub struct SessionRow {
    /// What the browser calls itself, in plain words.
    pub browser: String,
    /// “This one”.
    pub mark: Option<Mark>,
    /// Such as “Since Monday 23 November, 08:02; last seen today, 09:14”.
    pub words: String,
    /// Ending it.
    pub end: Button,
}
