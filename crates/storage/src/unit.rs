//! Readings and units of work, each bound to one school or one network.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use domain::chat::Chat;
use domain::id::{AccountId, ChatId, NetworkId, RequisitionId, SchoolId};
use tokio::sync::broadcast;

use crate::Change;
use crate::columns::Kept as _;
use crate::connection::{Connection, values};
use crate::error::StorageError;
use crate::postgres;
use crate::scope::{Scope, ScopeId};

/// Reads what belongs to one school, or to one network.
pub struct Reading<S = SchoolId> {
    pub(crate) connection: Connection,
    pub(crate) scope: S,
}

/// Reads what belongs to one network.
pub type NetworkReading = Reading<NetworkId>;

impl<S: Scope> Reading<S> {
    pub(crate) fn new(connection: Connection, scope: S) -> Self {
        Self { connection, scope }
    }

    /// The school or network it is bound to.
    pub fn scope(&self) -> S {
        self.scope
    }
}

impl Reading {
    /// The school it is bound to.
    pub fn school_id(&self) -> SchoolId {
        self.scope
    }
}

/// A unit of work in one school or one network: all of it is kept, or none. It can read everything a
/// [`Reading`] can.
pub struct Writing<S = SchoolId> {
    reading: Reading<S>,
    changes: Arc<broadcast::Sender<Change>>,
    pub(crate) sequence: Option<i64>,
}

/// A unit of work in one network.
pub type NetworkWriting = Writing<NetworkId>;

impl<S> Deref for Writing<S> {
    type Target = Reading<S>;

    fn deref(&self) -> &Reading<S> {
        &self.reading
    }
}

impl<S> DerefMut for Writing<S> {
    fn deref_mut(&mut self) -> &mut Reading<S> {
        &mut self.reading
    }
}

impl Writing {
    /// Holds one requisition still until the unit ends.
    pub async fn lock_requisition(&mut self, requisition: RequisitionId) -> Result<(), StorageError> {
        if self.connection.is_postgres() {
            let school = self.scope;
            self.connection.run(postgres::LOCK_REQUISITION, values![school, requisition]).await?;
        }
        Ok(())
    }

    /// Waits for every unit that relies on the school's time, and lets none begin until this one ends: what is held
    /// can then be moved with its lessons without waiting for anybody else.
    pub async fn hold_time(&mut self) -> Result<(), StorageError> {
        if self.connection.is_postgres() {
            let time = time_of(self.scope.into());
            self.connection.run(postgres::HOLD_TIME, values![time]).await?;
        }
        Ok(())
    }

    /// Holds the school still until the unit ends: imports and set-up happen one at a time.
    pub async fn lock_school(&mut self) -> Result<(), StorageError> {
        if self.connection.is_postgres() {
            let school = self.scope;
            self.connection.run(postgres::LOCK_SCHOOL, values![school]).await?;
        }
        Ok(())
    }
}

/// What stands for a school's time among advisory locks.
fn time_of(scope: ScopeId) -> String {
    format!("time of {}", scope.id())
}

impl NetworkWriting {
    /// Holds one chat still until the unit ends: what is said in it comes one after another, so that slow
    /// mode, mutes and closing hold at the instant of the message, and numbers follow the commits.
    pub async fn lock_chat(&mut self, chat: ChatId) -> Result<(), StorageError> {
        if self.connection.is_postgres() {
            let network = self.scope;
            self.connection.one(postgres::LOCK_CHAT, values![network, chat], Chat::read).await?;
        }
        Ok(())
    }

    /// Holds the network still until the unit ends: joining and handing out codes happen one at a time.
    pub async fn lock_network(&mut self) -> Result<(), StorageError> {
        if self.connection.is_postgres() {
            let network = self.scope;
            self.connection.run(postgres::LOCK_NETWORK, values![network]).await?;
        }
        Ok(())
    }
}

impl<S: Scope> Writing<S> {
    pub(crate) fn new(connection: Connection, scope: S, changes: Arc<broadcast::Sender<Change>>) -> Self {
        Self { reading: Reading::new(connection, scope), changes, sequence: None }
    }

    /// Adds to the history of the school or network, and says the entry's number. Called last in a unit: from
    /// here to the commit, its other units wait, so that the sequence is the order of commits. A unit may add
    /// several entries.
    pub async fn record(&mut self, event: S::Event) -> Result<i64, StorageError> {
        let scope = self.scope;
        if !self.connection.is_postgres() {
            self.connection.later(S::ALLOT, values![scope.into().id()]);
        }
        let statement = self.connection.either(S::ADD_EVENT, S::RECORD);
        let recorded =
            self.connection.one_with_later(statement, scope.row(event), |row| row.integer()).await?;
        let sequence =
            recorded.ok_or(StorageError::RowsTouched { table: "history", touched: 0, expected: 1 })?;
        self.sequence = Some(sequence);
        Ok(sequence)
    }

    /// Waits until nobody changes the school's time (its calendar, its timetable and what follows from them), and
    /// keeps it as it is until the unit ends. SQLite has one writer, and needs nothing.
    pub async fn share_time(&mut self) -> Result<(), StorageError> {
        if self.connection.is_postgres() {
            let time = time_of(self.scope.into());
            self.connection.run(postgres::SHARE_TIME, values![time]).await?;
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
        keeps_time: bool,
    ) -> Result<(), StorageError> {
        if !self.connection.is_postgres() {
            return Ok(());
        }
        let form = format!("{account} {route} {once}");
        if keeps_time {
            let row = values![time_of(self.scope.into()), form];
            self.connection.run(postgres::SHARE_TIME_AND_LOCK_FORM, row).await?;
        } else {
            self.connection.run(postgres::LOCK_FORM, values![form]).await?;
        }
        Ok(())
    }

    /// Adds these to the history, and keeps everything.
    pub async fn record_and_commit(mut self, events: Vec<S::Event>) -> Result<(), StorageError> {
        for event in events {
            if self.connection.is_postgres() {
                self.record(event).await?;
            } else {
                let scope = self.scope;
                self.connection.later(S::ALLOT, values![scope.into().id()]);
                self.connection.later(S::ADD_EVENT, scope.row(event));
            }
        }
        self.commit().await
    }

    /// Keeps everything, and then tells open pages here; PostgreSQL tells the other processes, and SQLite's look.
    pub async fn commit(self) -> Result<(), StorageError> {
        let scope = self.scope.into();
        let recorded = self.reading.connection.commit().await?;
        if let Some(sequence) = recorded.or(self.sequence) {
            // Nobody listening is no failure.
            let _ = self.changes.send(Change { scope, sequence });
        }
        Ok(())
    }
}
