//! What is true of PostgreSQL alone: row locks, and word to other processes.

use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection as _, PgPool};

use crate::connection::statements;
use crate::error::StorageError;

/// Connections that one process may hold.
const CONNECTIONS: u32 = 24;
/// How long somebody may wait for a connection before the answer is “too busy”.
const LONGEST_WAIT: Duration = Duration::from_secs(10);
/// A connection that rested this long is asked whether it still lives before it is used; asking each time
/// costs as much as a query.
const DOUBTED_AFTER: Duration = Duration::from_secs(5);
/// The channel on which processes tell one another of a commit.
pub(crate) const CHANNEL: &str = "trolley";

/// Opens the database at `url`.
pub(crate) async fn open(url: &str) -> Result<PgPool, StorageError> {
    let options: PgConnectOptions = url
        .parse()
        .map_err(|error| StorageError::Address(format!("that is not a PostgreSQL address: {error}")))?;
    let pool = PgPoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(LONGEST_WAIT)
        .test_before_acquire(false)
        .before_acquire(|connection, rested| {
            Box::pin(async move {
                if rested.idle_for >= DOUBTED_AFTER {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
        .connect_with(options.application_name("trolley").statement_cache_capacity(400))
        .await?;
    Ok(pool)
}

statements! { "row lock";
    /// Locks one item until the unit ends; called in the order of the items' identifiers.
    LOCK_ITEM: [Nothing] = "select 1 from item where school_id = $1 and id = $2 for update";
    /// Locks one requisition until the unit ends.
    LOCK_REQUISITION: [Nothing] = "select 1 from requisition where school_id = $1 and id = $2 for update";
    /// Locks the school until the unit ends, for what must happen one at a time in a school.
    LOCK_SCHOOL: [Nothing] = "select 1 from school where id = $1 for update";
    /// Locks one chat until the unit ends.
    LOCK_CHAT: [Nothing] = "select 1 from chat where network_id = $1 and id = $2 for update";
    /// Locks the network until the unit ends.
    LOCK_NETWORK: [Nothing] = "select 1 from network where id = $1 for update";
    /// Holds back whoever sends the same form until the unit ends.
    LOCK_FORM: [Nothing] = "select 1 from (select pg_advisory_xact_lock(hashtextextended($1, 0))) as waited";
    /// Tells the other processes, when the unit commits.
    TELL: [Nothing] = "select pg_notify('trolley', $1)";
    /// Whether there is a schema of ours.
    HAS_SCHEMA: [Integer] = "select count(*) from information_schema.tables
        where table_schema = current_schema() and table_name = '_sqlx_migrations'";
}
