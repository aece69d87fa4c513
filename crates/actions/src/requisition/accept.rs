//! Accepting: a technician takes a request on, by the same check as sending.

use domain::people::permissions::AnswerRequests;
use domain::requisition::Step;
use serde::{Deserialize, Serialize};

use super::done::Done;
use super::hold::all_in_use;
use super::one::{OneRequisition, Outcome};
use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Accepts a request that waits; a clash says who has it, and the request goes on waiting.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accept {}

impl Deed for Accept {
    type At = OneRequisition;
    type May = AnswerRequests;
    type Answer = Done;
    const KEY: &'static str = "requisition.accept";
    const FORM: &'static str = "accept";

    fn example() -> Self {
        Self {}
    }

    async fn act(self, turn: &mut Turn<OneRequisition>) -> Result<Told<Done>, ActionError> {
        let Turn { unit, at } = turn;
        let rule = at.may(unit, Step::Accept)?;
        if at.requisition.needs_approval {
            let words = "a mentor or head of science has to let this through first";
            return Err(ActionError::field("approval", words));
        }
        at.locked = Some(all_in_use(unit, &at.requisition).await?);
        at.take(unit, rule, Outcome::by_the_table()).await
    }
}
