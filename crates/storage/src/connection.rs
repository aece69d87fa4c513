//! One way to run a statement on either database. The statements themselves are written once, in the
//! dialect both understand; only how a connection is opened, begun and listened to differs.

use std::borrow::Cow;
use std::fmt::Display;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use domain::Instant;
use jiff::civil::Date;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use sqlx::{AssertSqlSafe, Column as _, Postgres, Row as _, SqlSafeStr as _, SqlStr, Sqlite, Transaction};

use crate::error::StorageError;
use crate::writer::{BEGIN, COMMIT, SqliteUnit};

/// How a column of a statement is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reads {
    /// As text.
    Text,
    /// As a whole number.
    Integer,
    /// As yes or no.
    Flag,
    /// Not at all: only whether there is a row matters.
    Nothing,
}

/// A statement, and what the code binds to it and reads of it.
#[derive(Clone, Copy, Debug)]
pub struct Statement {
    /// The file that declares it.
    pub(crate) module: &'static str,
    /// Its name there.
    pub(crate) name: &'static str,
    /// What it reads or changes, for messages.
    pub(crate) table: &'static str,
    /// The SQL.
    pub(crate) sql: &'static str,
    /// How many values are bound to it: as many as it has places.
    pub(crate) parameters: usize,
    /// How its columns are read, in order.
    pub(crate) reads: &'static [Reads],
}

impl Statement {
    /// The same list as one text of JSON, for SQLite: its driver hands over every row by waking a thread, which costs
    /// many times what finding the row does. Nothing where it is no plain list.
    pub(crate) fn gathered(&self) -> Option<String> {
        if !self.sql.starts_with("select ") || self.reads.is_empty() {
            return None;
        }
        let names = (0..self.reads.len()).map(|place| format!("c{place}")).collect::<Vec<_>>().join(", ");
        Some(format!(
            "with gathered ({names}) as materialized ({}) select json_group_array(json_array({names})) from gathered",
            self.sql
        ))
    }
}

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
    domain::requisition::Tie,
    domain::id::SchoolId,
    domain::id::AccountId,
    domain::id::StaffId,
    domain::id::SessionId,
    domain::id::InvitationId,
    domain::id::TimetableId,
    domain::id::MeetingId,
    domain::id::TimeChangeId,
    domain::id::ExceptionId,
    domain::id::SiteId,
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
pub(crate) struct Connection {
    link: Link,
    statements_run: Arc<AtomicU64>,
    /// What is to be added, once something else is asked or the unit is kept.
    later: Vec<(&'static str, Vec<Value>)>,
}

/// What a connection speaks to.
pub(crate) enum Link {
    SqliteRead(sqlx::pool::PoolConnection<Sqlite>),
    SqliteUnit(SqliteUnit),
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
        match &mut $connection.link {
            Link::SqliteRead(connection) => {
                let $link = &mut **connection;
                $sqlite
            }
            Link::SqliteUnit(unit) => {
                let $link = unit.connection()?;
                $sqlite
            }
            Link::PostgresRead(connection) => {
                let $link = &mut **connection;
                $postgres
            }
            Link::PostgresUnit(transaction) => {
                let $link = &mut **transaction;
                $postgres
            }
        }
    };
}

impl Connection {
    /// A connection that counts what is run on it in `statements_run`. A unit's beginning counts too, where it is a
    /// statement of its own; SQLite's goes with the first.
    pub fn new(link: Link, statements_run: Arc<AtomicU64>) -> Self {
        let mut later = Vec::new();
        match link {
            Link::SqliteUnit(_) => later.push((BEGIN, Vec::new())),
            Link::PostgresUnit(_) => drop(statements_run.fetch_add(1, Ordering::Relaxed)),
            Link::SqliteRead(_) | Link::PostgresRead(_) => {}
        }
        Self { link, statements_run, later }
    }

    /// Adds rows when the next statement runs, or when the unit is kept: several such, and what records the unit
    /// in history, go to the database together. Only for what adds and cannot add less than it says; what is wrong
    /// with it is said then.
    pub fn later(&mut self, statement: Statement, values: Vec<Value>) {
        debug_assert_eq!(values.len(), statement.parameters, "values bound to {statement}");
        self.later.push((statement.sql, values));
    }

