//! Taking something else in place of what is short.

use domain::apparatus::exposures;
use domain::id::{ItemId, RequisitionId, SchoolId};
use domain::people::permissions::Request;
use domain::requisition::{LineWhat, Occasion, Step};
use serde::{Deserialize, Serialize};

use super::asking::{Judging, Late, judged_again};
use super::done::Done;
use super::one::OneRequisition;
use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::unit::{Turn, Unit};

/// Asks for another item wherever one is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alternative {
    /// In place of which.
    pub item: ItemId,
    /// Which from now on; it has to be named as its alternative in the school's list.
    pub alternative: ItemId,
}

impl Deed for Alternative {
    type At = OneRequisition;
    type May = Request;
    type Answer = Done;
    const KEY: &'static str = "requisition.alternative";
    const HISTORY: &'static str = "requisition.change";

    fn example() -> Self {
        let item = ItemId(uuid::Uuid::nil());
        Self { item, alternative: item }
    }

    async fn act(self, turn: &mut Turn<OneRequisition>) -> Result<Told<Done>, ActionError> {
        let Turn { unit, at } = turn;
        let rule = at.may(unit, Step::Change)?;
        let content = &at.requisition.content;
        let mut lines = content.stations.iter().flat_map(|station| &station.lines);
        let Some(line) = lines.find(|line| line.what == LineWhat::Item(self.item)) else {
            return Err(ActionError::field("item", "this request does not ask for that item"));
        };
        if !unit.alternatives(self.item).await?.contains(&self.alternative) {
            let words = "the school's list does not name that item as its alternative";
            return Err(ActionError::field("alternative", words));
        }
        let named = unit.pools(&[self.alternative]).await?;
        let name = named.get(&self.alternative).map_or("", |pool| pool.name.as_str());
        let words = format!("{name} instead of {}", line.name);
        let content = content.with_alternative(self.item, self.alternative, name);
        // What the school cannot give after all is no teacher's lateness.
        let is_short = is_short(unit, at.requisition.id, &at.requisition.occasion, self.item).await?;
        let judged = if is_short { Judging::Never } else { Judging::WhereItGrows };
        judged_again(unit, at, rule, content, Late { judged, ..Late::default() }, &words).await
    }
}

/// Whether what was promised of an item to a requisition is there no longer.
async fn is_short(
    unit: &mut Unit<SchoolId>,
    id: RequisitionId,
    occasion: &Occasion,
    item: ItemId,
) -> Result<bool, ActionError> {
    let almanac = unit.almanac().await?;
    let Some(pool) = unit.pools(&[item]).await?.remove(&item) else { return Ok(false) };
    let within = pool.hold_interval(&almanac.needed(occasion));
    let holds = unit.holds_of(&[item], within).await?;
    Ok(exposures(&pool, &holds).iter().any(|(hold, _)| hold.requisition == id))
}
