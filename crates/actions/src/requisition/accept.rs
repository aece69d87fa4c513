//! Accepting: a technician takes a request on, by the same check as sending.

use domain::Permit;
use domain::id::RequisitionId;
use domain::people::permissions;
use domain::requisition::{Deed, State};

use super::turn::{BegunTurn, Done, Turn};
use crate::{ActionError, House, Once};

/// Accepts a request that waits; a clash says who has it, and the request goes on waiting.
pub async fn accept(
    house: &House,
    permit: &Permit<permissions::AnswerRequests>,
    id: RequisitionId,
    once: Option<Once>,
) -> Result<Done, ActionError> {
    let mut turn = match Turn::begin(house, permit, id, Deed::Accept, once).await? {
        BegunTurn::Answered(done) => return Ok(done),
        BegunTurn::Anew(turn) => turn,
    };
    if turn.requisition.needs_approval {
        return Err(ActionError::field(
            "approval",
            "a mentor or head of science has to let this through first",
        ));
    }
    turn.hold_everything().await?;
    turn.requisition.question.clear();
    turn.finish(State::Accepted, "").await
}
