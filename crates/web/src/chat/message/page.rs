//! One message by itself, with everything that the reader may do to it.

use askama::Template;

use crate::chat::said::Said;
use crate::parts::{Button, ButtonKind, Choice, FieldState, Link, ReasonField, Section, Shell};

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

impl MessagePage {
    /// A made-up moderator’s view.
    pub fn sample() -> Self {
        let deed = |label: &str, deed: &str| {
            Button::new(label, &format!("/chats/sample/messages/sample-3/{deed}"), ButtonKind::Plain, deed)
        };
        let reason = ReasonField {
            name: "reason".to_owned(),
            label: "Why? Moderators see it in the history.".to_owned(),
            choices: Vec::new(),
            field: FieldState::default(),
        };
        let mut messages = Said::samples();
        Self {
            shell: Shell::sample_technician("A message", Section::Chats),
            subject: "Cheap kit that lasts".to_owned(),
            room_url: "/chats/sample#m-3".to_owned(),
            open: true,
            message: messages.swap_remove(2),
            aside: None,
            ways: vec![Link {
                words: "Save for our department".to_owned(),
                url: "/chats/sample/messages/sample-3/save".to_owned(),
            }],
            buttons: vec![
                deed("Star for the list", "star"),
                deed("Pin", "pin"),
                Button { kind: ButtonKind::Danger, reason: Some(reason), ..deed("Hide", "hide") },
            ],
            report: Some(ReportForm {
                action: "/chats/sample/messages/sample-3/report".to_owned(),
                once: "sample-key".to_owned(),
                kinds: vec![Choice {
                    value: "unkind".to_owned(),
                    words: "It is unkind".to_owned(),
                    chosen: false,
                }],
                words: FieldState::default(),
                kind_error: Some("Choose what is wrong with it.".to_owned()),
            }),
        }
    }

    /// A message that is gone.
    pub fn empty() -> Self {
        let mut messages = Said::samples();
        Self {
            message: messages.swap_remove(0),
            aside: Some("Hidden: it names a pupil.".to_owned()),
            open: false,
            ways: Vec::new(),
            buttons: Vec::new(),
            report: None,
            ..Self::sample()
        }
    }
}
