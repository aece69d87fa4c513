//! Not used: wanted, and then not needed. Cheap to say, and nobody's fault.

use domain::Permit;
use domain::id::RequisitionId;
use domain::people::permissions;
use domain::requisition::{Deed, State};

use super::turn::{BegunTurn, Done, Turn, said};
use crate::{ActionError, House, Once};

/// Marks a requisition as not used, with a reason. What had gone out stays held until it is back at the
/// end of its turn-round; what had not is free from now.
pub async fn not_used(
    house: &House,
    permit: &Permit<permissions::Request>,
    id: RequisitionId,
    words: &str,
    once: Option<Once>,
) -> Result<Done, ActionError> {
    let words = said(words, "say in a word or two why it was not used")?;
    let mut turn = match Turn::begin(house, permit, id, Deed::NotUsed, once).await? {
        BegunTurn::Answered(done) => return Ok(done),
        BegunTurn::Anew(turn) => turn,
    };
    if turn.requisition.state != State::Delivered {
        turn.work.end_holds(id, house.now()).await?;
    }
    turn.finish(State::NotUsed, &format!("Not used: {words}")).await
}
