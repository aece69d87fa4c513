//! The place to write in a room: the form, or what has to happen first.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::chat::said::Said;
use crate::parts::{Button, Choice, FieldState};

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
