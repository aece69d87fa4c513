//! What is said in chats.

use domain::Instant;
use domain::chat::handle::Handle;
use domain::chat::reply::Certainty;
use domain::id::{AccountId, ChatId, MessageId};
use domain::message::{Message, MessageState};

use crate::columns::{Kept as _, columns, insert, select, statements, update};
use crate::connection::{Value, values};
use crate::error::StorageError;
use crate::{NetworkReading, NetworkWriting};

/// A shown message that may hold links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linking {
    /// Its number.
    pub number: u32,
    /// The handle it stands under.
    pub handle: Handle,
    /// Its words.
    pub body: String,
}

columns! { "message", Message, |it, row|
    once {
        id: parsed = it.id;
        chat_id: parsed = it.chat;
    }
    again {
        number: number_or_none = it.number;
        account_id: parsed_or_none = it.account;
        handle: parsed = it.handle.as_str();
        moderator: flag = it.moderator;
        at: instant = it.at;
        state: parsed = it.state.key();
        body: text = &it.body;
        question: number_or_none = it.question;
        reply_to: parsed_or_none = it.reply_to;
        reply_certainty: keyed_or_none(Certainty::from_key) = it.reply_certainty.map(|sure| sure.key().to_owned());
        reply_names: json = serde_json::to_string(&it.reply_names)?;
        quotes_id: parsed_or_none = it.quotes;
        brought_by: parsed_or_none = it.brought_by.as_ref().map(ToString::to_string);
        brought_from: text = &it.brought_from;
        starred: flag = it.starred;
        reason: text = &it.reason;
        entry: json_or_none = it.entry.as_ref().map(serde_json::to_string).transpose()?;
    }
    made Message {
        id,
        chat: chat_id,
        number,
        account: account_id,
        handle,
        moderator,
        at,
        state,
        body,
        question,
        reply_to,
        reply_certainty,
        reply_names,
        quotes: quotes_id,
        brought_by,
        brought_from,
        starred,
        reason,
        entry,
    }
}

/// Identifiers that one statement looks for at most: as many as it has places.
const IDS_AT_ONCE: usize = 32;

macro_rules! any_of_ids {
    () => {
        "($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
         $25, $26, $27, $28, $29, $30, $31, $32, $33)"
    };
}

