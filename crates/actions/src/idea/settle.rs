//! Settling an idea: taken up, or put by for now.

use domain::Permit;
use domain::history::Kind;
use domain::id::IdeaId;
use domain::people::permissions;

use super::{Outcome, Settlement};
use crate::{ActionError, Begun, House, Once};

/// Says what becomes of an idea. It may be said anew; saying the same again changes nothing.
pub async fn settle(
    house: &House,
    permit: &Permit<permissions::SettleIdea>,
    id: IdeaId,
    outcome: Outcome,
    once: Option<Once>,
) -> Result<(), ActionError> {
    let mut work = match house.begin::<()>(permit.school(), permit.actor().account, once).await? {
        Begun::Answered(()) => return Ok(()),
        Begun::Anew(work) => work,
    };
    let idea = work.find_idea(id).await?.ok_or(ActionError::NotFound("idea"))?;
    if idea.settled.is_some_and(|settled| settled.outcome == outcome) {
        return work.finish((), None).await;
    }
    let actor = permit.actor();
    let settled = Settlement { outcome, by: actor.name.clone(), at: house.now() };
    work.settle_idea(id, &settled).await?;
    let words = match outcome {
        Outcome::TakenUp => "Took up an idea",
        Outcome::PutBy => "Put an idea by",
    };
    let event = house.history(actor, Kind::IdeaSettle, Some(id.to_string()), words);
    work.finish((), Some(event)).await
}
