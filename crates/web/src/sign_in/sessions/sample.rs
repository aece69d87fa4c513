//! Made-up content.

use super::page::{SessionRow, SessionsPage};
use crate::parts::{Button, ButtonKind, Mark, Meaning, Section, Shell};

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
