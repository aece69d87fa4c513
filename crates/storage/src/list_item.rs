//! The list of an evening: what its curator thinks worth keeping.

use domain::id::{ChatId, ListItemId};
use domain::list_item::KeptItem;

use crate::connection::{Fields, statements, values};
use crate::error::StorageError;
use crate::{NetworkReading, NetworkWriting};

statements! { "list_item";
    OF_CHAT = "select id, position, heading, words, url, message_id from list_item
        where network_id = $1 and chat_id = $2 order by position, id";
    ADD = "insert into list_item (network_id, chat_id, id, position, heading, words, url, message_id)
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    SET = "update list_item set position = $4, heading = $5, words = $6, url = $7, message_id = $8
        where network_id = $1 and chat_id = $2 and id = $3";
    REMOVE = "delete from list_item where network_id = $1 and chat_id = $2 and id = $3";
}

impl NetworkReading {
    /// The list of a chat, in its order.
    pub async fn list_items(&mut self, chat: ChatId) -> Result<Vec<KeptItem>, StorageError> {
        let network = self.scope;
        self.connection.all(OF_CHAT, values![network, chat], read_item).await
    }
}

impl NetworkWriting {
    /// Adds an item to the list of a chat.
    pub async fn add_list_item(&mut self, chat: ChatId, item: &KeptItem) -> Result<(), StorageError> {
        self.keep_list_item(ADD, chat, item).await
    }

    /// Changes an item of the list of a chat.
    pub async fn set_list_item(&mut self, chat: ChatId, item: &KeptItem) -> Result<(), StorageError> {
        self.keep_list_item(SET, chat, item).await
    }

    /// Takes an item off the list of a chat.
    pub async fn remove_list_item(&mut self, chat: ChatId, item: ListItemId) -> Result<(), StorageError> {
        let network = self.scope;
        self.connection.run_one(REMOVE, values![network, chat, item]).await
    }

    async fn keep_list_item(
        &mut self,
        statement: crate::connection::Statement,
        chat: ChatId,
        item: &KeptItem,
    ) -> Result<(), StorageError> {
        let row = values![
            self.scope,
            chat,
            item.id,
            item.position,
            &item.heading,
            &item.words,
            item.url.clone(),
            item.message
        ];
        self.connection.run_one(statement, row).await
    }
}

fn read_item(row: &mut Fields<'_>) -> Result<KeptItem, StorageError> {
    Ok(KeptItem {
        id: row.parsed()?,
        position: row.number()?,
        heading: row.text()?,
        words: row.text()?,
        url: row.text_or_none()?,
        message: row.parsed_or_none()?,
    })
}
