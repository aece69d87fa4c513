//! The steps of the board: prepared, delivered, collected. What is held stays held.

use domain::Permit;
use domain::id::RequisitionId;
use domain::people::{Actor, Role, permissions};
use domain::requisition::{Deed, State};

use super::turn::{BegunTurn, Done, Turn};
use crate::{ActionError, House, Once};

/// One tick of the board.
#[derive(Clone, Debug, Default)]
pub struct Tick {
    /// Whose hand it was, on the shared tablet of the prep room.
    pub initials: String,
    /// The key of the form.
    pub once: Option<Once>,
}

/// The longest initials, in characters.
const LONGEST_INITIALS: usize = 4;

/// It is ready on its trolley.
pub async fn prepare(
    house: &House,
    permit: &Permit<permissions::Prepare>,
    id: RequisitionId,
    tick: Tick,
) -> Result<Done, ActionError> {
    step(house, permit, id, Deed::Prepare, State::Prepared, tick).await
}

/// It is in the room.
pub async fn deliver(
    house: &House,
    permit: &Permit<permissions::Prepare>,
    id: RequisitionId,
    tick: Tick,
) -> Result<Done, ActionError> {
    step(house, permit, id, Deed::Deliver, State::Delivered, tick).await
}

/// It is back in the prep room.
pub async fn collect(
    house: &House,
    permit: &Permit<permissions::Prepare>,
    id: RequisitionId,
    tick: Tick,
) -> Result<Done, ActionError> {
    step(house, permit, id, Deed::Collect, State::Collected, tick).await
}

async fn step(
    house: &House,
    permit: &Permit<permissions::Prepare>,
    id: RequisitionId,
    deed: Deed,
    state: State,
    tick: Tick,
) -> Result<Done, ActionError> {
    let name = signed(permit.actor(), &tick.initials)?;
    let mut turn = match Turn::begin(house, permit, id, deed, tick.once).await? {
        BegunTurn::Answered(done) => return Ok(done),
        BegunTurn::Anew(turn) => turn,
    };
    turn.actor.name = name;
    turn.finish(state, "").await
}

/// The name that history shows: the person's, or the prep room's with the initials of whoever ticked.
pub(crate) fn signed(actor: &Actor, initials: &str) -> Result<String, ActionError> {
    let initials = initials.trim();
    if initials.chars().count() > LONGEST_INITIALS {
        return Err(ActionError::field("initials", "initials are at most four letters"));
    }
    let is_shared = actor.roles.has(Role::PrepRoom);
    if is_shared && initials.is_empty() {
        return Err(ActionError::field("initials", "give your initials, so that we know whom to ask"));
    }
    Ok(if initials.is_empty() { actor.name.clone() } else { format!("{} ({initials})", actor.name) })
}
