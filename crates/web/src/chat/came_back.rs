//! A deed's form that came back to the page it stood on, and the way back to the desk.

use domain::id::{ChatId, MessageId, ReportId};

use crate::answer::see;
use crate::fields::Fields;
use crate::form::Sent;
use crate::parts::FieldState;
use http::Answer;
use http::typed::Typed;

/// A deed’s form that came back, with what is wrong with it.
pub(super) struct CameBack<'a> {
    /// The deed as its address ends; empty where nothing is wrong.
    pub deed: &'static str,
    /// The message it was for.
    pub message: Option<MessageId>,
    /// The report it was for.
    pub report: Option<ReportId>,
    /// The form.
    pub typed: Typed<'a>,
}

impl<'a> CameBack<'a> {
    pub fn nothing(fields: &'a Fields) -> Self {
        Self::of("", Typed::new(fields))
    }

    /// The form of a deed that is done to the chat itself.
    pub fn of(deed: &'static str, typed: Typed<'a>) -> Self {
        Self { deed, message: None, report: None, typed }
    }

    /// The reason as it was typed for this deed on this message, and what is wrong with it.
    pub fn reason(&self, message: MessageId, deeds: &[&str]) -> FieldState {
        if self.message != Some(message) || !deeds.contains(&self.deed) {
            return FieldState::default();
        }
        let error = self.typed.first_error().map(str::to_owned);
        FieldState { value: self.typed.fields.get("reason").to_owned(), error }
    }
}

/// Back to the desk, with what was done.
pub(super) fn to_desk(sent: &Sent<'_>, did: &str) -> Answer {
    Ok(see(&format!("/chats/{}/desk?did={did}", sent.named::<ChatId>("chat")?)))
}
