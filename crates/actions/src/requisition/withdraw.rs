//! Withdrawing: whoever asked takes it back. Always works, whatever is over-committed.

use domain::Permit;
use domain::id::RequisitionId;
use domain::people::permissions;
use domain::requisition::{Deed, State};

use super::turn::{BegunTurn, Done, Turn};
use crate::{ActionError, House, Once};

/// Takes a requisition back; what it held is given up.
pub async fn withdraw(
    house: &House,
    permit: &Permit<permissions::Request>,
    id: RequisitionId,
    once: Option<Once>,
) -> Result<Done, ActionError> {
    let mut turn = match Turn::begin(house, permit, id, Deed::Withdraw, once).await? {
        BegunTurn::Answered(done) => return Ok(done),
        BegunTurn::Anew(turn) => turn,
    };
    turn.work.set_holds(id, &[]).await?;
    turn.requisition.question.clear();
    turn.finish(State::Withdrawn, "").await
}
