//! Declining: a technician cannot do it, and says why.

use domain::Permit;
use domain::id::RequisitionId;
use domain::people::permissions;
use domain::requisition::{Deed, State};

use super::turn::{BegunTurn, Done, Turn, said};
use crate::{ActionError, House, Once};

/// Declines with a reason; what was held is given up.
pub async fn decline(
    house: &House,
    permit: &Permit<permissions::AnswerRequests>,
    id: RequisitionId,
    words: &str,
    once: Option<Once>,
) -> Result<Done, ActionError> {
    let words = said(words, "say why, so that the teacher can plan")?;
    let mut turn = match Turn::begin(house, permit, id, Deed::Decline, once).await? {
        BegunTurn::Answered(done) => return Ok(done),
        BegunTurn::Anew(turn) => turn,
    };
    turn.work.set_holds(id, &[]).await?;
    turn.requisition.question.clear();
    turn.finish(State::Declined, &format!("Declined: {words}")).await
}
