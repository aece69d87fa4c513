//! Where something came from: who wrote it down here, and, where it was saved from a chat, whom to thank and
//! the way back to what they said.

use domain::id::{MessageId, NetworkId};
use domain::source::{Origin, Source, Written};

use crate::columns::statements;
use crate::connection::{Connection, Fields, Statement, Value, values};
use crate::door::DoorUnit;
use crate::error::StorageError;

/// The columns of a source, in the order in which they are bound and read.
macro_rules! source_columns {
    () => {
        "source_network, source_chat, source_message, source_credit, source_link"
    };
}
pub(crate) use source_columns;

/// What stands for the credit once the author is erased.
macro_rules! forget {
    ($table:literal) => {
        concat!(
            "update ",
            $table,
            " set source_credit = 'erased', source_message = null, source_link = null
              where source_network = $1 and source_message = $2"
        )
    };
}

statements! { "source";
    FORGET_IDEAS = forget!("idea");
    FORGET_NOTES = forget!("practical_note");
    FORGET_PRACTICALS = forget!("practical_source");
}

/// Forgets whose message anything was saved from, in every school: the credit becomes “erased”, message and
/// link go, and what was saved stays. Returns how many things were touched.
pub(crate) async fn forget_sources(
    connection: &mut Connection,
    network: NetworkId,
    message: MessageId,
) -> Result<u64, StorageError> {
    let everywhere: [Statement; 3] = [FORGET_IDEAS, FORGET_NOTES, FORGET_PRACTICALS];
    let mut touched = 0;
    for statement in everywhere {
        touched += connection.run(statement, values![network, message]).await?;
    }
    Ok(touched)
}

impl DoorUnit {
    /// Forgets, in every school, whose message anything was saved from. Returns how many things were touched.
    pub async fn forget_sources(
        &mut self,
        network: NetworkId,
        message: MessageId,
    ) -> Result<u64, StorageError> {
        forget_sources(&mut self.connection, network, message).await
    }
}

/// The values of the source columns.
pub(crate) fn values_of(source: Option<&Source>) -> Vec<Value> {
    values![
        source.map(|source| source.network),
        source.map(|source| source.chat),
        source.map(|source| source.message),
        source.map(|source| source.credit.clone()),
        source.map(|source| source.link.clone())
    ]
}

/// Reads the three columns that say who wrote it here.
pub(crate) fn read_written(row: &mut Fields<'_>) -> Result<Written, StorageError> {
    Ok(Written { account: row.parsed_or_none()?, name: row.text()?, at: row.instant()? })
}

/// Reads the source columns.
pub(crate) fn read_origin(row: &mut Fields<'_>) -> Result<Option<Origin>, StorageError> {
    let (network, chat) = (row.parsed_or_none()?, row.parsed_or_none()?);
    let message = row.parsed_or_none()?;
    let (credit, link) = (row.text_or_none()?, row.text_or_none()?);
    Ok(match (network, chat, message, credit, link) {
        (None, ..) => None,
        (Some(network), Some(chat), Some(message), Some(credit), Some(link)) => {
            Some(Origin::Known(Source { network, chat, message, credit, link }))
        }
        _ => Some(Origin::Erased),
    })
}
