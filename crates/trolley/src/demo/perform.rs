//! Doing what was planned, in the order of time, by the deeds that people use.

use std::sync::Arc;

use actions::deed::Deed;
use actions::requisition::{
    Accept, Collect, Count, Decline, Deliver, Done, NotUsed, OneRequisition, Prepare, Query, Save, Send,
    Withdraw,
};
use actions::{ActionError, House};
use domain::id::RequisitionId;
use domain::people::Actor;

use super::asking::Shelves;
use super::clock::SetClock;
use super::people::Cast;
use super::script::{Planned, Step};

/// Does everything that was planned. What clashes is not asked for, as its teacher would think again.
pub async fn all(
    house: &House,
    clock: &Arc<SetClock>,
    cast: &Cast,
    shelves: &Shelves,
    plans: &[Planned],
) -> Result<(), ActionError> {
    let mut order: Vec<(domain::Instant, usize, usize)> = Vec::new();
    for (place, planned) in plans.iter().enumerate() {
        order.extend(planned.steps.iter().enumerate().map(|(step, (at, _))| (*at, place, step)));
    }
    order.sort_unstable();
    let mut kept: Vec<Option<RequisitionId>> = vec![None; plans.len()];
    for (at, place, step) in order {
        let (Some(planned), Some(known)) = (plans.get(place), kept.get_mut(place)) else { continue };
        let Some((_, step)) = planned.steps.get(step) else { continue };
        clock.set(at);
        match (*known, step) {
            (None, Step::Send | Step::Save) => *known = ask(house, planned, *step).await?,
            (Some(id), step) => attend(house, cast, shelves, planned, id, *step).await?,
            (None, _) => {}
        }
    }
    Ok(())
}

async fn ask(house: &House, planned: &Planned, step: Step) -> Result<Option<RequisitionId>, ActionError> {
    let permit = planned.asker.permit()?;
    let (lesson, content) = (planned.lesson.id, planned.content.clone());
    let done = if step == Step::Save {
        house.act(&permit, (), Save { draft: None, version: None, lesson, content }, None).await
    } else {
        let late_reason = planned.late.map(|(reason, _)| reason);
        let late_words = planned.late.map_or_else(String::new, |(_, words)| words.to_owned());
        let send = Send { draft: None, version: None, lesson, content, late_reason, late_words, seen: None };
        house.act(&permit, (), send, None).await
    };
    match done {
        Ok(done) => Ok(Some(done.id)),
        Err(ActionError::Clash(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

async fn attend(
    house: &House,
    cast: &Cast,
    shelves: &Shelves,
    planned: &Planned,
    id: RequisitionId,
    step: Step,
) -> Result<(), ActionError> {
    let technician: &Actor = &cast.technicians[planned.technician % cast.technicians.len()];
    let done = match step {
        Step::Save | Step::Send => return Ok(()),
        Step::Accept => does(house, technician, id, Accept {}).await,
        Step::Query(words) => does(house, technician, id, Query { words: words.to_owned() }).await,
        Step::Decline(words) => does(house, technician, id, Decline { words: words.to_owned() }).await,
        Step::Prepare => does(house, technician, id, Prepare::default()).await,
        Step::Deliver => does(house, technician, id, Deliver::default()).await,
        Step::Collect => does(house, technician, id, Collect::default()).await,
        Step::Count(short) => does(house, technician, id, counted(shelves, planned, short)).await,
        Step::NotUsed(words) => does(house, &planned.asker, id, NotUsed { words: words.to_owned() }).await,
        Step::Withdraw => does(house, &planned.asker, id, Withdraw {}).await,
    };
    match (done, step) {
        (Err(ActionError::Clash(_)), Step::Accept) => {
            let words = "Another class has these at that time".to_owned();
            does(house, technician, id, Decline { words }).await.map(|_| ())
        }
        // A late request that was declined for want of apparatus goes no further.
        (Err(ActionError::Refused(_)), _) if planned.late.is_some() => Ok(()),
        (done, _) => done.map(|_| ()),
    }
}

async fn does<D>(house: &House, who: &Actor, id: RequisitionId, deed: D) -> Result<Done, ActionError>
where
    D: Deed<At = OneRequisition, Answer = Done>,
{
    house.act(&who.permit::<D::May>()?, id, deed, None).await
}

/// All back, or all but one of some small thing.
fn counted(shelves: &Shelves, planned: &Planned, short: bool) -> Count {
    let mut counted = Count::default();
    if short && let Some((item, out)) = shelves.small_things(&planned.content) {
        counted.back.insert(item, out - 1);
    }
    counted
}