statements! { "message";
    ONE: Message = select!(Message, "from message where network_id = $1 and id = $2");
    OF_CHAT: Message = select!(Message, "from message
        where network_id = $1 and chat_id = $2 and number is not null order by number");
    BEFORE: Message = select!(Message, "from message
        where network_id = $1 and chat_id = $2 and number < $3 order by number desc limit $4");
    BY_IDS: Message = select!(Message, concat!("from message where network_id = $1 and id in ", any_of_ids!()));
    POINTING_AT: Message = select!(Message, concat!("from message where network_id = $1
        and chat_id = $34 and number is not null and (quotes_id in ", any_of_ids!(), " or reply_to in ", any_of_ids!(), ")"));
    IN_STATE: Message = select!(Message, "from message
        where network_id = $1 and chat_id = $2 and state = $3 order by at, id");
    OF_ACCOUNT: Message = select!(Message, "from message
        where network_id = $1 and account_id = $2 order by at, id");
    LINKING: [Integer, Text, Text] = "select number, handle, body from message where network_id = $1 and chat_id = $2
        and state = 'shown' and number is not null and lower(body) like '%http%' order by number";
    LAST_SAID: [Integer] = "select max(at) from message where network_id = $1 and account_id = $2 and chat_id = $3";
    IS_KNOWN: [Nothing] = "select 1 from message where network_id = $1 and account_id = $2 and state = 'shown' limit 1";
    ADD = insert!(Message in "network_id");
    SET = update!(Message, " where network_id = $1 and id = $2");
}

impl NetworkReading {
    /// One message.
    pub async fn find_message(&mut self, message: MessageId) -> Result<Option<Message>, StorageError> {
        let network = self.scope;
        self.connection.one(ONE, values![network, message], Message::read).await
    }

    /// Every message of a chat that has a number, in order.
    pub async fn messages_of(&mut self, chat: ChatId) -> Result<Vec<Message>, StorageError> {
        let network = self.scope;
        self.connection.all(OF_CHAT, values![network, chat], Message::read).await
    }

    /// The newest `most` messages of a chat with a number below `before`, or of all, in order.
    pub async fn messages_before(
        &mut self,
        chat: ChatId,
        before: Option<u32>,
        most: u32,
    ) -> Result<Vec<Message>, StorageError> {
        let network = self.scope;
        let before = before.map_or(i64::MAX, i64::from);
        let mut found =
            self.connection.all(BEFORE, values![network, chat, before, most], Message::read).await?;
        found.reverse();
        Ok(found)
    }

    /// The messages with these identifiers, in no order; those of other networks are simply not there.
    pub async fn messages_by_ids(&mut self, ids: &[MessageId]) -> Result<Vec<Message>, StorageError> {
        let mut found = Vec::with_capacity(ids.len());
        for some in ids.chunks(IDS_AT_ONCE) {
            let row = self.with_places(some);
            found.extend(self.connection.all(BY_IDS, row, Message::read).await?);
        }
        Ok(found)
    }

    /// The messages of a chat with a number that quote or answer one of these, each once, in no order.
    pub async fn messages_pointing_at(
        &mut self,
        chat: ChatId,
        ids: &[MessageId],
    ) -> Result<Vec<Message>, StorageError> {
        let mut found: Vec<Message> = Vec::new();
        for some in ids.chunks(IDS_AT_ONCE) {
            let mut row = self.with_places(some);
            row.push(chat.into());
            let more = self.connection.all(POINTING_AT, row, Message::read).await?;
            found.extend(more);
        }
        found.sort_by_key(|message| message.id);
        found.dedup_by_key(|message| message.id);
        Ok(found)
    }

    /// The network and as many identifiers as a statement has places: the last one stands in those left.
    fn with_places(&self, some: &[MessageId]) -> Vec<Value> {
        let mut row = values![self.scope];
        row.extend(some.iter().map(|id| Value::from(*id)));
        if let Some(last) = some.last() {
            row.resize(IDS_AT_ONCE + 1, Value::from(*last));
        }
        row
    }

    /// The messages of a chat that wait for a moderator, oldest first.
    pub async fn held_messages(&mut self, chat: ChatId) -> Result<Vec<Message>, StorageError> {
        let row = values![self.scope, chat, MessageState::Held.key()];
        self.connection.all(IN_STATE, row, Message::read).await
    }

    /// Everything that somebody said in the network, oldest first.
    pub async fn messages_of_account(&mut self, account: AccountId) -> Result<Vec<Message>, StorageError> {
        let network = self.scope;
        self.connection.all(OF_ACCOUNT, values![network, account], Message::read).await
    }

    /// The shown messages of a chat that may hold links, in order.
    pub async fn linking_messages(&mut self, chat: ChatId) -> Result<Vec<Linking>, StorageError> {
        let network = self.scope;
        self.connection
            .all(LINKING, values![network, chat], |row| {
                Ok(Linking { number: row.number()?, handle: row.parsed()?, body: row.text()? })
            })
            .await
    }

    /// When somebody said something in a chat last, whatever became of it.
    pub async fn last_said_at(
        &mut self,
        chat: ChatId,
        account: AccountId,
    ) -> Result<Option<Instant>, StorageError> {
        let row = values![self.scope, account, chat];
        Ok(self.connection.one(LAST_SAID, row, |row| row.instant_or_none()).await?.flatten())
    }

    /// Whether the network shows a message of somebody.
    pub async fn is_known(&mut self, account: AccountId) -> Result<bool, StorageError> {
        let network = self.scope;
        Ok(self.connection.one(IS_KNOWN, values![network, account], |_| Ok(())).await?.is_some())
    }
}

impl NetworkWriting {
    /// Adds a message.
    pub async fn add_message(&mut self, message: &Message) -> Result<(), StorageError> {
        let row = message.inserted(values![self.scope])?;
        self.connection.run_one(ADD, row).await
    }

    /// Keeps a message as it is now.
    pub async fn set_message(&mut self, message: &Message) -> Result<(), StorageError> {
        let row = message.changed(values![self.scope, message.id])?;
        self.connection.run_one(SET, row).await
    }
}
