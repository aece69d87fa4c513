//! One connection to either database, for statements that both understand.

use sqlx::postgres::{PgArguments, PgRow};
use sqlx::query::Query;
use sqlx::sqlite::{SqliteArguments, SqliteConnectOptions, SqliteRow};
use sqlx::{
    AssertSqlSafe, ConnectOptions as _, Connection as _, PgConnection, Postgres, Row as _, Sqlite,
    SqliteConnection,
};
use storage::Address;

use crate::failure::Failure;

/// What could not be done, where it could not.
const DEED: &str = "grow the database";

/// The connection.
pub enum Database {
    /// To a file.
    Sqlite(SqliteConnection),
    /// To a server.
    Postgres(PgConnection),
}

/// A value of a statement.
#[derive(Clone, Debug)]
pub enum Value {
    /// Text.
    Text(String),
    /// A number.
    Number(i64),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl Database {
    /// Connects to a database that is there.
    pub async fn open(address: &Address) -> Result<Self, Failure> {
        match address {
            Address::Sqlite(file) => {
                let options = SqliteConnectOptions::new().filename(file);
                options.connect().await.map(Self::Sqlite)
            }
            Address::Postgres(url) => PgConnection::connect(url).await.map(Self::Postgres),
        }
        .map_err(Failure::of(DEED))
    }

    /// Runs a statement, and says how many rows it touched.
    pub async fn run(&mut self, statement: &str, values: &[Value]) -> Result<i64, Failure> {
        let touched = match self {
            Self::Sqlite(connection) => {
                sqlite(statement, values).execute(connection).await.map(|done| done.rows_affected())
            }
            Self::Postgres(connection) => {
                postgres(statement, values).execute(connection).await.map(|done| done.rows_affected())
            }
        }
        .map_err(Failure::of(DEED))?;
        i64::try_from(touched).map_err(Failure::of(DEED))
    }

    /// The one number that a statement asks for.
    pub async fn number(&mut self, statement: &str, values: &[Value]) -> Result<i64, Failure> {
        match self {
            Self::Sqlite(connection) => {
                sqlite(statement, values).try_map(|row: SqliteRow| row.try_get(0)).fetch_one(connection).await
            }
            Self::Postgres(connection) => {
                postgres(statement, values).try_map(|row: PgRow| row.try_get(0)).fetch_one(connection).await
            }
        }
        .map_err(Failure::of(DEED))
    }

    /// The one text that a statement asks for.
    pub async fn text(&mut self, statement: &str, values: &[Value]) -> Result<String, Failure> {
        let found = self.texts(statement, values).await?.into_iter().next();
        found.ok_or_else(|| Failure::new("the database has no requisitions to grow from"))
    }

    /// The texts that a statement asks for.
    pub async fn texts(&mut self, statement: &str, values: &[Value]) -> Result<Vec<String>, Failure> {
        match self {
            Self::Sqlite(connection) => {
                sqlite(statement, values).try_map(|row: SqliteRow| row.try_get(0)).fetch_all(connection).await
            }
            Self::Postgres(connection) => {
                postgres(statement, values).try_map(|row: PgRow| row.try_get(0)).fetch_all(connection).await
            }
        }
        .map_err(Failure::of(DEED))
    }

    /// The columns of a table, in their order.
    pub async fn columns(&mut self, table: &str) -> Result<Vec<String>, Failure> {
        let statement = match self {
            Self::Sqlite(_) => "select name from pragma_table_info($1) order by cid",
            Self::Postgres(_) => {
                "select column_name::text from information_schema.columns
                where table_schema = current_schema() and table_name = $1 order by ordinal_position"
            }
        };
        self.texts(statement, &[table.into()]).await
    }

    /// Builds PostgreSQL's indexes anew. What is copied comes before what there was, as nothing does in a school, and
    /// leaves their pages half empty.
    pub async fn put_in_order(&mut self) -> Result<(), Failure> {
        if matches!(self, Self::Sqlite(_)) {
            return Ok(());
        }
        let schema = self.text("select current_schema()::text", &[]).await?;
        self.run(&format!("reindex schema \"{schema}\""), &[]).await.map(drop)
    }

    /// Leaves the database as it is after a while: its log written back, and what it knows of its tables up to date.
    pub async fn settle(&mut self) -> Result<(), Failure> {
        let statement = match self {
            Self::Sqlite(_) => "pragma wal_checkpoint(truncate)",
            Self::Postgres(_) => "vacuum analyze",
        };
        self.run(statement, &[]).await.map(drop)
    }

    /// The bytes that the database takes.
    pub async fn bytes(&mut self) -> Result<i64, Failure> {
        let statement = match self {
            Self::Sqlite(_) => "select page_count * page_size from pragma_page_count, pragma_page_size",
            Self::Postgres(_) => "select pg_database_size(current_database())",
        };
        self.number(statement, &[]).await
    }

    /// Lets go of it.
    pub async fn close(self) -> Result<(), Failure> {
        match self {
            Self::Sqlite(connection) => connection.close().await,
            Self::Postgres(connection) => connection.close().await,
        }
        .map_err(Failure::of(DEED))
    }
}

fn sqlite<'q>(statement: &str, values: &[Value]) -> Query<'q, Sqlite, SqliteArguments> {
    values.iter().fold(sqlx::query(AssertSqlSafe(statement)), |query, value| match value {
        Value::Text(text) => query.bind(text.clone()),
        Value::Number(number) => query.bind(*number),
    })
}

fn postgres<'q>(statement: &str, values: &[Value]) -> Query<'q, Postgres, PgArguments> {
    values.iter().fold(sqlx::query(AssertSqlSafe(statement)), |query, value| match value {
        Value::Text(text) => query.bind(text.clone()),
        Value::Number(number) => query.bind(*number),
    })
}
