//! The revisions of an evening: each keeps its hash, and the newest its document.

use domain::chat::chat_permissions::SeeRoom;
use domain::id::ChatId;
use domain::{Instant, Permit};

use crate::chat::one::enter;
use crate::{ActionError, House};

/// A revision, as people see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevisionShown {
    /// From 1.
    pub number: u32,
    /// The SHA-256 of its JSON file, in hexadecimal.
    pub hash: String,
    /// Why it was made; may be empty for the first.
    pub reason: String,
    /// When it was published.
    pub published_at: Instant,
    /// Whether it is the one that can be read.
    pub is_newest: bool,
}

/// The revisions of a chat, newest first.
pub async fn revisions(
    house: &House,
    permit: &Permit<SeeRoom>,
    chat: ChatId,
) -> Result<Vec<RevisionShown>, ActionError> {
    let mut reading = house.storage.read(permit.network()).await?;
    enter(&mut reading, permit, chat).await?;
    let revisions = reading.revisions(chat).await?.into_iter().map(|revision| RevisionShown {
        number: revision.number,
        hash: revision.hash,
        reason: revision.reason,
        published_at: revision.published_at,
        is_newest: revision.has_document,
    });
    Ok(revisions.collect())
}
