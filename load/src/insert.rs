//! The plain insert: one row a time, each on the disk before the next, which is the least that keeping
//! anything costs. What a requisition costs is told as a share of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use futures_util::future::try_join_all;
use sqlx::postgres::PgPoolOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{PgPool, SqlitePool};
use storage::Address;
use testing::Database;

use crate::failure::Failure;
use crate::measure::{Figures, Found, Span, figures};

/// Connections to PostgreSQL; as many as insert at once.
const CONNECTIONS: u32 = 8;
/// How long an insert may wait for its connection, as in the program.
const LONGEST_WAIT: Duration = Duration::from_secs(10);
/// The one table, in both databases.
const TABLE: &str = "create table plain_insert (number bigint not null primary key, words text not null)";
const INSERT: &str = "insert into plain_insert (number, words) values ($1, $2)";
/// As long as what a small row of the program holds.
const WORDS: &str =
    "Fifteen springs for the last lesson, had fourteen back, and found the other one in a coat.";
/// What could not be done, where it could not.
const DEED: &str = "insert a row";

/// A pool like the program's own, over a database that holds nothing but the rows that are inserted.
#[derive(Debug)]
pub struct PlainInsert {
    pool: Pool,
    /// Rows so far.
    rows: Arc<AtomicI64>,
}

#[derive(Clone, Debug)]
enum Pool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

impl PlainInsert {
    /// Makes the table in an empty database.
    pub async fn open(database: &Database) -> Result<Self, Failure> {
        let pool = match &database.address {
            // As in `crates/storage/src/sqlite.rs`: one writer, and a commit is on the disk.
            Address::Sqlite(file) => {
                let options = SqliteConnectOptions::new()
                    .filename(file)
                    .create_if_missing(true)
                    .journal_mode(SqliteJournalMode::Wal)
                    .synchronous(SqliteSynchronous::Full)
                    .busy_timeout(LONGEST_WAIT)
                    .pragma("mmap_size", "268435456")
                    .pragma("cache_size", "-16000");
                let writer = SqlitePoolOptions::new().max_connections(1).acquire_timeout(LONGEST_WAIT);
                Pool::Sqlite(writer.connect_with(options).await.map_err(Failure::of(DEED))?)
            }
            Address::Postgres(url) => {
                let pool = PgPoolOptions::new()
                    .max_connections(CONNECTIONS)
                    .acquire_timeout(LONGEST_WAIT)
                    .test_before_acquire(false);
                Pool::Postgres(pool.connect(url).await.map_err(Failure::of(DEED))?)
            }
        };
        match &pool {
            Pool::Sqlite(pool) => sqlx::query(TABLE).execute(pool).await.map(drop),
            Pool::Postgres(pool) => sqlx::query(TABLE).execute(pool).await.map(drop),
        }
        .map_err(Failure::of(DEED))?;
        Ok(Self { pool, rows: Arc::default() })
    }

    /// So many insert at once, one row after another.
    pub async fn measure(&self, at_once: usize, span: Span) -> Result<Figures, Failure> {
        let begin = Instant::now() + span.warm_up;
        let tasks = (0..at_once).map(|_| {
            let task =
                tokio::spawn(insert(self.pool.clone(), Arc::clone(&self.rows), begin, begin + span.counted));
            async move { task.await.map_err(Failure::of(DEED))? }
        });
        figures(try_join_all(tasks).await?, span.counted)
    }

    /// Lets go of the database.
    pub async fn close(self) {
        match self.pool {
            Pool::Sqlite(pool) => pool.close().await,
            Pool::Postgres(pool) => pool.close().await,
        }
    }
}

async fn insert(pool: Pool, rows: Arc<AtomicI64>, begin: Instant, end: Instant) -> Result<Found, Failure> {
    let mut found = Found::default();
    loop {
        let asked = Instant::now();
        if asked >= end {
            return Ok(found);
        }
        pool.insert(rows.fetch_add(1, Ordering::Relaxed)).await?;
        if asked >= begin {
            found.note(asked.elapsed(), 0);
        }
    }
}

impl Pool {
    async fn insert(&self, number: i64) -> Result<(), Failure> {
        match self {
            Self::Sqlite(pool) => sqlx::query(INSERT).bind(number).bind(WORDS).execute(pool).await.map(drop),
            Self::Postgres(pool) => {
                sqlx::query(INSERT).bind(number).bind(WORDS).execute(pool).await.map(drop)
            }
        }
        .map_err(Failure::of(DEED))
    }
}
