//! What a test does to a database behind everybody's back, and what it reads there.

use domain::id::{NetworkId, SchoolId};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, Row as _, SqliteConnection};
use storage::Address;

use crate::Database;

enum Link {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Database {
    async fn link(&self) -> Link {
        match &self.address {
            Address::Sqlite(path) => {
                let url = format!("sqlite:{}", path.display());
                Link::Sqlite(SqliteConnection::connect(&url).await.unwrap())
            }
            Address::Postgres(url) => Link::Postgres(PgConnection::connect(url).await.unwrap()),
        }
    }

    /// Runs SQL that both databases understand.
    pub async fn run(&self, sql: &str) {
        match self.link().await {
            Link::Sqlite(mut link) => {
                sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut link).await.unwrap();
                link.close().await.unwrap();
            }
            Link::Postgres(mut link) => {
                sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut link).await.unwrap();
                link.close().await.unwrap();
            }
        }
    }

    /// The first column of every row, as text; nulls are left out.
    pub async fn texts(&self, sql: &str) -> Vec<String> {
        let mut link = self.link().await;
        link.texts(sql).await
    }

    /// Every text that stands anywhere in the database, with its table and column.
    pub async fn every_text(&self) -> Vec<(String, String, String)> {
        let mut link = self.link().await;
        let mut found = Vec::new();
        for table in link.texts(link.tables()).await {
            for column in link.texts(&link.columns(&table)).await {
                let sql = format!("select cast(\"{column}\" as text) from \"{table}\"");
                let texts = link.texts(&sql).await;
                found.extend(texts.into_iter().map(|text| (table.clone(), column.clone(), text)));
            }
        }
        found
    }

    /// Every row that belongs to a school, as text, in a steady order: what must not change when somebody
    /// from another school tries.
    pub async fn rows_of(&self, school: SchoolId) -> Vec<String> {
        self.rows_in("school", &school.to_string()).await
    }

    /// Every row that belongs to a network, as text, in a steady order.
    pub async fn rows_of_network(&self, network: NetworkId) -> Vec<String> {
        self.rows_in("network", &network.to_string()).await
    }

    async fn rows_in(&self, scope: &str, id: &str) -> Vec<String> {
        let mut link = self.link().await;
        let mut found = Vec::new();
        let of_scope = format!("{scope}_id");
        for table in link.texts(link.tables()).await {
            let columns = link.texts(&link.columns(&table)).await;
            let key = match table.as_str() {
                table if table == scope => "id",
                _ if columns.contains(&of_scope) => of_scope.as_str(),
                _ => continue,
            };
            let cells: Vec<String> =
                columns.iter().map(|column| format!("coalesce(cast(\"{column}\" as text), '-')")).collect();
            let sql = format!(
                "select '{table} ' || {} from \"{table}\" where {key} = '{id}' order by 1",
                cells.join(" || '|' || ")
            );
            found.extend(link.texts(&sql).await);
        }
        found
    }
}

impl Link {
    async fn texts(&mut self, sql: &str) -> Vec<String> {
        match self {
            Self::Sqlite(link) => {
                let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(link).await.unwrap();
                rows.iter().filter_map(|row| row.get::<Option<String>, _>(0)).collect()
            }
            Self::Postgres(link) => {
                let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(link).await.unwrap();
                rows.iter().filter_map(|row| row.get::<Option<String>, _>(0)).collect()
            }
        }
    }

    /// The tables of the schema, without sqlx's own, which holds bytes and nobody's words.
    fn tables(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => {
                "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'
                 and name <> '_sqlx_migrations' order by name"
            }
            Self::Postgres(_) => {
                "select cast(table_name as text) from information_schema.tables
                 where table_schema = current_schema() and table_name <> '_sqlx_migrations' order by table_name"
            }
        }
    }

    fn columns(&self, table: &str) -> String {
        match self {
            Self::Sqlite(_) => format!("select name from pragma_table_info('{table}')"),
            Self::Postgres(_) => format!(
                "select cast(column_name as text) from information_schema.columns
                 where table_schema = current_schema() and table_name = '{table}'"
            ),
        }
    }
}
