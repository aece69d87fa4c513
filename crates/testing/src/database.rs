//! A database for one test.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use storage::{Address, Storage};
use tempfile::TempDir;

/// Which database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A file in a temporary folder.
    Sqlite,
    /// A database of its own on the server at `TROLLEY_TEST_POSTGRES`.
    Postgres,
}

/// A database for one test, with the schema of this program or empty.
#[derive(Debug)]
pub struct Database {
    /// Which one it is.
    pub kind: Kind,
    /// Where it is.
    pub address: Address,
    made: Made,
}

#[derive(Debug)]
enum Made {
    Folder(#[expect(dead_code, reason = "the folder goes when this does")] TempDir),
    OnServer(String),
}

/// The one lock that whoever makes databases on a server takes: a template must have no visitors while
/// it is copied.
const LOCK: i64 = 0x0074_726f_6c6c_6579;
/// Longer than anything that a test waits for takes; only what hangs reaches it.
const LONGEST_WAIT: Duration = Duration::from_mins(2);

/// The answer of `future`, which must come within two minutes; `what` says what was waited for.
pub async fn within<T>(what: &str, future: impl Future<Output = T>) -> T {
    // On the heap: what is waited for is often many deeds at once.
    let waited = tokio::time::timeout(LONGEST_WAIT, Box::pin(future)).await;
    waited.unwrap_or_else(|_| panic!("waited two minutes for {what}"))
}

/// Runs a test on a database of its own, which goes when the test is over, whether or not it failed.
pub fn on(kind: Kind, test: impl AsyncFnOnce(&Database)) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build().unwrap();
    let database = runtime.block_on(Database::new(kind));
    let outcome = std::panic::catch_unwind(AssertUnwindSafe(|| runtime.block_on(test(&database))));
    runtime.block_on(database.remove());
    if let Err(panic) = outcome {
        resume_unwind(panic);
    }
}

impl Database {
    /// A database with the schema of this program.
    pub async fn new(kind: Kind) -> Self {
        match kind {
            Kind::Sqlite => {
                let database = Self::empty(kind).await;
                Storage::migrate(&database.address).await.unwrap().close().await;
                database
            }
            Kind::Postgres => {
                let (mut server, url) = server().await;
                let template = template(&mut server, &url).await;
                Self::on_server(server, &url, &format!(" template \"{template}\"")).await
            }
        }
    }

    /// A database with nothing in it; for SQLite, no file yet.
    pub async fn empty(kind: Kind) -> Self {
        match kind {
            Kind::Sqlite => {
                let folder = TempDir::with_prefix("trolley-test-").unwrap();
                let address = Address::Sqlite(folder.path().join("school.db"));
                Self { kind, address, made: Made::Folder(folder) }
            }
            Kind::Postgres => {
                let (server, url) = server().await;
                Self::on_server(server, &url, "").await
            }
        }
    }

    async fn on_server(mut server: PgConnection, url: &str, how: &str) -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let name = format!("trolley_test_{}_{}", std::process::id(), MADE.fetch_add(1, Ordering::SeqCst));
        run(&mut server, &format!("drop database if exists \"{name}\" with (force)")).await;
        run(&mut server, &format!("create database \"{name}\"{how}")).await;
        server.close().await.unwrap();
        let address = Address::Postgres(url_of(url, &name));
        Self { kind: Kind::Postgres, address, made: Made::OnServer(name) }
    }

    /// Opens it; each call is another process to the database.
    pub async fn storage(&self) -> Storage {
        Storage::open(&self.address).await.unwrap()
    }

    /// The SQLite file, where it is one.
    pub fn file(&self) -> Option<&Path> {
        match &self.address {
            Address::Sqlite(path) => Some(path),
            Address::Postgres(_) => None,
        }
    }

    /// Removes it, as far as that can be done.
    pub async fn remove(self) {
        if let Made::OnServer(name) = &self.made {
            let (mut server, _) = server().await;
            run(&mut server, &format!("drop database if exists \"{name}\" with (force)")).await;
        }
    }
}

/// A connection to the server, holding the lock until it closes.
async fn server() -> (PgConnection, String) {
    let url = std::env::var("TROLLEY_TEST_POSTGRES").unwrap_or_else(|_| {
        panic!("no PostgreSQL to test on: set TROLLEY_TEST_POSTGRES to an administrator's address, or run cargo verify")
    });
    let mut server = PgConnection::connect(&url)
        .await
        .unwrap_or_else(|error| panic!("the PostgreSQL at TROLLEY_TEST_POSTGRES does not answer: {error}"));
    run(&mut server, &format!("select pg_advisory_lock({LOCK})")).await;
    (server, url)
}

async fn run(server: &mut PgConnection, sql: &str) {
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(server).await.unwrap();
}

/// A database with the schema, made once for each schema a server sees, for the tests' own to be copied
/// from.
async fn template(server: &mut PgConnection, url: &str) -> String {
    let name = format!("trolley_template_{:016x}", schema_hash());
    let known: Option<i32> = sqlx::query_scalar("select 1 from pg_database where datname = $1")
        .bind(&name)
        .fetch_optional(&mut *server)
        .await
        .unwrap();
    if known.is_none() {
        // Whoever is interrupted here leaves the unfinished name, and not the template's.
        let unfinished = format!("{name}_unfinished");
        run(server, &format!("drop database if exists \"{unfinished}\" with (force)")).await;
        run(server, &format!("create database \"{unfinished}\"")).await;
        let address = Address::Postgres(url_of(url, &unfinished));
        Storage::migrate(&address).await.unwrap().close().await;
        run(server, &format!("alter database \"{unfinished}\" rename to \"{name}\"")).await;
    }
    name
}

fn schema_hash() -> u64 {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../storage/migrations");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.file_name().hash(&mut hasher);
        std::fs::read(&file).unwrap().hash(&mut hasher);
    }
    hasher.finish()
}

/// The address of another database on the same server.
fn url_of(url: &str, name: &str) -> String {
    let (path, query) = url.split_once('?').map_or((url, None), |(path, query)| (path, Some(query)));
    let (server, _) = path.rsplit_once('/').expect("an address that names a database");
    query.map_or_else(|| format!("{server}/{name}"), |query| format!("{server}/{name}?{query}"))
}
