//! Declining: a technician cannot do it, and says why.

use domain::people::permissions::AnswerRequests;
use domain::requisition::Step;
use serde::{Deserialize, Serialize};

use super::done::{Done, said};
use super::one::{OneRequisition, Outcome};
use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Declines with a reason; what was held is given up.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decline {
    /// Why, so that the teacher can plan.
    pub words: String,
}

impl Deed for Decline {
    type At = OneRequisition;
    type May = AnswerRequests;
    type Answer = Done;
    const KEY: &'static str = "requisition.decline";
    const FORM: &'static str = "decline";

    fn example() -> Self {
        Self { words: "The fume cupboard is out of order that day.".to_owned() }
    }

    async fn act(self, turn: &mut Turn<OneRequisition>) -> Result<Told<Done>, ActionError> {
        let words = said(&self.words, "say why, so that the teacher can plan")?;
        let Turn { unit, at } = turn;
        let rule = at.may(unit, Step::Decline)?;
        at.take(unit, rule, Outcome::by_the_table().saying(format!("Declined: {words}"))).await
    }
}
