//! Counting an item on its shelf.

use domain::id::ItemId;
use domain::people::permissions::ChangeApparatus;
use serde::{Deserialize, Serialize};

use super::change::{change, still};
use super::wanted::{ItemChange, check};
use crate::deed::{Deed, Told};
use crate::requisition::Book;
use crate::unit::Turn;
use crate::{ActionError, Invalid};

/// Counts an item; everything else about it stays as it is.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Count {
    /// Which.
    pub item: ItemId,
    /// How many there are; none to leave it uncounted.
    #[serde(default)]
    pub counted: Option<u32>,
}

impl Deed for Count {
    type At = Book;
    type May = ChangeApparatus;
    type Answer = ();
    const KEY: &'static str = "item.count";
    const HISTORY: &'static str = "item.change";
    const FORM: &'static str = "apparatus-count";

    fn example() -> Self {
        Self { item: ItemId(uuid::Uuid::nil()), counted: Some(15) }
    }

    async fn act(self, turn: &mut Turn<Book>) -> Result<Told<()>, ActionError> {
        let unit = &mut turn.unit;
        let before = still(unit, self.item, |pool| self.counted.is_some() && !pool.can_clash()).await?;
        let wanted = ItemChange { counted: self.counted, ..ItemChange::from(&before) };
        // Whatever does not fit is the number's doing: nothing else was said.
        let sites = &unit.almanac().await?.sites;
        check(&wanted, sites).map_err(|invalid| Invalid { field: "counted", ..invalid })?;
        change(unit, &before, wanted).await
    }
}
