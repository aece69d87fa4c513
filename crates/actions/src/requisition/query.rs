//! Querying: a technician asks the teacher something.

use domain::people::permissions::AnswerRequests;
use domain::requisition::Step;
use serde::{Deserialize, Serialize};

use super::done::{Done, said};
use super::one::{OneRequisition, Outcome};
use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Asks something; what is held stays as it was.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Query {
    /// What the technician needs to know.
    pub words: String,
}

impl Deed for Query {
    type At = OneRequisition;
    type May = AnswerRequests;
    type Answer = Done;
    const KEY: &'static str = "requisition.query";
    const FORM: &'static str = "query";

    fn example() -> Self {
        Self { words: "Which concentration do you need?".to_owned() }
    }

    async fn act(self, turn: &mut Turn<OneRequisition>) -> Result<Told<Done>, ActionError> {
        let words = said(&self.words, "write what you need to know")?;
        let Turn { unit, at } = turn;
        let rule = at.may(unit, Step::Query)?;
        words.clone_into(&mut at.requisition.question);
        at.take(unit, rule, Outcome::by_the_table().saying(format!("Asked: {words}"))).await
    }
}