    /// Adds what was to be added later.
    async fn settle(&mut self) -> Result<(), StorageError> {
        let Some((last, values)) = self.later.pop() else { return Ok(()) };
        let (sql, values) = self.together(last.into(), values);
        self.count();
        on_either!(
            self,
            |link| bound!(sql, values).execute(link).await.map(|_| ())?,
            bound!(sql, values).execute(link).await.map(|_| ())?
        );
        Ok(())
    }

    /// What was to be added later and a last statement, as one text with its values.
    fn together(&mut self, last: Cow<'static, str>, mut values: Vec<Value>) -> (SqlStr, Vec<Value>) {
        if self.later.is_empty() {
            let sql = match last {
                Cow::Borrowed(sql) => sql.into_sql_str(),
                Cow::Owned(sql) => AssertSqlSafe(sql).into_sql_str(),
            };
            return (sql, values);
        }
        let mut bound = Vec::new();
        let mut texts = Vec::new();
        for (sql, values) in self.later.drain(..) {
            texts.push(shifted(sql, bound.len()));
            bound.extend(values);
        }
        let last = shifted(&last, bound.len());
        bound.append(&mut values);
        let sql =
            if self.is_postgres() { in_one(&texts, &last) } else { [texts, vec![last]].concat().join("; ") };
        (AssertSqlSafe(sql).into_sql_str(), bound)
    }

