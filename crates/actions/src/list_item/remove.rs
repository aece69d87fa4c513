//! Removing: an item is taken off the list.

use domain::chat::chat_permissions::Curate;
use domain::id::ListItemId;
use serde::{Deserialize, Serialize};

use super::order::{keep_order, list_to_work_on, place};
use crate::ActionError;
use crate::chat::OneChat;
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Takes an item off the list.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remove {
    /// Which.
    pub item: ListItemId,
}

impl Deed for Remove {
    type At = OneChat;
    type May = Curate;
    type Answer = ();
    const KEY: &'static str = "list.remove";
    const FORM: &'static str = "list-remove";

    fn example() -> Self {
        Self { item: ListItemId(uuid::Uuid::nil()) }
    }

    async fn act(self, turn: &mut Turn<OneChat>) -> Result<Told<()>, ActionError> {
        let Turn { unit, at } = turn;
        let mut items = list_to_work_on(unit, at).await?;
        items.remove(place(&items, self.item)?);
        unit.remove_list_item(at.chat.id, self.item).await?;
        keep_order(unit, at, items).await?;
        Ok(Told::done((), "Took something off the list"))
    }
}
