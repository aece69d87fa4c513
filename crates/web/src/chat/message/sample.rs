//! Made-up content.

use super::page::{MessagePage, ReportForm};
use crate::chat::said::Said;
use crate::parts::{Button, ButtonKind, Choice, FieldState, Link, ReasonField, Section, Shell};

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
