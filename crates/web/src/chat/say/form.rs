//! The place to write in a room: the form, or what has to happen first.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::chat::said::Said;
use crate::parts::{Button, ButtonKind, Choice, FieldState};

/// The place to write, for the person who looks.
#[derive(Debug, Clone, Template)]
#[template(path = "chat/say/form.html")]
pub struct Say {
    /// What becomes of what is written: published when, where, for whom, and under which name.
    pub promise: String,
    /// The way in.
    pub way: SayWay,
    /// What was typed and cannot be sent now, with the reason, so that it is not lost with the form.
    pub unsent: Option<FieldState>,
    /// A way to take an empty chair, for those who may.
    pub chair: Option<Button>,
    /// Their own messages that wait for a moderator.
    pub waiting: Vec<Said>,
}

impl HtmlSafe for Say {}

/// How somebody can write.
#[derive(Debug, Clone)]
pub enum SayWay {
    /// By the form.
    Form(Composer),
    /// Once they have agreed to what becomes of it.
    Agree(Agreement),
    /// Not now: why, and what they can do.
    NotNow(String),
}

/// The form for a message.
#[derive(Debug, Clone)]
pub struct Composer {
    /// Where it is sent.
    pub action: String,
    /// Idempotency key.
    pub once: String,
    /// The name that others see.
    pub handle: String,
    /// What was typed, and what is wrong with it.
    pub body: FieldState,
    /// The questions asked so far; empty before the first.
    pub questions: Vec<Choice>,
    /// What it replies to or quotes.
    pub answering: Option<Answering>,
    /// The address of the room without what it replies to.
    pub drop_url: String,
    /// The most characters of a message.
    pub most: usize,
}

/// The message that a new one replies to or quotes.
#[derive(Debug, Clone)]
pub struct Answering {
    /// The field that names it: `reply_to` or `quotes`.
    pub field: &'static str,
    /// Its identifier.
    pub id: String,
    /// “Replying to” or “Quoting”.
    pub deed: &'static str,
    /// Who wrote it.
    pub handle: String,
    /// Its first words.
    pub words: String,
}

/// The form that comes before the first message.
#[derive(Debug, Clone)]
pub struct Agreement {
    /// Where it is sent.
    pub action: String,
    /// Idempotency key.
    pub once: String,
    /// Who may read it, as they are told here.
    pub readers: &'static str,
    /// The name they have in this network already.
    pub has_handle: Option<String>,
    /// The name they choose.
    pub handle: FieldState,
}

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
