//! Opening a database that is there, and finding a school in it.

use std::sync::Arc;

use actions::{Address, House, Storage, StorageError, SystemClock, SystemIds};
use domain::school::School;

use crate::failure::Failure;
use crate::settings::{Database, File};

/// A house over this database, by the machine's clock.
pub fn house_over(storage: Storage) -> House {
    House::new(storage, Arc::new(SystemClock), Arc::new(SystemIds))
}

/// Opens the database that was given. It must be there, with this program's schema.
pub async fn house(database: &Database, file: &File) -> Result<House, Failure> {
    let address = database.address(file)?;
    Ok(house_over(storage(&address).await?))
}

/// Opens a database, naming it where it has no schema yet.
pub async fn storage(address: &Address) -> Result<Storage, Failure> {
    match Storage::open(address).await {
        Err(StorageError::NotMigrated) => Err(Failure::new(format!(
            "the database at {address} is not up to date; run `trolley migrate --database …` on it first"
        ))),
        other => other.map_err(|error| unopened(address, error)),
    }
}

/// Why a database could not be opened, naming it.
pub fn unopened(address: &Address, error: StorageError) -> Failure {
    match (error, address) {
        (StorageError::Busy, _) => Failure::new(format!(
            "the database at {address} did not answer; check the address, and that it runs"
        )),
        (error @ StorageError::Database(_), Address::Postgres(_)) => Failure::new(format!(
            "{error} ({address}); check that the server runs and the database is made (`createdb`)"
        )),
        (error @ StorageError::Database(_), Address::Sqlite(_)) => {
            Failure::new(format!("{error} ({address}); check that it is a SQLite file and may be written"))
        }
        (error, _) => error.into(),
    }
}

/// The school of this short name.
pub async fn school(house: &House, slug: &str) -> Result<School, Failure> {
    if let Some(school) = actions::school::find(house, slug).await? {
        return Ok(school);
    }
    let others: Vec<String> =
        actions::school::every(house).await?.into_iter().map(|school| school.slug).collect();
    Err(Failure::new(if others.is_empty() {
        format!(
            "there is no school “{slug}” and no other in this database; begin one with `trolley school create`"
        )
    } else {
        format!("there is no school “{slug}” in this database; --school takes one of {}", others.join(", "))
    }))
}
