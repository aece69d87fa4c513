//! History: what people did, in commit order.

use domain::Instant;
use domain::id::{AccountId, EventId};

use crate::connection::{Fields, statements, values};
use crate::error::StorageError;
use crate::{Reading, Writing};

/// One entry of a school's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its identifier.
    pub id: EventId,
    /// When.
    pub at: Instant,
    /// Who, where it was a person with an account.
    pub account: Option<AccountId>,
    /// Their name at the time.
    pub actor: String,
    /// What kind of thing was done: `requisition.accept`.
    pub kind: String,
    /// The identifier of what it was done to.
    pub subject: Option<String>,
    /// What was done, as a sentence shows it.
    pub words: String,
}

statements! { "event";
    NEXT_SEQUENCE = "update school set event_sequence = event_sequence + 1 where id = $1 returning event_sequence";
    ADD = "insert into event (school_id, sequence, id, at, account_id, actor, kind, subject_id, words)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    OF_SUBJECT = "select id, at, account_id, actor, kind, subject_id, words from event
                  where school_id = $1 and subject_id = $2 order by sequence";
    SEQUENCE = "select event_sequence from school where id = $1";
    SIZE = "select count(*), coalesce(max(sequence), 0) from event where school_id = $1";
}

impl Writing {
    /// Adds to the school's history. Called last in a unit: from here to the commit, the school's other
    /// units wait, so that the sequence is the order of commits.
    pub async fn record(&mut self, event: Event) -> Result<i64, StorageError> {
        let school = self.school;
        let sequence = self
            .connection
            .one(NEXT_SEQUENCE, values![school], |row| row.integer())
            .await?
            .ok_or(StorageError::RowsTouched { table: "school", touched: 0, expected: 1 })?;
        self.connection
            .run_one(
                ADD,
                values![
                    school,
                    sequence,
                    event.id,
                    event.at,
                    event.account,
                    event.actor,
                    event.kind,
                    event.subject,
                    event.words
                ],
            )
            .await?;
        self.sequence = Some(sequence);
        Ok(sequence)
    }
}

impl Reading {
    /// The history of one thing, oldest first.
    pub async fn history_of(&mut self, subject: &str) -> Result<Vec<Event>, StorageError> {
        let school = self.school;
        self.connection.all(OF_SUBJECT, values![school, subject], read_event).await
    }

    /// The newest entry's sequence; 0 before the first.
    pub async fn event_sequence(&mut self) -> Result<i64, StorageError> {
        let school = self.school;
        Ok(self.connection.one(SEQUENCE, values![school], |row| row.integer()).await?.unwrap_or(0))
    }
}

fn read_event(row: &mut Fields<'_>) -> Result<Event, StorageError> {
    Ok(Event {
        id: row.parsed()?,
        at: row.instant()?,
        account: row.parsed_or_none()?,
        actor: row.text()?,
        kind: row.text()?,
        subject: row.text_or_none()?,
        words: row.text()?,
    })
}

impl Reading {
    /// How many entries the history has, and the newest one's sequence.
    pub async fn history_size(&mut self) -> Result<(i64, i64), StorageError> {
        let school = self.school;
        let size =
            self.connection.one(SIZE, values![school], |row| Ok((row.integer()?, row.integer()?))).await?;
        Ok(size.unwrap_or((0, 0)))
    }
}
