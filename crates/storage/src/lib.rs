//! What is kept, in SQLite or PostgreSQL. The only room that knows SQL, and it knows no rule.
//!
//! Everything of a school or a network is read through a [`Reading`] and changed through a [`Writing`], and
//! both carry the school or network: there is no call without a scope. Accounts and sessions stand outside, behind the
//! [`Door`]. A statement is written once, in the dialect that both databases understand; what truly
//! differs stands in `sqlite.rs` and `postgres.rs`.

#![expect(
    clippy::redundant_closure_for_method_calls,
    reason = "a method of a type with a lifetime is not general enough to stand for the closure"
)]

mod address;
pub mod almanac;
pub mod apparatus;
pub mod calendar;
pub mod catalogue;
pub mod chat;
mod columns;
mod connection;
pub mod count;
pub mod door;
pub mod entered;
mod entry;
pub mod erasure;
mod error;
pub mod event;
pub mod exception;
pub mod idea;
mod kit_list;
pub mod list_item;
mod listen;
mod log;
pub mod message;
pub mod network;
mod occasion;
pub mod people;
mod postgres;
pub mod practical_note;
pub mod requisition;
pub mod revision;
mod schema;
pub mod school;
mod scope;
pub mod source;
mod sqlite;
pub mod ties;
pub mod time_change;
pub mod timetable;
pub mod topic;
mod unit;
mod writer;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sqlx::PgPool;
use tokio::sync::broadcast;

pub use address::Address;
pub use door::{Door, DoorUnit};
pub use error::StorageError;
pub use scope::{Rows, Scope, ScopeId};
pub use unit::{NetworkReading, NetworkWriting, Reading, Writing};

use connection::{Connection, Link, Statement};
use sqlite::SqlitePools;
use writer::SqliteUnit;

/// Changes that an open page may lag behind before it is told to look at everything again.
const CHANGES_KEPT: usize = 1_024;

/// Word that the history of a school or a network has grown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Whose history.
    pub scope: ScopeId,
    /// Its newest entry.
    pub sequence: i64,
}

#[derive(Clone, Debug)]
enum Pools {
    Sqlite(SqlitePools),
    Postgres(PgPool),
}

/// An open database.
#[derive(Clone, Debug)]
pub struct Storage {
    pools: Pools,
    changes: Arc<broadcast::Sender<Change>>,
    statements_run: Arc<AtomicU64>,
}

impl Storage {
    /// Opens a database whose schema is this program's; creates nothing.
    pub async fn open(address: &Address) -> Result<Self, StorageError> {
        let storage = Self::connect(address, false).await?;
        storage.check_schema().await?;
        Ok(storage)
    }

    /// Opens a database and brings its schema up to date; creates the file where there is none.
    pub async fn migrate(address: &Address) -> Result<Self, StorageError> {
        let storage = Self::connect(address, true).await?;
        storage.bring_up_to_date().await?;
        Ok(storage)
    }

    async fn connect(address: &Address, create: bool) -> Result<Self, StorageError> {
        let pools = match address {
            Address::Sqlite(path) => Pools::Sqlite(sqlite::open(path, create).await?),
            Address::Postgres(url) => Pools::Postgres(postgres::open(url).await?),
        };
        Ok(Self {
            pools,
            changes: Arc::new(broadcast::Sender::new(CHANGES_KEPT)),
            statements_run: Arc::default(),
        })
    }

    /// Reads what belongs to a school or a network.
    pub async fn read<S: Scope>(&self, scope: S) -> Result<Reading<S>, StorageError> {
        Ok(Reading::new(self.reader().await?, scope))
    }

    /// Begins a unit of work on what belongs to a school or a network. Dropping it undoes everything.
    pub async fn write<S: Scope>(&self, scope: S) -> Result<Writing<S>, StorageError> {
        Ok(Writing::new(self.begin().await?, scope, Arc::clone(&self.changes)))
    }

    /// Reads what stands outside every scope: accounts and sessions.
    pub async fn door(&self) -> Result<Door, StorageError> {
        Ok(Door::new(self.reader().await?))
    }

    /// Begins a unit of work on what stands outside every scope.
    pub async fn open_door(&self) -> Result<DoorUnit, StorageError> {
        Ok(DoorUnit::new(self.begin().await?))
    }

