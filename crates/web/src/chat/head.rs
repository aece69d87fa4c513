//! The head of a room: where the evening stands. The same for everybody, so that it is rendered once for all.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::parts::{Mark, Meaning, Written};

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

    /// A made-up evening that goes on.
    pub fn sample() -> Self {
        let question = |number, words: &str| Question { number, words: Written(words.to_owned()) };
        let second = question(2, "Q2 Which practical fails most often, and what do you do then?");
        Self {
            subject: "Cheap kit that lasts".to_owned(),
            tag: "SampleChat".to_owned(),
            when: "Today, 20:00 to 21:00 (Europe/London), hosted by @the_host".to_owned(),
            state: "open",
            mark: Mark::new("Open", Meaning::Done),
            slow_seconds: 30,
            held: Some("The first message of newcomers waits for a moderator."),
            welcome: None,
            question: Some(second.clone()),
            asked: vec![question(1, "What did you make that cost nearly nothing?"), second],
            pinned: Some(Pinned {
                handle: "the_host".to_owned(),
                words: Written("The list from last time: https://example.org/list".to_owned()),
                url: "/chats/sample/messages/sample-9".to_owned(),
                number: Some(9),
            }),
        }
    }

    /// A made-up evening to come.
    pub fn sample_scheduled() -> Self {
        Self {
            when: "Thursday 26 November, 20:00 to 21:00 (Europe/London)".to_owned(),
            state: "scheduled",
            mark: Mark::new("Scheduled", Meaning::Plain),
            slow_seconds: 0,
            held: None,
            welcome: Some(Written("Bring something that surprised you.".to_owned())),
            question: None,
            asked: Vec::new(),
            pinned: None,
            ..Self::sample()
        }
    }
}
