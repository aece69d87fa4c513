//! Doing what was planned, in the order of time, by the deeds that people use.

use std::sync::Arc;

use actions::requisition::{self, Asked, CountBack, Tick};
use actions::{ActionError, House};
use domain::id::RequisitionId;
use domain::people::{Actor, permissions};

use super::asking::Shelves;
use super::clock::SetClock;
use super::people::Cast;
use super::plan::{Planned, Step};

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
    let permit = planned.asker.permit::<permissions::Request>()?;
    let asked = Asked {
        lesson: planned.lesson.id,
        content: planned.content.clone(),
        late_reason: planned.late.map(|(reason, _)| reason),
        late_words: planned.late.map_or_else(String::new, |(_, words)| words.to_owned()),
    };
    let done = match step {
        Step::Save => requisition::save(house, &permit, None, asked, None).await,
        _ => requisition::send(house, &permit, None, asked, None).await,
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
    let answers = technician.permit::<permissions::AnswerRequests>()?;
    let prepares = technician.permit::<permissions::Prepare>()?;
    let asks = planned.asker.permit::<permissions::Request>()?;
    let tick = Tick::default();
    let done = match step {
        Step::Save | Step::Send => return Ok(()),
        Step::Accept => requisition::accept(house, &answers, id, None).await,
        Step::Query(words) => requisition::query(house, &answers, id, words, None).await,
        Step::Decline(words) => requisition::decline(house, &answers, id, words, None).await,
        Step::Prepare => requisition::prepare(house, &prepares, id, tick).await,
        Step::Deliver => requisition::deliver(house, &prepares, id, tick).await,
        Step::Collect => requisition::collect(house, &prepares, id, tick).await,
        Step::Count(short) => {
            requisition::count(house, &prepares, id, counted(shelves, planned, short), tick).await
        }
        Step::NotUsed(words) => requisition::not_used(house, &asks, id, words, None).await,
        Step::Withdraw => requisition::withdraw(house, &asks, id, None).await,
    };
    match (done, step) {
        (Err(ActionError::Clash(_)), Step::Accept) => {
            let words = "Another class has these at that time";
            requisition::decline(house, &answers, id, words, None).await.map(|_| ())
        }
        // A late request that was declined for want of apparatus goes no further.
        (Err(ActionError::Refused(_)), _) if planned.late.is_some() => Ok(()),
        (done, _) => done.map(|_| ()),
    }
}

/// All back, or all but one of some small thing.
fn counted(shelves: &Shelves, planned: &Planned, short: bool) -> CountBack {
    let mut counted = CountBack::default();
    if short && let Some((item, out)) = shelves.small_things(&planned.content) {
        counted.back.insert(item, out - 1);
    }
    counted
}
