//! What every entry of history says, stated once for a school and a network and for both databases.

use domain::history::{Event, Kind};

use crate::connection::{Fields, Value, values};
use crate::error::StorageError;

/// The columns, for statements that are put together while compiling.
macro_rules! event_columns {
    () => {
        "id, at, account_id, actor, kind, subject_id, words"
    };
}
pub(crate) use event_columns;

/// The values of the columns that every entry has.
pub(crate) fn values_of(event: Event) -> Vec<Value> {
    values![event.id, event.at, event.account, event.actor, event.kind.key(), event.subject, event.words]
}

/// The entry in a row of these columns.
pub(crate) fn read_event(row: &mut Fields<'_>) -> Result<Event, StorageError> {
    Ok(Event {
        id: row.parsed()?,
        at: row.instant()?,
        account: row.parsed_or_none()?,
        actor: row.text()?,
        kind: Kind::from_key(&row.text()?),
        subject: row.text_or_none()?,
        words: row.text()?,
    })
}
