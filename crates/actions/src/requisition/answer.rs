//! Answering a technician's question.

use domain::people::permissions::Request;
use domain::requisition::{Content, LateReason, Step};
use serde::{Deserialize, Serialize};

use super::asking::{Late, judged_again};
use super::done::{Done, said};
use super::one::OneRequisition;
use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Answers a technician's question in words, and with changes where there are any.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The answer.
    pub words: String,
    /// What is asked for from now on, where the answer changes it.
    #[serde(default)]
    pub content: Option<Content>,
    /// Why it is late, where it now is.
    #[serde(default)]
    pub late_reason: Option<LateReason>,
    /// The same in words.
    #[serde(default)]
    pub late_words: String,
}

impl Deed for Answer {
    type At = OneRequisition;
    type May = Request;
    type Answer = Done;
    const KEY: &'static str = "requisition.answer";
    const FORM: &'static str = "answer";

    fn example() -> Self {
        let words = "0.5 mol/dm³, please".to_owned();
        Self { words, content: None, late_reason: None, late_words: String::new() }
    }

    async fn act(self, turn: &mut Turn<OneRequisition>) -> Result<Told<Done>, ActionError> {
        let words = format!("Answered: {}", said(&self.words, "write an answer to the question")?);
        let Turn { unit, at } = turn;
        let rule = at.may(unit, Step::Answer)?;
        let content = self.content.unwrap_or_else(|| at.requisition.content.clone());
        let late = Late::said(self.late_reason, self.late_words);
        judged_again(unit, at, rule, content, late, &words).await
    }
}
