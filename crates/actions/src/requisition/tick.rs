//! The ticks of the board, and whose hand each was.

use domain::id::SchoolId;
use domain::people::{Actor, Role};
use domain::requisition::Step;

use super::done::Done;
use super::one::{OneRequisition, Outcome};
use crate::ActionError;
use crate::deed::Told;
use crate::unit::Unit;

/// The longest initials, in characters.
const LONGEST_INITIALS: usize = 4;

/// Takes a step of the board, signed.
pub(crate) async fn tick(
    unit: &mut Unit<SchoolId>,
    at: &mut OneRequisition,
    step: Step,
    initials: &str,
) -> Result<Told<Done>, ActionError> {
    let name = signed(&unit.actor, initials)?;
    let rule = at.may(unit, step)?;
    at.take(unit, rule, Outcome::by_the_table().signed(name)).await
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
