//! One way to run a statement on either database. The statements themselves are written once, in the
//! dialect both understand; only how a connection is opened, begun and listened to differs.

use std::fmt::Display;
use std::str::FromStr;

use domain::Instant;
use jiff::civil::Date;
use serde::de::DeserializeOwned;
use sqlx::{Postgres, Row as _, Sqlite, Transaction};

use crate::error::StorageError;

/// A statement that both databases understand.
#[derive(Clone, Copy, Debug)]
pub struct Statement {
    /// What it reads or changes, for messages.
    pub table: &'static str,
    /// The SQL.
    pub sql: &'static str,
}

/// Declares the statements of a noun, and the list of them that the contract suite prepares.
macro_rules! statements {
    ($table:literal; $($name:ident = $sql:expr;)*) => {
        $(pub(crate) const $name: $crate::connection::Statement =
            $crate::connection::Statement { table: $table, sql: $sql };)*

        pub(crate) const STATEMENTS: &[$crate::connection::Statement] = &[$($name),*];
    };
}
pub(crate) use statements;

/// A value bound to a statement.
#[derive(Clone, Debug)]
pub enum Value {
    /// Text.
    Text(Option<String>),
    /// A whole number.
    Integer(Option<i64>),
    /// Yes or no.
    Flag(bool),
}

macro_rules! value_from_display {
    ($($kind:ty),*) => {$(
        impl From<$kind> for Value {
            fn from(value: $kind) -> Self {
                Self::Text(Some(value.to_string()))
            }
        }

        impl From<Option<$kind>> for Value {
            fn from(value: Option<$kind>) -> Self {
                Self::Text(value.map(|value| value.to_string()))
            }
        }
    )*};
}

value_from_display!(
    &str,
    &String,
    Date,
    domain::id::SchoolId,
    domain::id::AccountId,
    domain::id::StaffId,
    domain::id::SessionId,
    domain::id::InvitationId,
    domain::id::TimetableId,
    domain::id::MeetingId,
    domain::id::LessonId,
    domain::id::PracticalId,
    domain::id::ItemId,
    domain::id::RequisitionId,
    domain::id::EventId,
    domain::id::NetworkId,
    domain::id::CodeId,
    domain::id::TopicId,
    domain::id::ChatId,
    domain::id::MessageId,
    domain::id::ReportId,
    domain::id::ListItemId,
    domain::id::IdeaId,
    domain::id::NoteId
);

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(Some(value))
    }
}

impl From<Option<String>> for Value {
    fn from(value: Option<String>) -> Self {
        Self::Text(value)
    }
}

impl From<Instant> for Value {
    fn from(value: Instant) -> Self {
        Self::Integer(Some(value.0))
    }
}

impl From<Option<Instant>> for Value {
    fn from(value: Option<Instant>) -> Self {
        Self::Integer(value.map(|instant| instant.0))
    }
}

macro_rules! value_from_integer {
    ($($kind:ty),*) => {$(
        impl From<$kind> for Value {
            fn from(value: $kind) -> Self {
                Self::Integer(Some(i64::from(value)))
            }
        }

        impl From<Option<$kind>> for Value {
            fn from(value: Option<$kind>) -> Self {
                Self::Integer(value.map(i64::from))
            }
        }
    )*};
}

value_from_integer!(i64, u32, u16, u8);

impl From<usize> for Value {
    fn from(value: usize) -> Self {
        // Places in lists: far below 2⁶³.
        Self::Integer(i64::try_from(value).ok())
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Flag(value)
    }
}

/// The values of a statement, in order.
macro_rules! values {
    ($($value:expr),* $(,)?) => { vec![$($crate::connection::Value::from($value)),*] };
}
pub(crate) use values;

