//! What every deed needs: the database, the clock, and a source of identifiers.

use std::sync::Arc;

use domain::Instant;
use storage::Storage;
use tokio::sync::Semaphore;
use uuid::Uuid;

use crate::{Clock, Ids};

/// Passwords that may be hashed at once; each takes 19 MiB while it is.
const HASHES_AT_ONCE: usize = 2;

/// What every deed needs.
#[derive(Clone, Debug)]
pub struct House {
    /// The database.
    pub storage: Storage,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn Ids>,
    pub(crate) hashing: Arc<Semaphore>,
}

impl House {
    /// A house over this database, by this clock, with these identifiers.
    pub fn new(storage: Storage, clock: Arc<dyn Clock>, ids: Arc<dyn Ids>) -> Self {
        Self { storage, clock, ids, hashing: Arc::new(Semaphore::new(HASHES_AT_ONCE)) }
    }

    /// This instant.
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// A new identifier.
    pub fn next_id<T: From<Uuid>>(&self) -> T {
        T::from(self.ids.next(self.clock.now()))
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
        kind: &str,
        subject: Option<String>,
        words: impl Into<String>,
    ) -> storage::event::Event {
        storage::event::Event {
            id: self.next_id(),
            at: self.now(),
            account: actor.account,
            actor: actor.name.clone(),
            kind: kind.to_owned(),
            subject,
            words: words.into(),
        }
    }
}
