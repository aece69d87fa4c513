//! Counts of what a network keeps, which `trolley check` compares with one another.

use domain::chat::ChatState;
use domain::id::{ChatId, ListItemId, MessageId};

use crate::NetworkReading;
use crate::columns::statements;
use crate::connection::values;
use crate::error::StorageError;

/// What is counted of a chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChatCount {
    /// The chat.
    pub chat: ChatId,
    /// Where it stands.
    pub state: ChatState,
    /// How many messages it says have a number.
    pub numbered: i64,
    /// How many have one.
    pub numbers: i64,
    /// The largest of them; 0 where there is none.
    pub largest: i64,
    /// The number of its newest revision, as it says; 0 before the first.
    pub revision: i64,
    /// How many revisions there are.
    pub revisions: i64,
    /// How many of them have a document.
    pub documents: i64,
    /// Which one has: the largest number; 0 where none has.
    pub document_of: i64,
    /// How many lines a search finds of it.
    pub lines: i64,
}

statements! { "count";
    HISTORY: [Integer, Integer, Integer] = "select n.event_sequence, count(e.sequence), coalesce(max(e.sequence), 0) from network n
        left join network_event e on e.network_id = n.id where n.id = $1 group by n.event_sequence";
    CHATS: [Text, Text, Integer, Integer, Integer, Integer, Integer, Integer, Integer, Integer] = "select c.id, c.state, c.numbered,
        (select count(m.number) from message m where m.network_id = c.network_id and m.chat_id = c.id),
        (select coalesce(max(m.number), 0) from message m where m.network_id = c.network_id and m.chat_id = c.id),
        c.revision,
        (select count(*) from revision r where r.network_id = c.network_id and r.chat_id = c.id),
        (select count(r.document) from revision r where r.network_id = c.network_id and r.chat_id = c.id),
        (select coalesce(max(r.number), 0) from revision r where r.network_id = c.network_id and r.chat_id = c.id
         and r.document is not null),
        (select count(*) from published_line l where l.network_id = c.network_id and l.chat_id = c.id)
        from chat c where c.network_id = $1 order by c.id";
    STRAYS: [Text] = "select m.id from message m where m.network_id = $1 and (
        not exists (select 1 from chat c where c.network_id = m.network_id and c.id = m.chat_id)
        or (m.reply_to is not null and not exists (select 1 from message o
            where o.network_id = m.network_id and o.chat_id = m.chat_id and o.id = m.reply_to))
        or (m.quotes_id is not null and not exists (select 1 from message o
            where o.network_id = m.network_id and o.chat_id = m.chat_id and o.id = m.quotes_id))) order by m.id";
    MISNUMBERED: [Text] = "select id from message where network_id = $1
        and ((number is null and state in ('shown', 'hidden'))
             or (number is not null and state in ('held', 'refused'))) order by id";
    STRAY_ITEMS: [Text] = "select i.id from list_item i where i.network_id = $1 and i.message_id is not null
        and not exists (select 1 from message m
            where m.network_id = i.network_id and m.chat_id = i.chat_id and m.id = i.message_id) order by i.id";
}

impl NetworkReading {
    /// The number of its newest entry of history as the network says, how many entries there are, and the
    /// number of the newest of those; none where there is no such network.
    pub async fn network_history(&mut self) -> Result<Option<(i64, i64, i64)>, StorageError> {
        let network = self.scope;
        self.connection
            .one(HISTORY, values![network], |row| Ok((row.integer()?, row.integer()?, row.integer()?)))
            .await
    }

    /// The counts of every chat.
    pub async fn chat_counts(&mut self) -> Result<Vec<ChatCount>, StorageError> {
        let network = self.scope;
        self.connection
            .all(CHATS, values![network], |row| {
                Ok(ChatCount {
                    chat: row.parsed()?,
                    state: row.parsed()?,
                    numbered: row.integer()?,
                    numbers: row.integer()?,
                    largest: row.integer()?,
                    revision: row.integer()?,
                    revisions: row.integer()?,
                    documents: row.integer()?,
                    document_of: row.integer()?,
                    lines: row.integer()?,
                })
            })
            .await
    }

    /// Messages that are of no chat of the network, or quote or answer what is not in their chat.
    pub async fn stray_messages(&mut self) -> Result<Vec<MessageId>, StorageError> {
        let network = self.scope;
        self.connection.all(STRAYS, values![network], |row| row.parsed()).await
    }

    /// Messages that are shown without a number, or wait with one.
    pub async fn misnumbered_messages(&mut self) -> Result<Vec<MessageId>, StorageError> {
        let network = self.scope;
        self.connection.all(MISNUMBERED, values![network], |row| row.parsed()).await
    }

    /// Items of lists that point at a message which is not of their chat.
    pub async fn stray_list_items(&mut self) -> Result<Vec<ListItemId>, StorageError> {
        let network = self.scope;
        self.connection.all(STRAY_ITEMS, values![network], |row| row.parsed()).await
    }
}
