//! Undoing: the same person takes their last deed back, within ten minutes.

use domain::Permit;
use domain::apparatus::Want;
use domain::id::RequisitionId;
use domain::people::permissions;
use domain::requisition::{Deed, State};

use super::send::put;
use super::turn::{BegunTurn, Done, Turn};
use super::ways_out::report;
use super::weigh::{complete, hold_again};
use crate::{ActionError, House, Once};

/// Puts a requisition back as it was before the last deed. What it held then is held again, by the same
/// check as sending.
pub async fn undo(
    house: &House,
    permit: &Permit<permissions::SeeRequisition>,
    id: RequisitionId,
    once: Option<Once>,
) -> Result<Done, ActionError> {
    let mut turn = match Turn::begin(house, permit, id, Deed::Undo, once).await? {
        BegunTurn::Answered(done) => return Ok(done),
        BegunTurn::Anew(turn) => turn,
    };
    let Some(before) = turn.requisition.before_last.take() else {
        return Err(ActionError::NotFound("last deed to undo"));
    };
    let state: State = before.state.parse().map_err(|error| ActionError::Inside(format!("{error}")))?;
    let touched: Vec<_> = before
        .missing
        .iter()
        .map(|(item, _)| *item)
        .chain(before.held.iter().map(|held| held.item))
        .collect();
    turn.work.lock_items(&touched).await?;
    for (item, count) in &before.missing {
        turn.work.add_missing(*item, -i64::from(*count)).await?;
    }
    let wants: Vec<Want> = before
        .held
        .iter()
        .map(|held| Want { item: held.item, quantity: held.quantity, interval: held.interval })
        .collect();
    let holds = match hold_again(&mut turn.work, id, &wants).await? {
        Ok(holds) => holds,
        Err(clashes) => {
            let lesson = turn.requisition.lesson.clone();
            let clash = report(&mut turn.work, &turn.almanac, id, &lesson, &before.content, clashes).await?;
            return Err(ActionError::Clash(Box::new(clash)));
        }
    };
    turn.work.set_holds(id, &holds).await?;
    let (content, traits) = complete(&mut turn.work, before.content).await?;
    put(&mut turn.requisition, content, traits);
    turn.requisition.lateness = before.lateness;
    turn.requisition.needs_approval = before.needs_approval;
    turn.requisition.question = before.question;
    turn.requisition.returned = Vec::new();
    let undone = turn.requisition.last.deed;
    turn.finish(state, &format!("Undone: {}", undone.past())).await
}
