//! One message by itself, with everything that the reader may do to it.

use askama::Template;

use crate::chat::said::Said;
use crate::parts::{Button, Choice, FieldState, Link, Shell};

/// One message.
#[derive(Debug, Clone, Template)]
#[template(path = "chat/message/page.html")]
pub struct MessagePage {
    /// The frame.
    pub shell: Shell,
    /// What the chat is about.
    pub subject: String,
    /// The room, where the message stands in it.
    pub room_url: String,
    /// Whether people can write now.
    pub open: bool,
    /// The message.
    pub message: Said,
    /// Why it does not stand in the room, for those who may know; none where it does.
    pub aside: Option<String>,
    /// Ways to answer and to save it.
    pub ways: Vec<Link>,
    /// What the reader may do to it.
    pub buttons: Vec<Button>,
    /// The form for a report; none for one’s own words and for what is gone.
    pub report: Option<ReportForm>,
}

/// The form for a report.
#[derive(Debug, Clone)]
pub struct ReportForm {
    /// Where it is sent.
    pub action: String,
    /// Idempotency key.
    pub once: String,
    /// What is wrong with the message.
    pub kinds: Vec<Choice>,
    /// More about it.
    pub words: FieldState,
    /// What is wrong with the choice.
    pub kind_error: Option<String>,
}

impl ReportForm {
    fn is_wrong(&self) -> bool {
        self.words.error.is_some() || self.kind_error.is_some()
    }
}
