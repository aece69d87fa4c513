//! Withdrawing: whoever asked takes it back. Always works, whatever is over-committed.

use domain::people::permissions::Request;
use domain::requisition::Step;
use serde::{Deserialize, Serialize};

use super::done::Done;
use super::one::{OneRequisition, Outcome};
use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Takes a requisition back; what it held is given up.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withdraw {}

impl Deed for Withdraw {
    type At = OneRequisition;
    type May = Request;
    type Answer = Done;
    const KEY: &'static str = "requisition.withdraw";
    const FORM: &'static str = "withdraw";

    fn example() -> Self {
        Self {}
    }

    async fn act(self, turn: &mut Turn<OneRequisition>) -> Result<Told<Done>, ActionError> {
        let Turn { unit, at } = turn;
        let rule = at.may(unit, Step::Withdraw)?;
        at.take(unit, rule, Outcome::by_the_table()).await
    }
}
