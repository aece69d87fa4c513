//! The schema: one list of migrations for both databases, and what this program will not open.

use sqlx::migrate::Migrator;

use crate::columns::statements;
use crate::connection::{Connection, values};
use crate::error::StorageError;
use crate::{Pools, Storage};

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

statements! { "schema";
    NEWEST: [Integer] = "select coalesce(max(version), 0) from _sqlx_migrations";
}

impl Storage {
    pub(crate) async fn bring_up_to_date(&self) -> Result<(), StorageError> {
        if let Some(found) = self.schema_version().await? {
            refuse_newer(found)?;
        }
        let made = match &self.pools {
            Pools::Sqlite(pools) => MIGRATIONS.run(pools.writer.lock().await.connection()?).await,
            Pools::Postgres(pool) => MIGRATIONS.run(pool).await,
        };
        made.map_err(StorageError::Migration)
    }

    pub(crate) async fn check_schema(&self) -> Result<(), StorageError> {
        let Some(found) = self.schema_version().await? else { return Err(StorageError::NotMigrated) };
        refuse_newer(found)?;
        if found < newest_known() {
            return Err(StorageError::NotMigrated);
        }
        Ok(())
    }

    /// The newest migration the database has had; none where it has no schema of ours.
    async fn schema_version(&self) -> Result<Option<i64>, StorageError> {
        let mut connection = self.reader().await?;
        if !has_migrations_table(&mut connection).await? {
            return Ok(None);
        }
        connection.one(NEWEST, values![], |row| row.integer()).await
    }
}

async fn has_migrations_table(connection: &mut Connection) -> Result<bool, StorageError> {
    // The one question about the schema that each database is asked in its own words.
    let statement =
        if connection.is_postgres() { crate::postgres::HAS_SCHEMA } else { crate::sqlite::HAS_SCHEMA };
    Ok(connection.one(statement, values![], |row| row.integer()).await?.unwrap_or(0) > 0)
}

fn newest_known() -> i64 {
    MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or(0)
}

fn refuse_newer(found: i64) -> Result<(), StorageError> {
    let known = newest_known();
    if found > known {
        return Err(StorageError::Newer { found, known });
    }
    Ok(())
}
