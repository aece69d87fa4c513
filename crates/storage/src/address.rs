//! Where the database is.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use crate::error::StorageError;

/// The address of a database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// A SQLite file.
    Sqlite(PathBuf),
    /// A PostgreSQL server's address.
    Postgres(String),
}

/// Endings by which a bare path is known to mean a SQLite file.
const FILE_ENDINGS: [&str; 4] = ["db", "sqlite", "sqlite3", "trolley"];

impl FromStr for Address {
    type Err = StorageError;

    /// Reads `sqlite:PATH`, a path ending in `.db`, `.sqlite`, `.sqlite3` or `.trolley`, or
    /// `postgres://…`. Anything else is an error, so that a slip of the pen never makes an empty school.
    fn from_str(text: &str) -> Result<Self, StorageError> {
        let text = text.trim();
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.to_owned()));
        }
        if let Some(path) = text.strip_prefix("sqlite://").or_else(|| text.strip_prefix("sqlite:")) {
            if path.is_empty() || path == ":memory:" {
                return Err(doubtful(text, "it names no file"));
            }
            return Ok(Self::Sqlite(PathBuf::from(path)));
        }
        if text.contains("://") {
            return Err(doubtful(text, "only sqlite: and postgres:// are known"));
        }
        let path = PathBuf::from(text);
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        if FILE_ENDINGS.contains(&ending) {
            return Ok(Self::Sqlite(path));
        }
        Err(doubtful(
            text,
            "a file's name ends in .db, .sqlite, .sqlite3 or .trolley, or is written sqlite:PATH",
        ))
    }
}

fn doubtful(text: &str, why: &str) -> StorageError {
    // An address may hold a password, so only its beginning is repeated.
    let shown: String = text.split('@').next_back().unwrap_or_default().chars().take(60).collect();
    StorageError::Address(format!("“{shown}” is not a database address: {why}"))
}

/// As messages show it: without a password.
impl fmt::Display for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => path.display().fmt(out),
            Self::Postgres(url) => {
                write!(
                    out,
                    "postgres://{}",
                    url.split('@').next_back().unwrap_or_default().trim_start_matches("postgres://")
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_and_clear_addresses_are_taken() {
        assert_eq!("sqlite:/a/b".parse::<Address>().unwrap(), Address::Sqlite("/a/b".into()));
        assert_eq!("school.db".parse::<Address>().unwrap(), Address::Sqlite("school.db".into()));
        assert!(matches!("postgres://h/d".parse::<Address>().unwrap(), Address::Postgres(_)));
    }

    #[test]
    fn doubtful_addresses_are_refused() {
        for text in ["", "school", "postgre://host/db", "mysql://h/d", "sqlite:", "sqlite::memory:", "/etc/"]
        {
            assert!(text.parse::<Address>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_password_is_never_repeated() {
        let address: Address = "postgres://me:secret@host/db".parse().unwrap();
        assert!(!address.to_string().contains("secret"));
        let error = "postgre://me:secret@host/db".parse::<Address>().unwrap_err();
        assert!(!error.to_string().contains("secret"));
    }
}
