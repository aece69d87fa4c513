//! Puts the kept database in the place of a test's own, with the schema that it was kept by.

use std::io::Read as _;
use std::path::Path;

use flate2::read::GzDecoder;
use sqlx::migrate::Migrator;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, Row as _, SqliteConnection};
use storage::Address;
use testing::Database;

const FILE: &[u8] = include_bytes!("school.db.gz");
/// The newest migration of then.
const LAST: i64 = 3;

/// Takes away what a database holds, and puts in what was kept.
pub async fn put_into(database: &Database) {
    let mut bytes = Vec::new();
    GzDecoder::new(FILE).read_to_end(&mut bytes).unwrap();
    match &database.address {
        Address::Sqlite(path) => put_file(path, &bytes),
        Address::Postgres(url) => {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("school.db");
            put_file(&path, &bytes);
            let mut from = open(&path).await;
            let mut to = PgConnection::connect(url).await.unwrap();
            sqlx::raw_sql("drop schema public cascade; create schema public").execute(&mut to).await.unwrap();
            schema_of_then().await.run(&mut to).await.unwrap();
            copy(&mut from, &mut to).await;
        }
    }
}

fn put_file(path: &Path, bytes: &[u8]) {
    for beside in ["-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(beside);
        assert!(!Path::new(&name).exists(), "the database is in use");
    }
    std::fs::write(path, bytes).unwrap();
}

async fn open(path: &Path) -> SqliteConnection {
    SqliteConnection::connect(&format!("sqlite:{}", path.display())).await.unwrap()
}

async fn schema_of_then() -> Migrator {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../storage/migrations");
    let mut all = Migrator::new(folder).await.unwrap();
    all.migrations.to_mut().retain(|migration| migration.version <= LAST);
    all
}

/// Copies every row of every table, whatever refers to others after what it refers to.
async fn copy(from: &mut SqliteConnection, to: &mut PgConnection) {
    let mut to = to.begin().await.unwrap();
    let tables =
        "select name from sqlite_master where type = 'table' and name not like '\\_sqlx%' escape '\\'
                  and name not like 'sqlite\\_%' escape '\\' order by rootpage";
    let tables: Vec<String> = sqlx::query_scalar(tables).fetch_all(&mut *from).await.unwrap();
    let mut waiting = tables;
    while !waiting.is_empty() {
        let mut put_off = Vec::new();
        for table in &waiting {
            let named = "select distinct \"table\" from pragma_foreign_key_list($1)";
            let named: Vec<String> =
                sqlx::query_scalar(named).bind(table).fetch_all(&mut *from).await.unwrap();
            if named.iter().any(|other| other != table && waiting.contains(other)) {
                put_off.push(table.clone());
            } else {
                copy_table(table, from, &mut to).await;
            }
        }
        assert!(put_off.len() < waiting.len(), "tables refer to one another in a circle: {put_off:?}");
        waiting = put_off;
    }
    to.commit().await.unwrap();
}

/// Copies one table by way of text, which both databases read as each column's own type.
async fn copy_table(table: &str, from: &mut SqliteConnection, to: &mut PgConnection) {
    let columns = sqlx::query("select name, lower(type) as kind from pragma_table_info($1) order by cid")
        .bind(table)
        .fetch_all(&mut *from)
        .await
        .unwrap();
    let names: Vec<String> = columns.iter().map(|column| column.get("name")).collect();
    let kinds: Vec<String> = columns.iter().map(|column| column.get("kind")).collect();
    let texts: Vec<String> = names.iter().map(|name| format!("cast({name} as text)")).collect();
    let values: Vec<String> =
        kinds.iter().enumerate().map(|(place, kind)| format!("cast(${} as {kind})", place + 1)).collect();
    let read = format!("select {} from {table}", texts.join(", "));
    let write = format!("insert into {table} ({}) values ({})", names.join(", "), values.join(", "));
    for row in sqlx::query(AssertSqlSafe(read)).fetch_all(&mut *from).await.unwrap() {
        let mut insert = sqlx::query(AssertSqlSafe(write.clone()));
        for place in 0..names.len() {
            insert = insert.bind(row.get::<Option<String>, _>(place));
        }
        insert.execute(&mut *to).await.unwrap();
    }
}
