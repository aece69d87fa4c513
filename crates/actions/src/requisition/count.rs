//! Counting back: all is there, or what differs. The hold ends now.

use std::collections::BTreeMap;

use domain::id::{ItemId, SchoolId};
use domain::people::permissions::Prepare;
use domain::requisition::{LineWhat, Returned, Step};
use serde::{Deserialize, Serialize};

use super::done::Done;
use super::one::{OneRequisition, Outcome};
use super::tick::signed;
use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::unit::{Turn, Unit};

/// The longest words about what is missing, in characters.
const LONGEST_WORDS: usize = 200;

/// Counts a requisition back and closes it. What did not come back is missing from its pool from now on. Items
/// that are not named all came back.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Count {
    /// Whole pieces back, by item.
    #[serde(default)]
    pub back: BTreeMap<ItemId, u32>,
    /// How many went out as whoever counts has seen it, by item: a request that has changed since is not counted by
    /// numbers of before.
    #[serde(default)]
    pub out: BTreeMap<ItemId, u32>,
    /// What happened to the others, by item.
    #[serde(default)]
    pub words: BTreeMap<ItemId, String>,
    /// Whose hand it was, on the shared tablet of the prep room.
    #[serde(default)]
    pub initials: String,
}

impl Deed for Count {
    type At = OneRequisition;
    type May = Prepare;
    type Answer = Done;
    const KEY: &'static str = "requisition.count";
    const FORM: &'static str = "count";

    fn example() -> Self {
        let item = ItemId(uuid::Uuid::nil());
        Self {
            back: BTreeMap::from([(item, 14)]),
            out: BTreeMap::from([(item, 15)]),
            words: BTreeMap::from([(item, "one lens cracked".to_owned())]),
            initials: "AT".to_owned(),
        }
    }

    async fn act(self, turn: &mut Turn<OneRequisition>) -> Result<Told<Done>, ActionError> {
        count(&mut turn.unit, &mut turn.at, &self).await
    }
}

/// The same for one of several requisitions that a deed counts back together.
pub(crate) async fn count(
    unit: &mut Unit<SchoolId>,
    at: &mut OneRequisition,
    counted: &Count,
) -> Result<Told<Done>, ActionError> {
    let name = signed(&unit.actor, &counted.initials)?;
    let rule = at.may(unit, Step::Count)?;
    let returned = returned(at, counted)?;
    let missing: Vec<ItemId> =
        returned.iter().filter(|entry| entry.missing() > 0).map(|entry| entry.item).collect();
    // Held still, so that nobody makes one uncounted between looking and writing.
    let known = unit.lock_and_find_items(&missing).await?;
    for entry in &returned {
        let is_counted = known.get(&entry.item).is_some_and(|item| item.pool.counted.is_some());
        if is_counted && entry.missing() > 0 {
            unit.add_missing(entry.item, i64::from(entry.missing())).await?;
            at.before.missing.push((entry.item, entry.missing()));
        }
    }
    let words = words_for(&returned, counted);
    at.requisition.returned = returned;
    at.take(unit, rule, Outcome::by_the_table().saying(words).signed(name)).await
}

/// Each item that was sent out and whose number was given, in the order of the identifiers.
fn returned(at: &OneRequisition, counted: &Count) -> Result<Vec<Returned>, ActionError> {
    let mut sent: BTreeMap<ItemId, (String, u32)> = BTreeMap::new();
    for line in at.requisition.content.stations.iter().flat_map(|station| &station.lines) {
        if let LineWhat::Item(item) = line.what {
            let entry = sent.entry(item).or_insert_with(|| (line.name.clone(), 0));
            entry.1 = entry.1.saturating_add(line.quantity);
        }
    }
    let mut list = Vec::new();
    for (item, back) in &counted.back {
        let Some((name, out)) = sent.get(item) else {
            let words = "one of the items counted was not part of this requisition";
            return Err(ActionError::field("back", words));
        };
        if let Some(seen) = counted.out.get(item).filter(|seen| *seen != out) {
            let words = format!(
                "{out} of “{name}” went out by now, and not {seen}; look at the request and count again"
            );
            return Err(ActionError::field("back", words));
        }
        if back > out {
            let words = format!("only {out} of “{name}” went out, so {back} cannot be back");
            return Err(ActionError::field("back", words));
        }
        list.push(Returned { item: *item, name: name.clone(), out: *out, back: *back });
    }
    Ok(list)
}

fn words_for(returned: &[Returned], counted: &Count) -> String {
    let short: Vec<String> = returned
        .iter()
        .filter(|entry| entry.missing() > 0)
        .map(|entry| {
            let why = counted.words.get(&entry.item).map(|words| words.trim()).unwrap_or_default();
            let why: String = why.chars().take(LONGEST_WORDS).collect();
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
