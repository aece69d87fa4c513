//! Apparatus: the list, and one item.

use actions::{House, apparatus};
use domain::Permit;
use domain::apparatus::{HeldBy, Item};
use domain::people::permissions::SeeApparatus;
use serde::Serialize;

use super::Read;
use super::history::EntryTold;
use super::parameter::{Given, Parameter};
use crate::Problem;
use crate::instant::rfc3339;

/// An item of the list.
#[derive(Debug, Serialize)]
pub(crate) struct ItemTold {
    id: String,
    version: u32,
    name: String,
    kind: &'static str,
    family: String,
    place: String,
    counted: Option<u32>,
    out_of_service: u32,
    missing: u32,
    lives_in: Option<String>,
    /// The site it is kept at; none for the school's first.
    site: Option<String>,
    set_up_minutes: Option<u32>,
    turn_round_minutes: Option<u32>,
    count_back: bool,
    retired_at: Option<String>,
}

/// An item with who has it and what is free of it.
#[derive(Debug, Serialize)]
pub(crate) struct ItemShownTold {
    #[serde(flatten)]
    item: ItemTold,
    free_now: Option<u32>,
    held_by: Vec<HeldTold>,
    alternatives: Vec<ItemTold>,
    history: Vec<EntryTold>,
}

#[derive(Debug, Serialize)]
struct HeldTold {
    requisition: String,
    class: String,
    teacher: String,
    room: String,
    quantity: u32,
    from: String,
    until: String,
}

impl From<Item> for ItemTold {
    fn from(item: Item) -> Self {
        let pool = item.pool;
        Self {
            id: pool.item.to_string(),
            version: item.version,
            name: pool.name,
            kind: item.kind.code(),
            family: item.family,
            place: item.place,
            counted: pool.counted,
            out_of_service: pool.out_of_service,
            missing: pool.missing,
            lives_in: pool.lives_in,
            site: pool.site.map(|site| site.to_string()),
            set_up_minutes: pool.set_up_minutes,
            turn_round_minutes: pool.turn_round_minutes,
            count_back: item.count_back,
            retired_at: item.retired_at.map(rfc3339),
        }
    }
}

impl From<HeldBy> for HeldTold {
    fn from(held: HeldBy) -> Self {
        Self {
            requisition: held.hold.requisition.to_string(),
            class: held.class,
            teacher: held.teacher,
            room: held.room,
            quantity: held.hold.quantity,
            from: rfc3339(held.hold.interval.from),
            until: rfc3339(held.hold.interval.until),
        }
    }
}

/// `items q=…`
pub(crate) struct Items;

impl Read for Items {
    type May = SeeApparatus;
    type Told = Vec<ItemTold>;
    const NAME: &'static str = "items";
    const ABOUT: &'static str = "Every item in use, or those that a search finds.";
    const PARAMETERS: &'static [Parameter] = &[Parameter::optional("q", "words of the item's name")];

    async fn read(
        house: &House,
        permit: &Permit<SeeApparatus>,
        given: &Given,
    ) -> Result<Vec<ItemTold>, Problem> {
        let items = apparatus::list(house, permit, given.text("q")).await?;
        Ok(items.into_iter().map(ItemTold::from).collect())
    }
}

/// `item id=…`
pub(crate) struct OneItem;

impl Read for OneItem {
    type May = SeeApparatus;
    type Told = ItemShownTold;
    const NAME: &'static str = "item";
    const ABOUT: &'static str =
        "One item: how many are free now, who has the others, and what happened to it.";
    const PARAMETERS: &'static [Parameter] = &[Parameter::required("id", "the item")];

    async fn read(
        house: &House,
        permit: &Permit<SeeApparatus>,
        given: &Given,
    ) -> Result<ItemShownTold, Problem> {
        let shown = apparatus::show(house, permit, given.get("id")?).await?;
        Ok(ItemShownTold {
            item: shown.item.into(),
            free_now: shown.free_now,
            held_by: shown.held_by.into_iter().map(HeldTold::from).collect(),
            alternatives: shown.alternatives.into_iter().map(ItemTold::from).collect(),
            history: shown.history.iter().rev().map(EntryTold::from).collect(),
        })
    }
}
