//! A deed's form that came back to the page it stood on, and the way back to the desk.

use axum::response::Response;
use domain::id::{ChatId, MessageId, ReportId};

use crate::answer::see;
use crate::fields::Fields;
use crate::parts::FieldState;
use crate::routes::typed::Typed;

/// A deed’s form that came back, with what is wrong with it.
pub(super) struct Wrong<'a> {
    /// The deed as its address ends; empty where nothing is wrong.
    pub deed: &'static str,
    /// The message it was for.
    pub message: Option<MessageId>,
    /// The report it was for.
    pub report: Option<ReportId>,
    /// The form.
    pub typed: Typed<'a>,
    /// What is wrong, as a sentence.
    pub words: Option<String>,
}

impl<'a> Wrong<'a> {
    pub fn nothing(fields: &'a Fields) -> Self {
        Self { deed: "", message: None, report: None, typed: Typed::new(fields), words: None }
    }

    /// The reason as it was typed for this deed on this message, and what is wrong with it.
    pub fn reason(&self, message: MessageId, deeds: &[&str]) -> FieldState {
        if self.message != Some(message) || !deeds.contains(&self.deed) {
            return FieldState::default();
        }
        FieldState { value: self.typed.fields.get("reason").to_owned(), error: self.words.clone() }
    }
}

/// Back to the page that a deed without a message of its own was done from.
pub(super) fn back(chat: ChatId, did: &str) -> Response {
    see(&format!("/chats/{chat}/desk?did={did}"))
}
