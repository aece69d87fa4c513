//! SQLite's log on the disk: what was committed is only told once it would survive a power cut.

use std::ffi::OsString;
use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::Mutex;
use tokio::task::spawn_blocking;

use crate::error::StorageError;

/// The log beside a database's file. Units that commit at the same time wait for one look at the disk together,
/// and whoever writes next does not wait for it at all.
#[derive(Debug)]
pub(crate) struct Log {
    file: PathBuf,
    /// How many units have asked.
    asked: AtomicU64,
    /// How many of them are on the disk.
    kept: Mutex<u64>,
}

impl Log {
    /// The log of the database at `path`.
    pub fn beside(path: &Path) -> Self {
        let mut file = OsString::from(path);
        file.push("-wal");
        Self { file: file.into(), asked: AtomicU64::new(0), kept: Mutex::new(0) }
    }

    /// Waits until everything that was committed before is on the disk.
    pub async fn is_on_disk(&self) -> Result<(), StorageError> {
        let own = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
        let mut kept = self.kept.lock().await;
        if *kept >= own {
            return Ok(());
        }
        let all = self.asked.load(Ordering::SeqCst);
        let file = self.file.clone();
        spawn_blocking(move || to_disk(&file)).await.map_err(|error| sqlx::Error::Io(error.into()))??;
        *kept = all;
        Ok(())
    }
}

fn to_disk(file: &Path) -> Result<(), sqlx::Error> {
    match File::open(file).and_then(|file| file.sync_data()) {
        // The last connection to close has moved everything into the database's own file, and that to the disk.
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        other => other.map_err(sqlx::Error::Io),
    }
}

#[cfg(test)]
mod tests {
    use sqlx::Executor as _;

    use super::*;
    use crate::sqlite::{self, LONGEST_WAIT};
    use crate::writer::SqliteUnit;

    #[tokio::test]
    async fn the_log_is_where_a_commit_is_before_it_is_moved() {
        let folder = tempfile::tempdir().unwrap();
        let pools = sqlite::open(&folder.path().join("school.db"), true).await.unwrap();
        let mut unit = SqliteUnit::in_turn(&pools.writer, &pools.log, LONGEST_WAIT).await.unwrap();
        unit.connection().unwrap().execute("begin immediate; create table a (b); commit").await.unwrap();
        let log = Log::beside(&folder.path().canonicalize().unwrap().join("school.db"));
        assert!(log.file.metadata().unwrap().len() > 0);
        unit.keep().await.unwrap();
        log.is_on_disk().await.unwrap();
        assert_eq!((log.asked.load(Ordering::SeqCst), *log.kept.lock().await), (1, 1));
    }

    #[tokio::test]
    async fn where_there_is_no_log_everything_is_in_the_file() {
        let folder = tempfile::tempdir().unwrap();
        Log::beside(&folder.path().join("school.db")).is_on_disk().await.unwrap();
        // What cannot be looked at is no such thing.
        assert!(Log::beside(Path::new("/dev/null/school.db")).is_on_disk().await.is_err());
    }
}
