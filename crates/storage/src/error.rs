//! What can go wrong with the database.

/// A failure of the database, or of what it holds.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// The address is not one this program understands, or looks mistaken.
    #[error("{0}")]
    Address(String),
    /// Every connection is busy, and the wait for one was long enough.
    #[error("the database is too busy to answer")]
    Busy,
    /// The database could not be reached or refused a statement.
    #[error("the database failed: {0}")]
    Database(#[source] sqlx::Error),
    /// The schema could not be brought up to date.
    #[error("the schema could not be made: {0}")]
    Migration(#[source] sqlx::migrate::MigrateError),
    /// The database has a schema that this program does not know.
    #[error(
        "this database was made by a newer Trolley (its schema is {found}, this program knows {known}); run the newer program"
    )]
    Newer {
        /// The database's schema.
        found: i64,
        /// The newest schema this program knows.
        known: i64,
    },
    /// The database has an older schema, or none.
    #[error(
        "this database has no Trolley schema of this version yet; run `trolley migrate --database …` first"
    )]
    NotMigrated,
    /// A row holds something that cannot be.
    #[error("the column {column} of a {table} holds “{value}”, which cannot be")]
    Inconsistent {
        /// What was being read.
        table: &'static str,
        /// The column's name.
        column: String,
        /// What stands there.
        value: String,
    },
    /// A change touched another number of rows than it must.
    #[error("a change to {table} touched {touched} rows where {expected} were expected")]
    RowsTouched {
        /// What was being changed.
        table: &'static str,
        /// Rows touched.
        touched: u64,
        /// Rows expected.
        expected: u64,
    },
    /// Something could not be written down as text.
    #[error("something could not be written down: {0}")]
    Encoding(#[from] serde_json::Error),
    /// A name that must be unique is taken.
    #[error("that {0} is taken")]
    Taken(&'static str),
}

impl From<sqlx::Error> for StorageError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => Self::Busy,
            other => Self::Database(other),
        }
    }
}

impl StorageError {
    /// Whether the database refused a row because one like it is there already.
    pub fn is_duplicate(&self) -> bool {
        let Self::Database(sqlx::Error::Database(error)) = self else { return false };
        error.is_unique_violation()
    }

    /// Whether trying again later may help.
    pub fn is_busy(&self) -> bool {
        match self {
            Self::Busy | Self::Database(sqlx::Error::Io(_)) => true,
            Self::Database(sqlx::Error::Database(error)) => {
                error.code().is_some_and(|code| matches!(code.as_ref(), "5" | "53300" | "57P03"))
            }
            _ => false,
        }
    }
}
