//! A person's own sessions: where they are signed in.

use askama::Template;

use crate::parts::{Button, ButtonKind, Mark, Meaning, Section, Shell};

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

impl SessionsPage {
    /// Three browsers.
    pub fn sample() -> Self {
        let row = |browser: &str, mark, words: &str, label: &str| SessionRow {
            browser: browser.to_owned(),
            mark,
            words: words.to_owned(),
            end: Button::new(label, "/sessions/sample/end", ButtonKind::Plain, "sample-key"),
        };
        let this = Some(Mark::new("This one", Meaning::Done));
        Self {
            sessions: vec![
                row(
                    "Firefox on Linux",
                    this,
                    "Since Monday 23 November, 08:02; last seen today, 09:14",
                    "Sign out here",
                ),
                row(
                    "Safari on iPhone",
                    None,
                    "Since Friday 20 November, 12:40; last seen yesterday, 16:05",
                    "End",
                ),
            ],
            ..Self::empty()
        }
    }

    /// No session, which only a page that is out of date can show.
    pub fn empty() -> Self {
        Self { shell: Shell::sample_teacher("Your sessions", Section::Elsewhere), sessions: Vec::new() }
    }
}
