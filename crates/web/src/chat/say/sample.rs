//! Made-up content.

use super::form::{Agreement, Answering, Composer, Say, SayWay};
use crate::chat::said::Said;
use crate::parts::{Button, ButtonKind, Choice, FieldState};

impl Say {
    /// A made-up form with a reply and something wrong.
    pub fn sample() -> Self {
        let choice = |value: &str, words: &str, chosen| Choice {
            value: value.to_owned(),
            words: words.to_owned(),
            chosen,
        };
        Self {
            promise: "What is written here will be published: not before Saturday 28 November, 21:00, at trolley.example/evenings/sample, for everybody to read, under the name you chose.".to_owned(),
            way: SayWay::Form(Composer {
                action: "/chats/sample/messages".to_owned(),
                once: "sample-key".to_owned(),
                handle: "a_technician".to_owned(),
                body: FieldState {
                    value: "Ours are from the sewing room.".to_owned(),
                    error: Some("The chat is in slow mode; you can send this in 12 seconds.".to_owned()),
                },
                questions: vec![
                    choice("", "No question", false),
                    choice("1", "Q1", false),
                    choice("2", "Q2", true),
                ],
                answering: Some(Answering {
                    field: "reply_to",
                    id: "sample-3".to_owned(),
                    deed: "Replying to",
                    handle: "b_technician".to_owned(),
                    words: "Gummy bears overnight: they double.".to_owned(),
                }),
                drop_url: "/chats/sample#say".to_owned(),
                most: 1_000,
            }),
            unsent: None,
            chair: None,
            waiting: vec![Said { number: None, anchor: "w-1".to_owned(), ..Said::sample(7, "a_technician", "Does this work?") }],
        }
    }

    /// What a made-up newcomer sees.
    pub fn sample_agreement() -> Self {
        Self {
            way: SayWay::Agree(Agreement {
                action: "/chats/sample/agree".to_owned(),
                once: "sample-key".to_owned(),
                readers: "members",
                has_handle: None,
                handle: FieldState::default(),
            }),
            unsent: Some(FieldState {
                value: "Ours are from the sewing room.".to_owned(),
                error: Some("First choose your name and agree to what becomes of what you write.".to_owned()),
            }),
            chair: Some(Button::new(
                "Take the chair",
                "/chats/sample/chair",
                ButtonKind::Plain,
                "sample-key-2",
            )),
            waiting: Vec::new(),
            ..Self::sample()
        }
    }
}
