//! The list as people see it.

use std::collections::BTreeMap;

use domain::Permit;
use domain::chat::chat_permissions::SeeRoom;
use domain::id::{ChatId, ListItemId, MessageId};
use domain::message::{Message, MessageState};

use crate::chat::one::enter;
use crate::{ActionError, House};

/// One item of the list, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListItem {
    /// Its identifier.
    pub id: ListItemId,
    /// Its place in the whole list, from 1.
    pub position: u32,
    /// What the items of its group have in common.
    pub heading: String,
    /// What it is.
    pub words: String,
    /// Where it leads: http or https.
    pub url: Option<String>,
    /// The message it came from.
    pub message: Option<MessageId>,
    /// That message's number, while it is shown.
    pub number: Option<u32>,
    /// Whose it is, while the message is shown.
    pub credit: Option<String>,
}

/// The list of a chat, without what came from messages that are not shown.
pub async fn list(
    house: &House,
    permit: &Permit<SeeRoom>,
    chat: ChatId,
) -> Result<Vec<ListItem>, ActionError> {
    let mut reading = house.storage.read(permit.network()).await?;
    enter(&mut reading, permit, chat).await?;
    let items = reading.list_items(chat).await?;
    let ids: Vec<MessageId> = items.iter().filter_map(|item| item.message).collect();
    let messages = reading.messages_by_ids(&ids).await?;
    let by_id: BTreeMap<MessageId, &Message> = messages
        .iter()
        .filter(|message| message.state == MessageState::Shown)
        .map(|message| (message.id, message))
        .collect();
    // An item holds a copy of the words, so it is left out with the message it came from.
    let items = items.into_iter().filter(|item| item.message.is_none_or(|id| by_id.contains_key(&id)));
    let shown = items.map(|item| {
        let from = item.message.and_then(|id| by_id.get(&id));
        ListItem {
            id: item.id,
            position: item.position,
            heading: item.heading,
            words: item.words,
            url: item.url,
            message: item.message,
            number: from.and_then(|message| message.number),
            credit: from.map(|message| message.handle.to_string()),
        }
    });
    Ok(shown.collect())
}
