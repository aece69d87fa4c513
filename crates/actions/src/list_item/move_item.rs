//! Moving: an item of the list changes places with its neighbour.

use domain::chat::chat_permissions::Curate;
use domain::id::ListItemId;
use domain::list_item::moved;
use serde::{Deserialize, Serialize};

use super::order::{keep_order, list_to_work_on, place};
use crate::ActionError;
use crate::chat::OneChat;
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Moves an item one place up or down. The first of a group takes its group up with it, the last of one
/// takes it down.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// Which.
    pub item: ListItemId,
    /// Up, or else down.
    pub up: bool,
}

impl Deed for Move {
    type At = OneChat;
    type May = Curate;
    type Answer = ();
    const KEY: &'static str = "list.move";
    const FORM: &'static str = "list-move";

    fn example() -> Self {
        Self { item: ListItemId(uuid::Uuid::nil()), up: true }
    }

    async fn act(self, turn: &mut Turn<OneChat>) -> Result<Told<()>, ActionError> {
        let Turn { unit, at } = turn;
        let items = list_to_work_on(unit, at).await?;
        let here = place(&items, self.item)?;
        keep_order(unit, at, moved(items, here, self.up)).await?;
        Ok(Told::done((), "Moved something on the list"))
    }
}