/// A connection to either database, reading or in a unit of work.
pub(crate) enum Connection {
    SqliteRead(sqlx::pool::PoolConnection<Sqlite>),
    SqliteUnit(Transaction<'static, Sqlite>),
    PostgresRead(sqlx::pool::PoolConnection<Postgres>),
    PostgresUnit(Transaction<'static, Postgres>),
}

macro_rules! bound {
    ($sql:expr, $values:expr) => {{
        let mut query = sqlx::query($sql);
        for value in $values {
            query = match value {
                Value::Text(text) => query.bind(text),
                Value::Integer(integer) => query.bind(integer),
                Value::Flag(flag) => query.bind(flag),
            };
        }
        query
    }};
}

macro_rules! on_either {
    ($connection:expr, |$link:ident| $sqlite:expr, $postgres:expr) => {
        match $connection {
            Connection::SqliteRead(connection) => {
                let $link = &mut **connection;
                $sqlite
            }
            Connection::SqliteUnit(transaction) => {
                let $link = &mut **transaction;
                $sqlite
            }
            Connection::PostgresRead(connection) => {
                let $link = &mut **connection;
                $postgres
            }
            Connection::PostgresUnit(transaction) => {
                let $link = &mut **transaction;
                $postgres
            }
        }
    };
}

impl Connection {
    /// All rows of a statement, each turned into a `T`.
    pub async fn all<T>(
        &mut self,
        statement: Statement,
        values: Vec<Value>,
        mut read: impl FnMut(&mut Fields<'_>) -> Result<T, StorageError>,
    ) -> Result<Vec<T>, StorageError> {
        let mut found = Vec::new();
        on_either!(
            self,
            |link| {
                for row in bound!(statement.sql, values).fetch_all(link).await? {
                    found.push(read(&mut Fields::new(statement, Row::Sqlite(&row)))?);
                }
            },
            {
                for row in bound!(statement.sql, values).fetch_all(link).await? {
                    found.push(read(&mut Fields::new(statement, Row::Postgres(&row)))?);
                }
            }
        );
        Ok(found)
    }

    /// The first row of a statement, if there is one.
    pub async fn one<T>(
        &mut self,
        statement: Statement,
        values: Vec<Value>,
        read: impl FnOnce(&mut Fields<'_>) -> Result<T, StorageError>,
    ) -> Result<Option<T>, StorageError> {
        on_either!(
            self,
            |link| match bound!(statement.sql, values).fetch_optional(link).await? {
                Some(row) => read(&mut Fields::new(statement, Row::Sqlite(&row))).map(Some),
                None => Ok(None),
            },
            match bound!(statement.sql, values).fetch_optional(link).await? {
                Some(row) => read(&mut Fields::new(statement, Row::Postgres(&row))).map(Some),
                None => Ok(None),
            }
        )
    }

    /// Runs a statement and says how many rows it touched.
    pub async fn run(&mut self, statement: Statement, values: Vec<Value>) -> Result<u64, StorageError> {
        Ok(on_either!(
            self,
            |link| bound!(statement.sql, values).execute(link).await?.rows_affected(),
            bound!(statement.sql, values).execute(link).await?.rows_affected()
        ))
    }

    /// Runs a statement that must touch exactly one row.
    pub async fn run_one(&mut self, statement: Statement, values: Vec<Value>) -> Result<(), StorageError> {
        let touched = self.run(statement, values).await?;
        if touched == 1 {
            return Ok(());
        }
        Err(StorageError::RowsTouched { table: statement.table, touched, expected: 1 })
    }

    /// Keeps what a unit did; nothing to keep where it only read.
    pub async fn commit(self) -> Result<(), StorageError> {
        match self {
            Self::SqliteUnit(transaction) => transaction.commit().await?,
            Self::PostgresUnit(transaction) => transaction.commit().await?,
            Self::SqliteRead(_) | Self::PostgresRead(_) => {}
        }
        Ok(())
    }

    /// Whether this is PostgreSQL, for the few files that differ.
    pub fn is_postgres(&self) -> bool {
        matches!(self, Self::PostgresRead(_) | Self::PostgresUnit(_))
    }

    /// Asks the database to understand a statement without running it.
    pub async fn prepare(&mut self, statement: Statement) -> Result<(), StorageError> {
        use sqlx::Executor as _;
        use sqlx::SqlSafeStr as _;
        let sql = statement.sql.into_sql_str();
        on_either!(
            self,
            |link| {
                link.prepare(sql).await?;
            },
            {
                link.prepare(sql).await?;
            }
        );
        Ok(())
    }
}

/// A row of either database.
enum Row<'r> {
    Sqlite(&'r sqlx::sqlite::SqliteRow),
    Postgres(&'r sqlx::postgres::PgRow),
}

/// The columns of a row, read one after another in the order of the statement.
pub(crate) struct Fields<'r> {
    statement: Statement,
    row: Row<'r>,
    next: usize,
}

macro_rules! next_as {
    ($fields:expr, $kind:ty) => {{
        let column = $fields.next;
        $fields.next += 1;
        match &$fields.row {
            Row::Sqlite(row) => row.try_get::<$kind, _>(column)?,
            Row::Postgres(row) => row.try_get::<$kind, _>(column)?,
        }
    }};
}

impl<'r> Fields<'r> {
    fn new(statement: Statement, row: Row<'r>) -> Self {
        Self { statement, row, next: 0 }
    }

    pub fn text(&mut self) -> Result<String, StorageError> {
        Ok(next_as!(self, String))
    }

    pub fn text_or_none(&mut self) -> Result<Option<String>, StorageError> {
        Ok(next_as!(self, Option<String>))
    }

    pub fn integer(&mut self) -> Result<i64, StorageError> {
        Ok(next_as!(self, i64))
    }

    pub fn integer_or_none(&mut self) -> Result<Option<i64>, StorageError> {
        Ok(next_as!(self, Option<i64>))
    }

    pub fn flag(&mut self) -> Result<bool, StorageError> {
        Ok(next_as!(self, bool))
    }

    pub fn instant(&mut self) -> Result<Instant, StorageError> {
        self.integer().map(Instant)
    }

    pub fn instant_or_none(&mut self) -> Result<Option<Instant>, StorageError> {
        Ok(self.integer_or_none()?.map(Instant))
    }

    /// An integer that must fit a smaller type.
    pub fn number<T: TryFrom<i64>>(&mut self) -> Result<T, StorageError> {
        let integer = self.integer()?;
        T::try_from(integer).map_err(|_| self.cannot_be(&integer))
    }

    pub fn number_or_none<T: TryFrom<i64>>(&mut self) -> Result<Option<T>, StorageError> {
        let Some(integer) = self.integer_or_none()? else { return Ok(None) };
        T::try_from(integer).map(Some).map_err(|_| self.cannot_be(&integer))
    }

    /// Text that must read as a `T`: identifiers, dates, states.
    pub fn parsed<T: FromStr>(&mut self) -> Result<T, StorageError> {
        let text = self.text()?;
        text.parse().map_err(|_| self.cannot_be(&text))
    }

    pub fn parsed_or_none<T: FromStr>(&mut self) -> Result<Option<T>, StorageError> {
        let Some(text) = self.text_or_none()? else { return Ok(None) };
        text.parse().map(Some).map_err(|_| self.cannot_be(&text))
    }

    pub fn json<T: DeserializeOwned>(&mut self) -> Result<T, StorageError> {
        let text = self.text()?;
        serde_json::from_str(&text).map_err(|_| self.cannot_be(&text))
    }

    pub fn json_or_none<T: DeserializeOwned>(&mut self) -> Result<Option<T>, StorageError> {
        let Some(text) = self.text_or_none()? else { return Ok(None) };
        serde_json::from_str(&text).map(Some).map_err(|_| self.cannot_be(&text))
    }

    fn cannot_be(&self, value: &impl Display) -> StorageError {
        StorageError::Inconsistent {
            table: self.statement.table,
            column: self.next.saturating_sub(1),
            value: value.to_string(),
        }
    }
}
