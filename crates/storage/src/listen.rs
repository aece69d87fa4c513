//! Word of what other processes commit to the same database.

use std::collections::HashMap;
use std::time::Duration;

use sqlx::postgres::PgListener;
use tokio::time::{MissedTickBehavior, interval};

use crate::columns::statements;
use crate::connection::values;
use crate::error::StorageError;
use crate::{Change, Pools, ScopeId, Storage, postgres};

/// How often a process looks whether another one has written to the SQLite file.
const LOOK_EVERY: Duration = Duration::from_millis(250);
/// How long to wait before listening again when the connection was lost.
const LISTEN_AGAIN: Duration = Duration::from_secs(1);

statements! { "event sequence";
    OF_SCHOOLS: [Text, Integer] = "select id, event_sequence from school";
    OF_NETWORKS: [Text, Integer] = "select id, event_sequence from network";
}

impl Storage {
    /// Passes on what other processes commit, until the future is dropped.
    pub async fn listen_to_others(&self) {
        match &self.pools {
            Pools::Sqlite(_) => self.look_again_and_again().await,
            Pools::Postgres(pool) => {
                let mut known = HashMap::new();
                loop {
                    if let Err(error) = self.listen(pool, &mut known).await {
                        tracing::warn!(%error, "lost word from other processes; listening again");
                    }
                    tokio::time::sleep(LISTEN_AGAIN).await;
                }
            }
        }
    }

    async fn look_again_and_again(&self) {
        let mut known: HashMap<ScopeId, i64> = HashMap::new();
        let mut ticks = interval(LOOK_EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
        loop {
            ticks.tick().await;
            if self.changes.receiver_count() == 0 {
                continue;
            }
            match self.sequences().await {
                Ok(found) => self.tell_what_is_new(found, &mut known),
                Err(error) => tracing::warn!(%error, "could not look for changes"),
            }
        }
    }

    fn tell_what_is_new(&self, found: Vec<(ScopeId, i64)>, known: &mut HashMap<ScopeId, i64>) {
        for (scope, sequence) in found {
            if known.insert(scope, sequence).is_some_and(|before| before == sequence) {
                continue;
            }
            // Nobody listening is no failure.
            let _ = self.changes.send(Change { scope, sequence });
        }
    }

    async fn sequences(&self) -> Result<Vec<(ScopeId, i64)>, StorageError> {
        let mut connection = self.reader().await?;
        let mut found = connection
            .all(OF_SCHOOLS, values![], |row| Ok((ScopeId::School(row.parsed()?), row.integer()?)))
            .await?;
        found.extend(
            connection
                .all(OF_NETWORKS, values![], |row| Ok((ScopeId::Network(row.parsed()?), row.integer()?)))
                .await?,
        );
        Ok(found)
    }

    async fn listen(
        &self,
        pool: &sqlx::PgPool,
        known: &mut HashMap<ScopeId, i64>,
    ) -> Result<(), StorageError> {
        let mut listener = PgListener::connect_with(pool).await?;
        listener.listen(postgres::CHANNEL).await?;
        // What was committed while nobody listened is told now.
        self.tell_what_is_new(self.sequences().await?, known);
        loop {
            // None where the connection was lost and is there again: words of between are lost.
            let Some(word) = listener.try_recv().await? else {
                self.tell_what_is_new(self.sequences().await?, known);
                continue;
            };
            let Some((scope, sequence)) = word.payload().rsplit_once(' ') else { continue };
            if let (Ok(scope), Ok(sequence)) = (scope.parse(), sequence.parse()) {
                known.insert(scope, sequence);
                let _ = self.changes.send(Change { scope, sequence });
            }
        }
    }
}
