//! The list of an evening: what its curator thinks worth keeping.

use domain::id::{ChatId, ListItemId};
use domain::list_item::KeptItem;

use crate::columns::{Kept as _, columns, insert, select, statements, update};
use crate::connection::values;
use crate::error::StorageError;
use crate::{NetworkReading, NetworkWriting};

columns! { "list_item", KeptItem, |it, row|
    once {
        id: parsed = it.id;
    }
    again {
        position: number = it.position;
        heading: text = &it.heading;
        words: text = &it.words;
        url: text_or_none = it.url.as_ref();
        message_id: parsed_or_none = it.message;
    }
    made KeptItem { id, position, heading, words, url, message: message_id }
}

statements! { "list_item";
    OF_CHAT: KeptItem = select!(KeptItem, "from list_item
        where network_id = $1 and chat_id = $2 order by position, id");
    ADD = insert!(KeptItem in "network_id, chat_id");
    SET = update!(KeptItem, " where network_id = $1 and chat_id = $2 and id = $3");
    REMOVE = "delete from list_item where network_id = $1 and chat_id = $2 and id = $3";
}

impl NetworkReading {
    /// The list of a chat, in its order.
    pub async fn list_items(&mut self, chat: ChatId) -> Result<Vec<KeptItem>, StorageError> {
        let network = self.scope;
        self.connection.all(OF_CHAT, values![network, chat], KeptItem::read).await
    }
}

impl NetworkWriting {
    /// Adds an item to the list of a chat.
    pub async fn add_list_item(&mut self, chat: ChatId, item: &KeptItem) -> Result<(), StorageError> {
        let row = item.inserted(values![self.scope, chat])?;
        self.connection.run_one(ADD, row).await
    }

    /// Changes an item of the list of a chat.
    pub async fn set_list_item(&mut self, chat: ChatId, item: &KeptItem) -> Result<(), StorageError> {
        let row = item.changed(values![self.scope, chat, item.id])?;
        self.connection.run_one(SET, row).await
    }

    /// Takes an item off the list of a chat.
    pub async fn remove_list_item(&mut self, chat: ChatId, item: ListItemId) -> Result<(), StorageError> {
        let network = self.scope;
        self.connection.run_one(REMOVE, values![network, chat, item]).await
    }
}
