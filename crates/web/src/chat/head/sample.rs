//! Made-up content.

use super::{Pinned, Question, RoomHead};
use crate::parts::{Mark, Meaning, Written};

impl RoomHead {
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
