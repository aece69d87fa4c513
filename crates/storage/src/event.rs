//! History: what people did, in commit order.

use domain::history::{Event, Kind, NetworkEvent, RoomEvent};
use domain::id::{ChatId, NetworkId, SchoolId};

use crate::columns::statements;
use crate::connection::{Statement, Value, values};
use crate::entry::{event_columns, read_event, values_of};
use crate::error::StorageError;
use crate::postgres;
use crate::scope::Rows;
use crate::{NetworkReading, Reading};

statements! { "event";
    ALLOT = "update school set event_sequence = event_sequence + 1 where id = $1";
    ADD: [Integer] = concat!("insert into event (school_id, ", event_columns!(), ", sequence)
        select $1, $2, $3, $4, $5, $6, $7, $8, event_sequence from school where id = $1 returning sequence");
    /// By a sum, since SQLite would read all of a school's history to have its order for nothing.
    OF_SUBJECT: [Text, Integer, Text, Text, Text, Text, Text] = concat!("select ", event_columns!(), " from event
        where school_id = $1 and subject_id = $2 order by sequence + 0");
    NEWEST: [Text, Integer, Text, Text, Text, Text, Text] = concat!("select ", event_columns!(), " from event
        where school_id = $1 order by sequence desc limit $2");
    ALLOT_IN_NETWORK = "update network set event_sequence = event_sequence + 1 where id = $1";
    ADD_TO_NETWORK: [Integer] = concat!("insert into network_event
        (network_id, ", event_columns!(), ", chat_id, message_id, sequence)
        select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, event_sequence from network where id = $1
        returning sequence");
    OF_CHAT_SINCE: [Integer, Text, Text] = "select sequence, kind, message_id from network_event
        where network_id = $1 and chat_id = $2 and sequence > $3 order by sequence limit $4";
    OF_CHAT: [Text, Integer, Text, Text, Text, Text, Text] = concat!("select ", event_columns!(), " from network_event
        where network_id = $1 and chat_id = $2 order by sequence");
    SEQUENCE_OF_NETWORK: [Integer] = "select event_sequence from network where id = $1";
    SEQUENCE: [Integer] = "select event_sequence from school where id = $1";
    SIZE: [Integer, Integer] = "select count(*), coalesce(max(sequence), 0) from event where school_id = $1";
}

impl Rows for SchoolId {
    type Event = Event;
    const ALLOT: Statement = ALLOT;
    const ADD_EVENT: Statement = ADD;
    const RECORD: Statement = postgres::RECORD;

    fn row(self, event: Event) -> Vec<Value> {
        let mut row = values![self];
        row.extend(values_of(event));
        row
    }
}

impl Rows for NetworkId {
    type Event = NetworkEvent;
    const ALLOT: Statement = ALLOT_IN_NETWORK;
    const ADD_EVENT: Statement = ADD_TO_NETWORK;
    const RECORD: Statement = postgres::RECORD_IN_NETWORK;

    fn row(self, entry: NetworkEvent) -> Vec<Value> {
        let mut row = values![self];
        row.extend(values_of(entry.event));
        row.extend(values![entry.chat, entry.message]);
        row
    }
}

impl Reading {
    /// The history of one thing, oldest first.
    pub async fn history_of(&mut self, subject: &str) -> Result<Vec<Event>, StorageError> {
        let school = self.scope;
        self.connection.all(OF_SUBJECT, values![school, subject], read_event).await
    }

    /// The newest entries, newest first, `most` at most.
    pub async fn newest_history(&mut self, most: u32) -> Result<Vec<Event>, StorageError> {
        let school = self.scope;
        self.connection.all(NEWEST, values![school, most], read_event).await
    }

    /// The newest entry's sequence; 0 before the first.
    pub async fn event_sequence(&mut self) -> Result<i64, StorageError> {
        let school = self.scope;
        Ok(self.connection.one(SEQUENCE, values![school], |row| row.integer()).await?.unwrap_or(0))
    }

    /// How many entries the history has, and the newest one's sequence.
    pub async fn history_size(&mut self) -> Result<(i64, i64), StorageError> {
        let school = self.scope;
        let size =
            self.connection.one(SIZE, values![school], |row| Ok((row.integer()?, row.integer()?))).await?;
        Ok(size.unwrap_or((0, 0)))
    }
}

impl NetworkReading {
    /// What happened in a chat after `after`, oldest first, `most` at most.
    pub async fn room_events(
        &mut self,
        chat: ChatId,
        after: i64,
        most: u32,
    ) -> Result<Vec<RoomEvent>, StorageError> {
        let network = self.scope;
        self.connection
            .all(OF_CHAT_SINCE, values![network, chat, after, most], |row| {
                Ok(RoomEvent {
                    sequence: row.integer()?,
                    kind: Kind::from_key(&row.text()?),
                    message: row.parsed_or_none()?,
                })
            })
            .await
    }

    /// The history of a chat, oldest first.
    pub async fn history_of_chat(&mut self, chat: ChatId) -> Result<Vec<Event>, StorageError> {
        let network = self.scope;
        self.connection.all(OF_CHAT, values![network, chat], read_event).await
    }

    /// The newest entry's number; 0 before the first.
    pub async fn event_sequence(&mut self) -> Result<i64, StorageError> {
        let network = self.scope;
        let found = self.connection.one(SEQUENCE_OF_NETWORK, values![network], |row| row.integer()).await?;
        Ok(found.unwrap_or(0))
    }
}