    /// Word of every commit that made history, in this process and in others.
    pub fn changes(&self) -> broadcast::Receiver<Change> {
        self.changes.subscribe()
    }

    /// Whether the database answers.
    pub async fn is_well(&self) -> Result<(), StorageError> {
        self.door().await?.look().await
    }

    /// Closes every connection; SQLite then folds its log back into the one file.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite(pools) => {
                pools.readers.close().await;
                if let Err(error) = pools.writer.lock().await.close().await {
                    tracing::warn!(%error, "the database was not closed in order; it is whole all the same");
                }
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }

    /// How many statements this opening of the database has run, beginnings and ends of units included.
    pub fn statements_run(&self) -> u64 {
        self.statements_run.load(Ordering::Relaxed)
    }

    async fn reader(&self) -> Result<Connection, StorageError> {
        let link = match &self.pools {
            Pools::Sqlite(pools) => Link::SqliteRead(pools.readers.acquire().await?),
            Pools::Postgres(pool) => Link::PostgresRead(pool.acquire().await?),
        };
        Ok(Connection::new(link, Arc::clone(&self.statements_run)))
    }

    async fn begin(&self) -> Result<Connection, StorageError> {
        let link = match &self.pools {
            Pools::Sqlite(pools) => {
                Link::SqliteUnit(SqliteUnit::in_turn(&pools.writer, &pools.log, sqlite::LONGEST_WAIT).await?)
            }
            Pools::Postgres(pool) => Link::PostgresUnit(pool.begin().await?),
        };
        Ok(Connection::new(link, Arc::clone(&self.statements_run)))
    }

    /// Where the database understands a statement of this room otherwise than the code uses it: another
    /// number of values to bind, other columns to read; empty where nowhere. The contract suite asks both.
    pub async fn statement_faults(&self) -> Result<Vec<String>, StorageError> {
        let mut connection = self.reader().await?;
        let mut faults = Vec::new();
        for statement in self.statements() {
            match connection.prepare(statement).await {
                Ok(understood) => faults.extend(understood.faults(&statement)),
                Err(error) => faults.push(format!("{statement} is not understood: {error}")),
            }
        }
        Ok(faults)
    }

    /// The files of this room whose statements [`Self::statement_faults`] knows, on whichever database.
    pub fn files_with_statements() -> impl Iterator<Item = &'static str> {
        let everywhere = SHARED.iter().copied().chain([sqlite::STATEMENTS, postgres::STATEMENTS]);
        everywhere.flatten().filter_map(|statement| statement.module.rsplit("::").next())
    }

    /// How SQLite would run each statement: its name, and the steps that it says. The contract suite reads them, since
    /// a database of a test is too small to be slow.
    pub async fn plans(&self) -> Result<Vec<(String, Vec<String>)>, StorageError> {
        let mut connection = self.reader().await?;
        let mut plans = Vec::new();
        for statement in self.statements() {
            plans.push((statement.to_string(), connection.plan(statement).await?));
        }
        Ok(plans)
    }

    fn statements(&self) -> Vec<Statement> {
        let mut all = SHARED.concat();
        all.extend_from_slice(match self.pools {
            Pools::Sqlite(_) => sqlite::STATEMENTS,
            Pools::Postgres(_) => postgres::STATEMENTS,
        });
        all
    }
}

/// The statements that both databases understand.
const SHARED: &[&[Statement]] = &[
    almanac::STATEMENTS,
    apparatus::STATEMENTS,
    calendar::STATEMENTS,
    catalogue::STATEMENTS,
    chat::STATEMENTS,
    count::STATEMENTS,
    door::STATEMENTS,
    entered::STATEMENTS,
    erasure::STATEMENTS,
    event::STATEMENTS,
    exception::STATEMENTS,
    idea::STATEMENTS,
    kit_list::STATEMENTS,
    list_item::STATEMENTS,
    listen::STATEMENTS,
    message::STATEMENTS,
    network::STATEMENTS,
    people::STATEMENTS,
    practical_note::STATEMENTS,
    requisition::STATEMENTS,
    revision::STATEMENTS,
    schema::STATEMENTS,
    school::STATEMENTS,
    source::STATEMENTS,
    ties::STATEMENTS,
    time_change::STATEMENTS,
    timetable::STATEMENTS,
    topic::STATEMENTS,
];
