//! Adding an item of the school's own.

use domain::apparatus::{Item, Pool};
use domain::catalogue::ApparatusKind;
use domain::id::ItemId;
use domain::people::permissions::ChangeApparatus;
use serde::{Deserialize, Serialize};

use super::wanted::{self, ItemChange, changed, check};
use crate::ActionError;
use crate::deed::{Deed, Entry, Told};
use crate::requisition::Book;
use crate::unit::Turn;

/// Adds an item; its identifier is the answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Add {
    /// What it is.
    pub item: ItemChange,
}

impl Deed for Add {
    type At = Book;
    type May = ChangeApparatus;
    type Answer = ItemId;
    const KEY: &'static str = "item.add";
    const FORM: &'static str = "apparatus-add";

    fn example() -> Self {
        Self { item: wanted::example() }
    }

    async fn act(self, turn: &mut Turn<Book>) -> Result<Told<ItemId>, ActionError> {
        let unit = &mut turn.unit;
        check(&self.item, &unit.almanac().await?.sites)?;
        let id: ItemId = unit.next_id();
        let item = changed(unit.now, &nothing_yet(id), self.item);
        unit.add_item(&item).await?;
        Ok(Told::done(id, Entry::new(format!("Added {}", item.pool.name)).about(id)))
    }
}

fn nothing_yet(id: ItemId) -> Item {
    Item {
        pool: Pool {
            item: id,
            name: String::new(),
            counted: None,
            out_of_service: 0,
            missing: 0,
            lives_in: None,
            site: None,
            set_up_minutes: None,
            turn_round_minutes: None,
            retired: false,
        },
        key: None,
        search_name: String::new(),
        family: "Our own".to_owned(),
        place: String::new(),
        kind: ApparatusKind::Reusable,
        count_back: false,
        version: 1,
        retired_at: None,
    }
}
