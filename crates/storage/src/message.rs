//! What is said in chats.

use std::str::FromStr;

use domain::chat::handle::Handle;
use domain::chat::reply::Certainty;
use domain::id::{AccountId, ChatId, MessageId};
use domain::message::{Message, MessageState};
use domain::{Instant, UnknownWord};

use crate::connection::{Fields, Value, statements, values};
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

macro_rules! message_columns {
    () => {
        "id, chat_id, number, account_id, handle, moderator, at, state, body, question, reply_to, reply_certainty,
         reply_names, quotes_id, brought_by, brought_from, starred, reason, entry"
    };
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
    ONE = concat!("select ", message_columns!(), " from message where network_id = $1 and id = $2");
    OF_CHAT = concat!("select ", message_columns!(), " from message
        where network_id = $1 and chat_id = $2 and number is not null order by number");
    BEFORE = concat!("select ", message_columns!(), " from message
        where network_id = $1 and chat_id = $2 and number < $3 order by number desc limit $4");
    BY_IDS = concat!("select ", message_columns!(), " from message where network_id = $1 and id in ", any_of_ids!());
    POINTING_AT = concat!("select ", message_columns!(), " from message where network_id = $1
        and chat_id = $34 and number is not null and (quotes_id in ", any_of_ids!(), " or reply_to in ", any_of_ids!(), ")");
    IN_STATE = concat!("select ", message_columns!(), " from message
        where network_id = $1 and chat_id = $2 and state = $3 order by at, id");
    OF_ACCOUNT = concat!("select ", message_columns!(), " from message
        where network_id = $1 and account_id = $2 order by at, id");
    LINKING = "select number, handle, body from message where network_id = $1 and chat_id = $2
        and state = 'shown' and number is not null and lower(body) like '%http%' order by number";
    LAST_SAID = "select max(at) from message where network_id = $1 and account_id = $2 and chat_id = $3";
    IS_KNOWN = "select 1 from message where network_id = $1 and account_id = $2 and state = 'shown' limit 1";
    ADD = concat!("insert into message (network_id, ", message_columns!(), ") values ($1, $2, $3, $4, $5, $6, $7,
        $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)");
    SET = "update message set chat_id = $3, number = $4, account_id = $5, handle = $6, moderator = $7, at = $8,
        state = $9, body = $10, question = $11, reply_to = $12, reply_certainty = $13, reply_names = $14,
        quotes_id = $15, brought_by = $16, brought_from = $17, starred = $18, reason = $19, entry = $20
        where network_id = $1 and id = $2";
}

impl NetworkReading {
    /// One message.
    pub async fn find_message(&mut self, message: MessageId) -> Result<Option<Message>, StorageError> {
        let network = self.scope;
        self.connection.one(ONE, values![network, message], read_message).await
    }

    /// Every message of a chat that has a number, in order.
    pub async fn messages_of(&mut self, chat: ChatId) -> Result<Vec<Message>, StorageError> {
        let network = self.scope;
        self.connection.all(OF_CHAT, values![network, chat], read_message).await
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
            self.connection.all(BEFORE, values![network, chat, before, most], read_message).await?;
        found.reverse();
        Ok(found)
    }

    /// The messages with these identifiers, in no order; those of other networks are simply not there.
    pub async fn messages_by_ids(&mut self, ids: &[MessageId]) -> Result<Vec<Message>, StorageError> {
        let mut found = Vec::with_capacity(ids.len());
        for some in ids.chunks(IDS_AT_ONCE) {
            let row = self.with_places(some);
            found.extend(self.connection.all(BY_IDS, row, read_message).await?);
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
            let more = self.connection.all(POINTING_AT, row, read_message).await?;
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
        self.connection.all(IN_STATE, row, read_message).await
    }

    /// Everything that somebody said in the network, oldest first.
    pub async fn messages_of_account(&mut self, account: AccountId) -> Result<Vec<Message>, StorageError> {
        let network = self.scope;
        self.connection.all(OF_ACCOUNT, values![network, account], read_message).await
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
        let row = values_of(self.scope, message)?;
        self.connection.run_one(ADD, row).await
    }

    /// Keeps a message as it is now.
    pub async fn set_message(&mut self, message: &Message) -> Result<(), StorageError> {
        let row = values_of(self.scope, message)?;
        // The chat of a message never changes; `SET` names its columns in the order of `ADD`.
        self.connection.run_one(SET, row).await
    }
}

fn values_of(network: domain::id::NetworkId, message: &Message) -> Result<Vec<Value>, StorageError> {
    Ok(values![
        network,
        message.id,
        message.chat,
        message.number,
        message.account,
        message.handle.as_str(),
        message.moderator,
        message.at,
        message.state.key(),
        &message.body,
        message.question,
        message.reply_to,
        message.reply_certainty.map(|certainty| certainty.key().to_owned()),
        serde_json::to_string(&message.reply_names)?,
        message.quotes,
        message.brought_by.as_ref().map(ToString::to_string),
        &message.brought_from,
        message.starred,
        &message.reason,
        message.entry.as_ref().map(serde_json::to_string).transpose()?,
    ])
}

fn read_message(row: &mut Fields<'_>) -> Result<Message, StorageError> {
    Ok(Message {
        id: row.parsed()?,
        chat: row.parsed()?,
        number: row.number_or_none()?,
        account: row.parsed_or_none()?,
        handle: row.parsed()?,
        moderator: row.flag()?,
        at: row.instant()?,
        state: row.parsed()?,
        body: row.text()?,
        question: row.number_or_none()?,
        reply_to: row.parsed_or_none()?,
        reply_certainty: row.parsed_or_none::<KeptCertainty>()?.map(|kept| kept.0),
        reply_names: row.json()?,
        quotes: row.parsed_or_none()?,
        brought_by: row.parsed_or_none()?,
        brought_from: row.text()?,
        starred: row.flag()?,
        reason: row.text()?,
        entry: row.json_or_none()?,
    })
}

/// A certainty as rows keep it.
struct KeptCertainty(Certainty);

impl FromStr for KeptCertainty {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        Certainty::from_key(text).map(Self).ok_or_else(|| UnknownWord(text.to_owned()))
    }
}
