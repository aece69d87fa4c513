//! Reading a school's history: all of it, newest first, or that of one thing.

use domain::Permit;
use domain::history::Event;
use domain::people::permissions;

use crate::{ActionError, House};

/// The most entries of a school's history that are read at once.
pub const MOST_ENTRIES: u32 = 200;

/// The newest entries of a school's history, newest first.
pub async fn newest(
    house: &House,
    permit: &Permit<permissions::SeeHistory>,
) -> Result<Vec<Event>, ActionError> {
    let mut reading = house.storage.read(permit.school()).await?;
    Ok(reading.newest_history(MOST_ENTRIES).await?)
}

/// The history of one thing, newest first; nothing where there is no such thing.
pub async fn of(
    house: &House,
    permit: &Permit<permissions::SeeHistory>,
    subject: &str,
) -> Result<Vec<Event>, ActionError> {
    let mut reading = house.storage.read(permit.school()).await?;
    let mut entries = reading.history_of(subject).await?;
    entries.reverse();
    Ok(entries)
}
