//! The head of a room: where the evening stands. The same for everybody, so that it is rendered once for all.

#[cfg(any(test, feature = "samples"))]
mod sample;

use askama::Template;
use askama::filters::HtmlSafe;

use crate::parts::{Mark, Written};

/// Where the evening stands.
#[derive(Debug, Clone, Template)]
#[template(path = "chat/head.html")]
pub struct RoomHead {
    /// What it is about.
    pub subject: String,
    /// Its tag, without “#”.
    pub tag: String,
    /// When, and who hosts: “Thursday 26 November, 20:00 to 21:00 (Europe/London), hosted by `@the_host`”.
    pub when: String,
    /// The state as it is kept, for styles and scripts.
    pub state: &'static str,
    /// The state as a mark.
    pub mark: Mark,
    /// Seconds between two messages of one person; 0 where it is not slow.
    pub slow_seconds: u32,
    /// Whose messages wait, as a sentence; none where nobody's do.
    pub held: Option<&'static str>,
    /// The welcome, before the first question.
    pub welcome: Option<Written>,
    /// The question of the moment.
    pub question: Option<Question>,
    /// Every question asked so far, in order.
    pub asked: Vec<Question>,
    /// What is pinned.
    pub pinned: Option<Pinned>,
}

impl HtmlSafe for RoomHead {}

/// A question of the evening.
#[derive(Debug, Clone)]
pub struct Question {
    /// From 1.
    pub number: u8,
    /// What is asked.
    pub words: Written,
}

/// The pinned message, in short.
#[derive(Debug, Clone)]
pub struct Pinned {
    /// Who wrote it.
    pub handle: String,
    /// What was written.
    pub words: Written,
    /// Its page.
    pub url: String,
    /// Its number.
    pub number: Option<u32>,
}

impl RoomHead {
    /// Whether people can write now.
    pub fn is_open(&self) -> bool {
        self.state == "open"
    }
}
