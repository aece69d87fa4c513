//! The list under the chat's lock: read where it may be worked on, and kept in its groups.

use std::collections::BTreeMap;

use domain::id::{ListItemId, NetworkId};
use domain::list_item::{ItemWords, KeptItem, in_groups};

use crate::ActionError;
use crate::chat::OneChat;
use crate::unit::Unit;

/// The most items of one list.
pub const MOST_ITEMS: usize = 500;

/// The list of the chat at hand, where it may be worked on.
pub(super) async fn list_to_work_on(
    unit: &mut Unit<NetworkId>,
    at: &OneChat,
) -> Result<Vec<KeptItem>, ActionError> {
    at.must_be_worked_on()?;
    Ok(unit.list_items(at.chat.id).await?)
}

/// Where an item stands in the list.
pub(super) fn place(items: &[KeptItem], item: ListItemId) -> Result<usize, ActionError> {
    items.iter().position(|kept| kept.id == item).ok_or(ActionError::NotFound("item of the list"))
}

/// An item that has no place yet.
pub(super) fn kept(id: ListItemId, said: ItemWords) -> KeptItem {
    let ItemWords { heading, words, url, message } = said;
    KeptItem { id, position: 0, heading, words, url, message }
}

/// Keeps the items that stand elsewhere now, or say something else.
pub(super) async fn keep_order(
    unit: &mut Unit<NetworkId>,
    at: &OneChat,
    items: Vec<KeptItem>,
) -> Result<(), ActionError> {
    let before = unit.list_items(at.chat.id).await?.into_iter();
    let before: BTreeMap<ListItemId, KeptItem> = before.map(|item| (item.id, item)).collect();
    for item in in_groups(items) {
        if before.get(&item.id) != Some(&item) {
            unit.set_list_item(at.chat.id, &item).await?;
        }
    }
    Ok(())
}
