//! Approving: a mentor lets a trainee's request through, or a head of science any that needs it.

use domain::Permit;
use domain::id::RequisitionId;
use domain::people::permissions;
use domain::requisition::{Deed, SendFacts, judge_approval};

use super::turn::{BegunTurn, Done, Turn, not_from};
use crate::{ActionError, House, Once};

/// Lets a request through; it is then accepted, or waits for a technician.
pub async fn approve(
    house: &House,
    permit: &Permit<permissions::Approve>,
    id: RequisitionId,
    once: Option<Once>,
) -> Result<Done, ActionError> {
    let mut turn = match Turn::begin(house, permit, id, Deed::Approve, once).await? {
        BegunTurn::Answered(done) => return Ok(done),
        BegunTurn::Anew(turn) => turn,
    };
    if !turn.requisition.needs_approval {
        return Err(not_from(Deed::Approve, turn.requisition.state));
    }
    turn.requisition.needs_approval = false;
    let judged = judge_approval(SendFacts {
        late: turn.requisition.lateness.late,
        needs_approval: false,
        accepts_by_itself: turn.almanac.policy().accepts_by_itself,
        was_queried: false,
    });
    if judged.holds {
        turn.hold_everything().await?;
    }
    turn.finish(judged.state, "").await
}
