//! Counting back: all is there, or what differs. The hold ends now.

use domain::Permit;
use std::collections::BTreeMap;

use domain::id::{ItemId, RequisitionId};
use domain::people::permissions;
use domain::requisition::{Deed, LineWhat, Returned, State};

use super::step::{Tick, signed};
use super::turn::{BegunTurn, Done, Turn};
use crate::{ActionError, House};

/// What came back otherwise than it went out: how many whole pieces of each item. Items not named here
/// all came back.
#[derive(Clone, Debug, Default)]
pub struct CountBack {
    /// Pieces back, by item.
    pub back: BTreeMap<ItemId, u32>,
    /// What happened to the others, by item.
    pub words: BTreeMap<ItemId, String>,
}

/// Counts a requisition back and closes it. What did not come back is missing from its pool from now on.
pub async fn count(
    house: &House,
    permit: &Permit<permissions::Prepare>,
    id: RequisitionId,
    counted: CountBack,
    tick: Tick,
) -> Result<Done, ActionError> {
    let name = signed(permit.actor(), &tick.initials)?;
    let mut turn = match Turn::begin(house, permit, id, Deed::Count, tick.once).await? {
        BegunTurn::Answered(done) => return Ok(done),
        BegunTurn::Anew(turn) => turn,
    };
    turn.actor.name = name;
    let returned = returned(&turn, &counted)?;
    let mut missing = Vec::new();
    for entry in &returned {
        let item = turn.work.find_item(entry.item).await?;
        if item.is_some_and(|item| item.pool.counted.is_some()) && entry.missing() > 0 {
            turn.work.add_missing(entry.item, i64::from(entry.missing())).await?;
            missing.push((entry.item, entry.missing()));
        }
    }
    turn.note_missing(missing);
    turn.work.end_holds(id, house.now()).await?;
    let words = words_for(&returned, &counted);
    turn.requisition.returned = returned;
    turn.finish(State::Closed, &words).await
}

/// Each item that was sent out and whose number was given, in the order of the identifiers.
fn returned(turn: &Turn, counted: &CountBack) -> Result<Vec<Returned>, ActionError> {
    let mut sent: BTreeMap<ItemId, (String, u32)> = BTreeMap::new();
    for line in turn.requisition.content.stations.iter().flat_map(|station| &station.lines) {
        if let LineWhat::Item(item) = line.what {
            let entry = sent.entry(item).or_insert_with(|| (line.name.clone(), 0));
            entry.1 = entry.1.saturating_add(line.quantity);
        }
    }
    let mut list = Vec::new();
    for (item, back) in &counted.back {
        let Some((name, out)) = sent.get(item) else {
            return Err(ActionError::field(
                "back",
                "one of the items counted was not part of this requisition",
            ));
        };
        if back > out {
            return Err(ActionError::field(
                "back",
                format!("only {out} of “{name}” went out, so {back} cannot be back"),
            ));
        }
        list.push(Returned { item: *item, name: name.clone(), out: *out, back: *back });
    }
    Ok(list)
}

fn words_for(returned: &[Returned], counted: &CountBack) -> String {
    let short: Vec<String> = returned
        .iter()
        .filter(|entry| entry.missing() > 0)
        .map(|entry| {
            let why = counted.words.get(&entry.item).map(|words| words.trim()).unwrap_or_default();
            let why = if why.is_empty() { String::new() } else { format!(" ({why})") };
            format!("{} of {} {} missing{why}", entry.missing(), entry.out, entry.name)
        })
        .collect();
    if short.is_empty() {
        "Counted back: all there".to_owned()
    } else {
        format!("Counted back: {}", short.join("; "))
    }
}
