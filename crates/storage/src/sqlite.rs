//! What is true of SQLite alone: one file, one writer, many readers; and how it reads lists.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use domain::apparatus::{Hold, Item};
use domain::catalogue::SchoolPractical;
use domain::requisition::{Occasion, Requisition};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Connection as _, SqliteConnection, SqlitePool};
use tokio::sync::Mutex;

use crate::columns::{select, statements};
use crate::error::StorageError;
use crate::kit_list::KitList;
use crate::log::Log;
use crate::occasion::booked;
use crate::writer::Writer;

/// Readers that may read at once.
const READERS: u32 = 8;
/// How long somebody may wait for a connection before the answer is “too busy”.
pub(crate) const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// The connections to one file.
#[derive(Clone, Debug)]
pub(crate) struct SqlitePools {
    /// Many may read.
    pub readers: SqlitePool,
    /// One may write, each in turn.
    pub writer: Arc<Mutex<Writer>>,
    /// Where what was written is until it is moved into the file.
    pub log: Arc<Log>,
}

/// Opens the file; creates it only where `create` says so.
pub(crate) async fn open(path: &Path, create: bool) -> Result<SqlitePools, StorageError> {
    if !create && !path.is_file() {
        return Err(StorageError::Address(format!(
            "there is no database at {}; `trolley migrate --database {}` makes one",
            path.display(),
            path.display()
        )));
    }
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(create)
        .journal_mode(SqliteJournalMode::Wal)
        // A unit waits for the disk itself, once the next may write: see [`Log`].
        .synchronous(SqliteSynchronous::Normal)
        .foreign_keys(true)
        .busy_timeout(LONGEST_WAIT)
        .statement_cache_capacity(400)
        .row_buffer_size(2_000)
        // Changes are moved from the log into the file after this many pages: seldom, since what changes most is
        // then moved once for many changes.
        .pragma("wal_autocheckpoint", "4000")
        .pragma("mmap_size", "268435456")
        .pragma("cache_size", "-16000");
    let connection = SqliteConnection::connect_with(&options).await?;
    let writer = Arc::new(Mutex::new(Writer::new(connection)));
    // Where the path is a link, the log lies beside what it leads to.
    let file = path.canonicalize().map_err(sqlx::Error::Io)?;
    let readers = SqlitePoolOptions::new()
        .max_connections(READERS)
        // A file does not hang up: asking each time whether the connection lives costs as much as a query.
        .test_before_acquire(false)
        .acquire_timeout(LONGEST_WAIT)
        .connect_with(options)
        .await?;
    Ok(SqlitePools { readers, writer, log: Arc::new(Log::beside(&file)) })
}

/// One of the texts of a JSON list.
macro_rules! any_of {
    ($place:literal) => {
        concat!("(select value from json_each(", $place, "))")
    };
}

statements! { "sqlite";
    /// Whether there is a schema of ours.
    HAS_SCHEMA: [Integer] = "select count(*) from sqlite_master where type = 'table' and name = '_sqlx_migrations'";
    /// These items, in the order of their identifiers.
    ITEMS: Item = select!(Item, concat!("from item where school_id = $1 and id in ", any_of!("$2"), " order by id"));
    /// What is held of these items within a time.
    HOLDS_OF_ITEMS: Hold = select!(Hold, concat!("from hold
        where school_id = $1 and item_id in ", any_of!("$2"), " and until_at > $3 and from_at < $4
        order by item_id, from_at, requisition_id"));
    /// These requisitions.
    REQUISITIONS: (Requisition, Occasion, KitList) = select!((Requisition, Occasion, KitList), concat!(booked!(),
        "where requisition.school_id = $1 and id in ", any_of!("$2")));
    /// Those of these lessons that something is asked for.
    LESSONS_ASKED_FOR: [Text] = concat!("select distinct lesson_id from occasion cross join requisition
        on requisition.school_id = occasion.school_id and requisition.id = occasion.requisition_id
        where +occasion.school_id = $1 and lesson_id in ", any_of!("$2"), "
        and state in ('draft', 'submitted', 'queried', 'accepted', 'prepared', 'delivered', 'collected')");
    /// What can stand in for these items.
    ALTERNATIVES_OF: [Text, Text] = concat!("select item_id, alternative_id from item_alternative
        where school_id = $1 and item_id in ", any_of!("$2"), " order by item_id, alternative_id");
    /// These practicals.
    PRACTICALS: SchoolPractical = select!(SchoolPractical,
        concat!("from practical where school_id = $1 and id in ", any_of!("$2")));
    /// Adds all that a requisition holds: a JSON list of item, number, beginning, end, and when it was
    /// moved where not all was free.
    ADD_HOLDS = "insert into hold (school_id, requisition_id, place, item_id, quantity, from_at, until_at, moved_at)
        select $1, $2, 0, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 from json_each($3)";
}
