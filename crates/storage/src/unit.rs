//! Readings and units of work, each bound to one school.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use domain::id::{AccountId, ItemId, RequisitionId, SchoolId};
use tokio::sync::broadcast;

use crate::Change;
use crate::connection::{Connection, values};
use crate::error::StorageError;
use crate::postgres;

/// Reads what belongs to one school.
pub struct Reading {
    pub(crate) connection: Connection,
    pub(crate) school: SchoolId,
}

impl Reading {
    pub(crate) fn new(connection: Connection, school: SchoolId) -> Self {
        Self { connection, school }
    }

    /// The school it is bound to.
    pub fn school_id(&self) -> SchoolId {
        self.school
    }
}

/// A unit of work in one school: all of it is kept, or none. It can read everything a [`Reading`] can.
pub struct Writing {
    reading: Reading,
    changes: Arc<broadcast::Sender<Change>>,
    pub(crate) sequence: Option<i64>,
}

impl Deref for Writing {
    type Target = Reading;

    fn deref(&self) -> &Reading {
        &self.reading
    }
}

impl DerefMut for Writing {
    fn deref_mut(&mut self) -> &mut Reading {
        &mut self.reading
    }
}

impl Writing {
    pub(crate) fn new(
        connection: Connection,
        school: SchoolId,
        changes: Arc<broadcast::Sender<Change>>,
    ) -> Self {
        Self { reading: Reading::new(connection, school), changes, sequence: None }
    }

    /// Holds the rows of these items still until the unit ends, so that what is free of them cannot
    /// change meanwhile. Taken in the order of their identifiers, so that two units never wait for one
    /// another. SQLite has one writer, and needs nothing.
    pub async fn lock_items(&mut self, items: &[ItemId]) -> Result<(), StorageError> {
        if !self.connection.is_postgres() {
            return Ok(());
        }
        let mut items = items.to_vec();
        items.sort_unstable();
        items.dedup();
        for item in items {
            let school = self.school;
            self.connection.run(postgres::lock_item(), values![school, item]).await?;
        }
        Ok(())
    }

    /// Holds one requisition still until the unit ends.
    pub async fn lock_requisition(&mut self, requisition: RequisitionId) -> Result<(), StorageError> {
        if self.connection.is_postgres() {
            let school = self.school;
            self.connection.run(postgres::lock_requisition(), values![school, requisition]).await?;
        }
        Ok(())
    }

    /// Holds the school still until the unit ends: imports and set-up happen one at a time.
    pub async fn lock_school(&mut self) -> Result<(), StorageError> {
        if self.connection.is_postgres() {
            let school = self.school;
            self.connection.run(postgres::lock_school(), values![school]).await?;
        }
        Ok(())
    }

    /// Lets forms of the same key in one after another, so that the second finds the first one's answer
    /// rather than the first one's holds in its way. SQLite has one writer, and needs nothing.
    pub async fn lock_form(
        &mut self,
        account: AccountId,
        route: &str,
        once: &str,
    ) -> Result<(), StorageError> {
        if self.connection.is_postgres() {
            self.connection.run(postgres::lock_form(), values![format!("{account} {route} {once}")]).await?;
        }
        Ok(())
    }

    /// Keeps everything, and then tells open pages, here and in other processes.
    pub async fn commit(mut self) -> Result<(), StorageError> {
        let school = self.school;
        if let Some(sequence) = self.sequence
            && self.connection.is_postgres()
        {
            self.connection.run(postgres::tell(), values![format!("{school} {sequence}")]).await?;
        }
        match self.reading.connection {
            Connection::SqliteUnit(transaction) => transaction.commit().await?,
            Connection::PostgresUnit(transaction) => transaction.commit().await?,
            Connection::SqliteRead(_) | Connection::PostgresRead(_) => {}
        }
        if let Some(sequence) = self.sequence {
            // Nobody listening is no failure.
            let _ = self.changes.send(Change { school, sequence });
        }
        Ok(())
    }
}
