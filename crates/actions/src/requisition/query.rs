//! Querying: a technician asks the teacher something.

use domain::Permit;
use domain::id::RequisitionId;
use domain::people::permissions;
use domain::requisition::{Deed, State};

use super::turn::{BegunTurn, Done, Turn, said};
use crate::{ActionError, House, Once};

/// Asks `words`; what is held stays as it was.
pub async fn query(
    house: &House,
    permit: &Permit<permissions::AnswerRequests>,
    id: RequisitionId,
    words: &str,
    once: Option<Once>,
) -> Result<Done, ActionError> {
    let words = said(words, "write what you need to know")?;
    let mut turn = match Turn::begin(house, permit, id, Deed::Query, once).await? {
        BegunTurn::Answered(done) => return Ok(done),
        BegunTurn::Anew(turn) => turn,
    };
    words.clone_into(&mut turn.requisition.question);
    turn.finish(State::Queried, &format!("Asked: {words}")).await
}