    /// The row of a statement that reads nothing of what is to be added later, which is added with it.
    pub async fn one_with_later<T>(
        &mut self,
        statement: Statement,
        values: Vec<Value>,
        read: impl FnOnce(&mut Fields<'_>) -> Result<T, StorageError>,
    ) -> Result<Option<T>, StorageError> {
        debug_assert_eq!(values.len(), statement.parameters, "values bound to {statement}");
        let (sql, values) = self.together(statement.sql.into(), values);
        self.count();
        on_either!(
            self,
            |link| match bound!(sql, values).fetch_optional(link).await? {
                Some(row) => Fields::read(statement, Row::Sqlite(&row), read).map(Some),
                None => Ok(None),
            },
            match bound!(sql, values).fetch_optional(link).await? {
                Some(row) => Fields::read(statement, Row::Postgres(&row), read).map(Some),
                None => Ok(None),
            }
        )
    }

    /// Before a statement runs that may look at what was to be added later: on `PostgreSQL` it is added first.
    /// `SQLite` runs one after another whatever comes together, and so sees it.
    async fn make_seen(&mut self) -> Result<(), StorageError> {
        if self.is_postgres() { self.settle().await } else { Ok(()) }
    }

    fn count(&self) {
        self.statements_run.fetch_add(1, Ordering::Relaxed);
    }

    /// All rows of a statement, each turned into a `T`.
    pub async fn all<T>(
        &mut self,
        statement: Statement,
        values: Vec<Value>,
        mut read: impl FnMut(&mut Fields<'_>) -> Result<T, StorageError>,
    ) -> Result<Vec<T>, StorageError> {
        debug_assert_eq!(values.len(), statement.parameters, "values bound to {statement}");
        self.make_seen().await?;
        self.count();
        let mut found = Vec::new();
        let gathered = if self.is_postgres() { None } else { statement.gathered() };
        let (is_gathered, text) = (gathered.is_some(), gathered.map_or(statement.sql.into(), Cow::Owned));
        let (sql, values) = self.together(text, values);
        on_either!(
            self,
            |link| if is_gathered {
                let row = bound!(sql, values).fetch_one(link).await?;
                let rows: Vec<Vec<Json>> = serde_json::from_str(row.try_get(0)?)
                    .map_err(|error| StorageError::Database(sqlx::Error::Decode(error.into())))?;
                for row in rows {
                    found.push(Fields::read(statement, Row::Gathered(row.into_iter()), &mut read)?);
                }
            } else {
                for row in bound!(sql, values).fetch_all(link).await? {
                    found.push(Fields::read(statement, Row::Sqlite(&row), &mut read)?);
                }
            },
            {
                for row in bound!(sql, values).fetch_all(link).await? {
                    found.push(Fields::read(statement, Row::Postgres(&row), &mut read)?);
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
        self.make_seen().await?;
        self.one_with_later(statement, values, read).await
    }

    /// Runs a statement and says how many rows it touched.
    pub async fn run(&mut self, statement: Statement, values: Vec<Value>) -> Result<u64, StorageError> {
        debug_assert_eq!(values.len(), statement.parameters, "values bound to {statement}");
        self.settle().await?;
        self.count();
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

    /// Keeps what a unit did; nothing to keep where it only read. Says the number that the last row gave which was
    /// added with it, if one did.
    pub async fn commit(mut self) -> Result<Option<i64>, StorageError> {
        if matches!(self.link, Link::PostgresUnit(_)) {
            self.settle().await?;
        }
        let (sql, values) = self.together(COMMIT.into(), Vec::new());
        let given = match self.link {
            Link::SqliteUnit(mut unit) => {
                let rows = bound!(sql, values).fetch_all(unit.connection()?).await?;
                unit.keep().await?;
                rows.last().map(|row| row.try_get(0)).transpose()?
            }
            Link::PostgresUnit(transaction) => {
                transaction.commit().await?;
                None
            }
            Link::SqliteRead(_) | Link::PostgresRead(_) => return Ok(None),
        };
        self.statements_run.fetch_add(1, Ordering::Relaxed);
        Ok(given)
    }

    /// The statement of two that this database understands.
    pub fn either(&self, sqlite: Statement, postgres: Statement) -> Statement {
        if self.is_postgres() { postgres } else { sqlite }
    }

    /// Whether this is PostgreSQL, for the few files that differ.
    pub fn is_postgres(&self) -> bool {
        matches!(self.link, Link::PostgresRead(_) | Link::PostgresUnit(_))
    }

    /// The steps by which SQLite would run a statement; none of another database.
    pub async fn plan(&mut self, statement: Statement) -> Result<Vec<String>, StorageError> {
        let Link::SqliteRead(link) = &mut self.link else { return Ok(Vec::new()) };
        let sql = AssertSqlSafe(format!("explain query plan {}", statement.sql)).into_sql_str();
        let rows = sqlx::query(sql).fetch_all(&mut **link).await?;
        Ok(rows.iter().map(|row| row.try_get("detail")).collect::<Result<_, _>>()?)
    }

    /// Asks the database to understand a statement without running it.
    pub async fn prepare(&mut self, statement: Statement) -> Result<Understood, StorageError> {
        use sqlx::Executor as _;
        use sqlx::{Statement as _, TypeInfo as _};
        let sql = statement.sql.into_sql_str();
        on_either!(
            self,
            |link| {
                let prepared = link.prepare(sql).await?;
                if let Some(gathered) = statement.gathered() {
                    link.prepare(AssertSqlSafe(gathered).into_sql_str()).await?;
                }
                Ok(Understood {
                    parameters: prepared.parameters().map_or(0, places),
                    // SQLite knows no types of what a statement computes.
                    columns: prepared.columns().iter().map(|_| None).collect(),
                })
            },
            {
                let prepared = link.prepare(sql).await?;
                let kind = |column: &sqlx::postgres::PgColumn| Some(column.type_info().name().to_owned());
                Ok(Understood {
                    parameters: prepared.parameters().map_or(0, places),
                    columns: prepared.columns().iter().map(kind).collect(),
                })
            }
        )
    }
}

/// A statement whose places begin after `by` others.
fn shifted(sql: &str, by: usize) -> String {
    let mut parts = sql.split('$');
    let mut shifted = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        let (place, rest) = part.split_at(digits);
        let place =
            place.parse::<usize>().map_or_else(|_| place.to_owned(), |place| (place + by).to_string());
        shifted.extend(["$", &place, rest]);
    }
    shifted
}

/// Statements that add, and a last one, as the one statement that `PostgreSQL` runs at a time.
fn in_one(texts: &[String], last: &str) -> String {
    let named = texts.iter().enumerate().map(|(number, text)| format!("later_{number} as ({text})"));
    let named = named.collect::<Vec<_>>().join(", ");
    match last.strip_prefix("with ") {
        _ if named.is_empty() => last.to_owned(),
        Some(rest) => format!("with {named}, {rest}"),
        None => format!("with {named} {last}"),
    }
}

/// What a database understood of a statement.
#[derive(Debug)]
pub(crate) struct Understood {
    /// Values that are to be bound.
    pub parameters: usize,
    /// The columns it gives, with their types where the database knows them.
    pub columns: Vec<Option<String>>,
}

fn places<T>(parameters: sqlx::Either<&[T], usize>) -> usize {
    match parameters {
        sqlx::Either::Left(kinds) => kinds.len(),
        sqlx::Either::Right(count) => count,
    }
}

impl Understood {
    /// What is otherwise than the code has it; empty where nothing is.
    pub fn faults(&self, statement: &Statement) -> Vec<String> {
        let mut faults = Vec::new();
        if self.parameters != statement.parameters {
            let (takes, binds) = (self.parameters, statement.parameters);
            faults.push(format!("{statement} takes {takes} values, and the code binds {binds}"));
        }
        if self.columns.len() != statement.reads.len() {
            let (gives, reads) = (self.columns.len(), statement.reads.len());
            faults.push(format!("{statement} gives {gives} columns, and the code reads {reads}"));
        }
        for (place, (kind, reads)) in self.columns.iter().zip(statement.reads).enumerate() {
            let Some(kind) = kind else { continue };
            let is_so = match reads {
                Reads::Text => kind == "TEXT",
                Reads::Integer => kind == "INT8",
                Reads::Flag => kind == "BOOL",
                Reads::Nothing => true,
            };
            if !is_so {
                faults.push(format!("column {place} of {statement} is {kind}, and the code reads {reads:?}"));
            }
        }
        faults
    }
}

/// As a developer looks for it.
impl Display for Statement {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}::{}", self.module, self.name)
    }
}

/// A row of either database.
enum Row<'r> {
    Sqlite(&'r sqlx::sqlite::SqliteRow),
    /// What is left to be read of a row that came with others as JSON.
    Gathered(std::vec::IntoIter<Json>),
    Postgres(&'r sqlx::postgres::PgRow),
}

/// A column of a row that came as JSON. What it is not is given back.
trait FromJson: Sized {
    fn from_json(value: Json) -> Result<Self, Json>;
}

impl FromJson for String {
    fn from_json(value: Json) -> Result<Self, Json> {
        match value {
            Json::String(text) => Ok(text),
            other => Err(other),
        }
    }
}

impl FromJson for i64 {
    fn from_json(value: Json) -> Result<Self, Json> {
        value.as_i64().ok_or(value)
    }
}

impl FromJson for bool {
    fn from_json(value: Json) -> Result<Self, Json> {
        // SQLite keeps yes and no as 1 and 0.
        match value.as_i64() {
            Some(0) => Ok(false),
            Some(1) => Ok(true),
            _ => Err(value),
        }
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(value: Json) -> Result<Self, Json> {
        if value.is_null() { Ok(None) } else { T::from_json(value).map(Some) }
    }
}

/// The columns of a row, read one after another in the order of the statement.
pub(crate) struct Fields<'r> {
    statement: Statement,
    row: Row<'r>,
    next: usize,
}

macro_rules! next_as {
    ($fields:expr, $reads:ident, $kind:ty) => {{
        let column = $fields.next;
        $fields.next += 1;
        debug_assert_eq!(
            $fields.statement.reads.get(column),
            Some(&Reads::$reads),
            "column {column} of {}",
            $fields.statement
        );
        match &mut $fields.row {
            Row::Sqlite(row) => row.try_get::<$kind, _>(column)?,
            Row::Postgres(row) => row.try_get::<$kind, _>(column)?,
            Row::Gathered(row) => {
                let value = row.next().unwrap_or_default();
                match <$kind as FromJson>::from_json(value) {
                    Ok(read) => read,
                    Err(value) => return Err($fields.cannot_be(&value)),
                }
            }
        }
    }};
}

impl<'r> Fields<'r> {
    /// What `read` makes of a row. It reads every column that the statement declares.
    fn read<T>(
        statement: Statement,
        row: Row<'r>,
        read: impl FnOnce(&mut Fields<'_>) -> Result<T, StorageError>,
    ) -> Result<T, StorageError> {
        let mut fields = Self { statement, row, next: 0 };
        let found = read(&mut fields)?;
        debug_assert!(
            statement.reads.iter().skip(fields.next).all(|reads| *reads == Reads::Nothing),
            "{} of the columns of {statement} were read",
            fields.next
        );
        Ok(found)
    }

    pub fn text(&mut self) -> Result<String, StorageError> {
        Ok(next_as!(self, Text, String))
    }

    pub fn text_or_none(&mut self) -> Result<Option<String>, StorageError> {
        Ok(next_as!(self, Text, Option<String>))
    }

    pub fn integer(&mut self) -> Result<i64, StorageError> {
        Ok(next_as!(self, Integer, i64))
    }

    pub fn integer_or_none(&mut self) -> Result<Option<i64>, StorageError> {
        Ok(next_as!(self, Integer, Option<i64>))
    }

    pub fn flag(&mut self) -> Result<bool, StorageError> {
        Ok(next_as!(self, Flag, bool))
    }

    pub fn flag_or_none(&mut self) -> Result<Option<bool>, StorageError> {
        Ok(next_as!(self, Flag, Option<bool>))
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

    /// Text that stands for a `T` by its key or code.
    pub fn keyed<T>(&mut self, from: impl FnOnce(&str) -> Option<T>) -> Result<T, StorageError> {
        let text = self.text()?;
        from(&text).ok_or_else(|| self.cannot_be(&text))
    }

    pub fn keyed_or_none<T>(
        &mut self,
        from: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, StorageError> {
        let Some(text) = self.text_or_none()? else { return Ok(None) };
        from(&text).map(Some).ok_or_else(|| self.cannot_be(&text))
    }

    pub fn json<T: DeserializeOwned>(&mut self) -> Result<T, StorageError> {
        let text = self.text()?;
        serde_json::from_str(&text).map_err(|_| self.cannot_be(&text))
    }

    pub fn json_or_none<T: DeserializeOwned>(&mut self) -> Result<Option<T>, StorageError> {
        let Some(text) = self.text_or_none()? else { return Ok(None) };
        serde_json::from_str(&text).map(Some).map_err(|_| self.cannot_be(&text))
    }

    /// Leaves the columns that are left unread: rows of several kinds have as many as the widest.
    pub fn leave_rest(&mut self) {
        self.next = self.statement.reads.len();
    }

    /// What is wrong where the column that was read last holds something that cannot be.
    pub fn cannot_be(&self, value: &impl Display) -> StorageError {
        let column = self.next.saturating_sub(1);
        let name = match &self.row {
            Row::Sqlite(row) => row.columns().get(column).map(|column| column.name().to_owned()),
            Row::Postgres(row) => row.columns().get(column).map(|column| column.name().to_owned()),
            Row::Gathered(_) => None,
        };
        StorageError::Inconsistent {
            table: self.statement.table,
            column: name.unwrap_or_else(|| column.to_string()),
            value: value.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_begin_after_those_of_other_statements() {
        assert_eq!(shifted("insert into a (b) values ($1, $2)", 0), "insert into a (b) values ($1, $2)");
        assert_eq!(
            shifted("select $1 || $12 from a where b = '$'", 9),
            "select $10 || $21 from a where b = '$'"
        );
    }

    #[test]
    fn several_statements_that_add_become_one() {
        let add = |table: &str| format!("insert into {table} (a) values ($1)");
        assert_eq!(in_one(&[], "delete from c"), "delete from c");
        assert_eq!(
            in_one(&[add("a"), add("b")], "select 1"),
            "with later_0 as (insert into a (a) values ($1)), later_1 as (insert into b (a) values ($1)) select 1"
        );
        assert_eq!(
            in_one(&[add("a")], "with b as (select 1) select 2"),
            "with later_0 as (insert into a (a) values ($1)), b as (select 1) select 2"
        );
    }
}
