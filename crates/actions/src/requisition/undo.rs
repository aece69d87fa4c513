//! Undoing: the same person takes their last step back, within ten minutes.

use std::collections::BTreeMap;

use domain::apparatus::{Item, Want};
use domain::id::{ItemId, SchoolId};
use domain::people::permissions::SeeRequisition;
use domain::requisition::{HeldBefore, State, Step, followed};
use serde::{Deserialize, Serialize};

use super::asking::put;
use super::done::Done;
use super::one::{OneRequisition, Outcome};
use super::weigh::complete;
use crate::ActionError;
use crate::calendar::Meetings;
use crate::deed::{Deed, Told};
use crate::unit::{Turn, Unit};

/// Puts a requisition back as it was before the last step. What it held then is held again, by the same check as
/// sending.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Undo {}

impl Deed for Undo {
    type At = OneRequisition;
    type May = SeeRequisition;
    type Answer = Done;
    const KEY: &'static str = "requisition.undo";
    const FORM: &'static str = "undo";

    fn example() -> Self {
        Self {}
    }

    async fn act(self, turn: &mut Turn<OneRequisition>) -> Result<Told<Done>, ActionError> {
        undo(&mut turn.unit, &mut turn.at).await
    }
}

/// The same for one of several requisitions that a deed puts back together.
pub(crate) async fn undo(
    unit: &mut Unit<SchoolId>,
    at: &mut OneRequisition,
) -> Result<Told<Done>, ActionError> {
    let rule = at.may(unit, Step::Undo)?;
    let Some(before) = at.requisition.before_last.take() else {
        return Err(ActionError::NotFound("last deed to undo"));
    };
    let state: State = before.state.parse().map_err(|error| ActionError::Inside(format!("{error}")))?;
    let missing = before.missing.iter().map(|(item, _)| *item);
    let touched: Vec<ItemId> = missing.chain(before.held.iter().map(|held| held.item)).collect();
    let items = unit.lock_and_find_items(&touched).await?;
    let missing = found_again(&before.missing, &items);
    for (item, _, found) in &missing {
        unit.add_missing(*item, -i64::from(*found)).await?;
    }
    // It is for what it was for, wherever that is by now: while it was withdrawn or for another lesson, it followed
    // nothing. What was held is held again there.
    if let Some(occasion) = before.occasion {
        at.requisition.occasion = occasion;
    }
    let almanac = unit.almanac().await?;
    let now = unit.now;
    let lesson = Meetings::default().lesson_of(unit, &almanac, &at.requisition.occasion, now).await?;
    at.requisition.occasion = followed(&at.requisition.occasion, lesson.as_ref(), &almanac.staff);
    let pools = unit.pools(&touched).await?;
    let asked_for = before.content.unwrap_or_else(|| at.requisition.content.clone());
    let needed = almanac.needed(&at.requisition.occasion);
    let want = |held: &HeldBefore| Some(asked_for.want(pools.get(&held.item)?, held.quantity, &needed));
    let wants: Vec<Want> = before.held.iter().filter_map(want).collect();
    let undone = at.requisition.last.step;
    let (content, traits) = complete(unit, asked_for.clone()).await?;
    put(&mut at.requisition, content, traits);
    if let Some(lateness) = before.lateness {
        at.requisition.lateness = lateness;
    }
    at.requisition.needs_approval = before.needs_approval;
    at.requisition.question = before.question;
    at.requisition.returned = Vec::new();
    let words = format!("Undone: {}{}", undone.past(), what_stays(&missing, &items));
    let outcome = Outcome::back(state, asked_for, wants).saying(words);
    let told = at.take(unit, rule, outcome).await;
    if told.is_err() {
        // Where it cannot be undone beside others that can, what was missing is missing still.
        for (item, _, found) in &missing {
            unit.add_missing(*item, i64::from(*found)).await?;
        }
    }
    told
}

/// Of each item that the step said was missing: how many it said, and how many of those are said to be still.
fn found_again(missing: &[(ItemId, u32)], items: &BTreeMap<ItemId, Item>) -> Vec<(ItemId, u32, u32)> {
    missing
        .iter()
        .filter_map(|(item, count)| Some((*item, *count, items.get(item)?.pool.still_missing(*count))))
        .collect()
}

/// What others have counted since, which undoing leaves as it is.
fn what_stays(missing: &[(ItemId, u32, u32)], items: &BTreeMap<ItemId, Item>) -> String {
    let names: Vec<&str> = missing
        .iter()
        .filter(|(_, count, found)| found < count)
        .filter_map(|(item, ..)| Some(items.get(item)?.pool.name.as_str()))
        .collect();
    if names.is_empty() {
        return String::new();
    }
    format!("; what was counted of {} since then stands", names.join(", "))
}
