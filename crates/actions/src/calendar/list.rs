//! The changes of the school's time that can be put back.

use domain::id::TimeChangeId;
use domain::people::permissions::ChangeDay;
use domain::{Instant, Permit};

use crate::{ActionError, House};

/// Changes that a page lists.
const MOST_CHANGES: u32 = 30;

/// A change of the school's time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it is put back by.
    pub id: TimeChangeId,
    /// When it was made.
    pub made_at: Instant,
    /// By whom.
    pub actor: String,
    /// What it was.
    pub words: String,
    /// When it was put back, if it was.
    pub put_back_at: Option<Instant>,
}

/// The latest changes, newest first.
pub async fn changes(house: &House, permit: &Permit<ChangeDay>) -> Result<Vec<Change>, ActionError> {
    let mut reading = house.storage.read(permit.school()).await?;
    let found = reading.latest_time_changes(MOST_CHANGES).await?.into_iter();
    let change = |one: storage::time_change::TimeChange| Change {
        id: one.id,
        made_at: one.made_at,
        actor: one.actor,
        words: one.words,
        put_back_at: one.put_back_at,
    };
    Ok(found.map(change).collect())
}
