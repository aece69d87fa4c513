//! What every deed needs: the database, the clock, and a source of identifiers.

use domain::history::Kind;
use std::sync::Arc;

use domain::Instant;
use domain::id::SchoolId;
use domain::{Permission, Permit};
use storage::{Change, Reading, Storage, StorageError};
use tokio::sync::broadcast::Receiver;
use uuid::Uuid;

use crate::almanac::{Almanac, KeptAlmanacs};
use crate::sign_in::Hashing;
use crate::{ActionError, Clock, Ids};

/// What every deed needs.
#[derive(Clone, Debug)]
pub struct House {
    /// The database, which nothing above this room reaches.
    pub(crate) storage: Storage,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn Ids>,
    pub(crate) hashing: Arc<Hashing>,
    almanacs: Arc<KeptAlmanacs>,
}

impl House {
    /// A house over this database, by this clock, with these identifiers.
    pub fn new(storage: Storage, clock: Arc<dyn Clock>, ids: Arc<dyn Ids>) -> Self {
        Self {
            storage,
            clock,
            ids,
            hashing: Arc::new(Hashing::default()),
            almanacs: Arc::new(KeptAlmanacs::default()),
        }
    }

    /// This instant.
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// The almanac of a school as it now stands: read once for each change of it.
    pub(crate) async fn almanac(&self, reading: &mut Reading) -> Result<Arc<Almanac>, StorageError> {
        self.almanacs.read(reading).await
    }

    /// The almanac of a school under this number, which the visitor's session came with: not read again while
    /// nothing changes it.
    pub async fn almanac_at(&self, school: SchoolId, version: i64) -> Result<Arc<Almanac>, StorageError> {
        if let Some(almanac) = self.almanacs.find(school, version) {
            return Ok(almanac);
        }
        let mut reading = self.storage.read(school).await?;
        self.almanacs.read(&mut reading).await
    }

    /// The same within a unit that knows the almanac's number: read anew only where something has changed it.
    pub(crate) async fn almanac_within(
        &self,
        reading: &mut Reading,
        version: i64,
    ) -> Result<Arc<Almanac>, StorageError> {
        match self.almanacs.find(reading.school_id(), version) {
            Some(almanac) => Ok(almanac),
            None => self.almanacs.read_anew(reading).await,
        }
    }

    /// Word of every commit that made history, in this process and in others. Whoever reads what has happened after
    /// they have begun to listen misses nothing.
    pub fn changes(&self) -> Receiver<Change> {
        self.storage.changes()
    }

    /// The number of the newest entry of a school's history; 0 before the first.
    pub async fn newest_entry<P>(&self, permit: &Permit<P>) -> Result<i64, ActionError>
    where
        P: Permission<Scope = SchoolId>,
    {
        Ok(self.storage.read(permit.school()).await?.event_sequence().await?)
    }

    /// Follows what other processes do to the same database, so that [`Self::changes`] tells of it; until it is
    /// dropped.
    pub async fn listen_to_others(&self) {
        self.storage.listen_to_others().await;
    }

    /// Gives the database back, once what it is doing is done. Nothing can be done in the house from then on.
    pub async fn close(&self) {
        self.storage.close().await;
    }

    /// Whether the database answers.
    pub async fn is_well(&self) -> Result<(), ActionError> {
        Ok(self.storage.is_well().await?)
    }

    /// A new identifier.
    pub fn next_id<T: From<Uuid>>(&self) -> T {
        T::from(self.ids.next(self.clock.now()))
    }

    /// Sixteen random bytes.
    pub(crate) fn random(&self) -> [u8; 16] {
        self.ids.random()
    }

    /// A new secret.
    pub fn secret(&self) -> String {
        self.ids.secret()
    }
}

impl House {
    /// An entry of history.
    pub(crate) fn history(
        &self,
        actor: &domain::people::Actor,
        kind: Kind,
        subject: Option<String>,
        words: impl Into<String>,
    ) -> domain::history::Event {
        domain::history::Event {
            id: self.next_id(),
            at: self.now(),
            account: actor.account,
            actor: actor.name.clone(),
            kind,
            subject,
            words: words.into(),
        }
    }
}
