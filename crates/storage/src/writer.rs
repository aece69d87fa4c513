//! The one connection that writes to a SQLite file, and the units of work that take turns at it.

use std::sync::Arc;
use std::time::Duration;

use sqlx::{Connection as _, Executor as _, SqliteConnection};
use tokio::runtime::Handle;
use tokio::sync::{Mutex, OwnedMutexGuard};
use tokio::time::timeout;

use crate::error::StorageError;
use crate::log::Log;

/// How a unit of work begins, so that what it reads stays true until it commits.
pub(crate) const BEGIN: &str = "begin immediate";
/// Keeps a unit.
pub(crate) const COMMIT: &str = "commit";
/// Undoes a unit.
const ROLLBACK: &str = "rollback";

/// The connection that writes. A pool would ask it how it is after every unit, while everybody waits.
#[derive(Debug)]
pub(crate) struct Writer {
    /// None once it is closed.
    connection: Option<SqliteConnection>,
    /// Whether a unit may have been left open on it.
    in_unit: bool,
}

impl Writer {
    pub fn new(connection: SqliteConnection) -> Self {
        Self { connection: Some(connection), in_unit: false }
    }

    /// The connection, for what is no unit.
    pub fn connection(&mut self) -> Result<&mut SqliteConnection, StorageError> {
        self.connection.as_mut().ok_or(StorageError::Database(sqlx::Error::PoolClosed))
    }

    /// Closes it. The last connection to close folds the log back into the one file.
    pub async fn close(&mut self) -> Result<(), StorageError> {
        let Some(connection) = self.connection.take() else { return Ok(()) };
        Ok(connection.close().await?)
    }

    /// Undoes what a unit has left open.
    async fn roll_back(&mut self) -> Result<(), StorageError> {
        if !self.in_unit {
            return Ok(());
        }
        match self.connection()?.execute(ROLLBACK).await {
            // A unit whose beginning failed has left nothing open, and SQLite says so.
            Ok(_) | Err(sqlx::Error::Database(_)) => self.in_unit = false,
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }
}

/// A unit of work on the connection that writes, which others wait for.
pub(crate) struct SqliteUnit {
    held: Option<OwnedMutexGuard<Writer>>,
    log: Arc<Log>,
}

impl SqliteUnit {
    /// Waits for its turn. The first statement begins the unit.
    pub async fn in_turn(
        writer: &Arc<Mutex<Writer>>,
        log: &Arc<Log>,
        longest_wait: Duration,
    ) -> Result<Self, StorageError> {
        let turn = timeout(longest_wait, Arc::clone(writer).lock_owned()).await;
        let mut held = turn.map_err(|_| StorageError::Busy)?;
        held.roll_back().await?;
        held.in_unit = true;
        Ok(Self { held: Some(held), log: Arc::clone(log) })
    }

    pub fn connection(&mut self) -> Result<&mut SqliteConnection, StorageError> {
        let held = self.held.as_mut().ok_or(StorageError::Database(sqlx::Error::PoolClosed))?;
        held.connection()
    }

    /// It was committed: whoever is next may write, while this one waits until it would survive a power cut.
    pub async fn keep(mut self) -> Result<(), StorageError> {
        if let Some(mut held) = self.held.take() {
            held.in_unit = false;
        }
        self.log.is_on_disk().await
    }
}

/// What was not committed is undone at once, so that nobody waits for it.
impl Drop for SqliteUnit {
    fn drop(&mut self) {
        let Some(mut held) = self.held.take().filter(|held| held.in_unit) else { return };
        let Ok(runtime) = Handle::try_current() else { return };
        runtime.spawn(async move {
            if let Err(error) = held.roll_back().await {
                tracing::warn!(%error, "a unit of work could not be undone yet; the next one undoes it");
            }
        });
    }
}
