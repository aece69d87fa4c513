//! Made-up content.

use super::page::{PublishForm, PublishPage, RevisionRow};
use crate::parts::{Button, ButtonKind, Fact, FieldState, Link, Mark, Meaning, Section, Shell};

impl PublishPage {
    /// A made-up evening that was published once.
    pub fn sample() -> Self {
        Self {
            mark: Mark::new("Published", Meaning::Done),
            stands: "It was published Thursday 15 January, 09:00.".to_owned(),
            left_out: "Left out are the words of 1 hidden and 2 withdrawn messages; their places stay."
                .to_owned(),
            form: Some(PublishForm {
                action: "/chats/1/publish".to_owned(),
                once: "sample-key".to_owned(),
                heading: "Publish a correction",
                readers: "Everybody will be able to read it, signed in or not.".to_owned(),
                reason: Some(Self::reason_field(FieldState {
                    value: String::new(),
                    error: Some("Say what is corrected.".to_owned()),
                })),
                pseudonyms: Some(true),
                button: "Publish the correction",
            }),
            revisions: vec![RevisionRow {
                number: 1,
                words: "Thursday 15 January, 09:00.".to_owned(),
                hash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
                url: Some("/evenings/1".to_owned()),
            }],
            withdraw: Some(Button::new("Withdraw it", "/chats/1/withdraw", ButtonKind::Danger, "sample-key")),
            ..Self::empty()
        }
    }

    /// An evening in review.
    pub fn empty() -> Self {
        Self {
            shell: Shell::sample_technician("Publish", Section::Chats),
            back: Link { words: "Labels that last".to_owned(), url: "/chats/1".to_owned() },
            mark: Mark::new("In review", Meaning::Attention),
            stands: "The review ends Thursday 20:00, in 31 hours. Until then authors may withdraw their words, and nothing is published.".to_owned(),
            ways: vec![Link { words: "The list".to_owned(), url: "/chats/1/list".to_owned() }],
            facts: vec![Fact::new("Messages", "64"), Fact::new("People", "18"), Fact::new("In the list", "5")],
            left_out: "Nothing is left out.".to_owned(),
            form: None,
            revisions: Vec::new(),
            withdraw: None,
        }
    }
}
