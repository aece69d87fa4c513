//! Approving: a mentor lets a trainee's request through, or a head of science any that needs it.

use domain::people::permissions;
use domain::requisition::{Refusal, SendFacts, Step, judge_approval};
use serde::{Deserialize, Serialize};

use super::done::Done;
use super::one::{OneRequisition, Outcome};
use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Lets a request through; it is then accepted, or waits for a technician.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approve {}

impl Deed for Approve {
    type At = OneRequisition;
    type May = permissions::Approve;
    type Answer = Done;
    const KEY: &'static str = "requisition.approve";
    const FORM: &'static str = "approve";

    fn example() -> Self {
        Self {}
    }

    async fn act(self, turn: &mut Turn<OneRequisition>) -> Result<Told<Done>, ActionError> {
        let Turn { unit, at } = turn;
        let rule = at.may(unit, Step::Approve)?;
        if !at.requisition.needs_approval {
            return Err(Refusal::NotFrom { step: Step::Approve, state: at.requisition.state }.into());
        }
        at.requisition.needs_approval = false;
        let judged = judge_approval(SendFacts {
            late: at.requisition.lateness.late,
            needs_approval: false,
            accepts_by_itself: unit.almanac().await?.policy().accepts_by_itself,
            was_queried: false,
        });
        at.take(unit, rule, Outcome::judged(judged)).await
    }
}
