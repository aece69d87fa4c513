//! What is otherwise than the timetable has it.

use domain::Instant;
use domain::id::ExceptionId;
use domain::timetable::exception::{Exception, KeptException};

use crate::Writing;
use crate::columns::{insert, statements};
use crate::connection::values;
use crate::error::StorageError;

statements! { "exception";
    ADD = insert!("exception", "school_id, id, first_date, payload, made_at, place");
    NEXT_PLACE: [Integer] = "select coalesce(max(place), 0) + 1 from exception where school_id = $1";
    END = "update exception set ended_at = $3 where school_id = $1 and id = $2 and ended_at is null";
    RESTORE = "update exception set ended_at = null where school_id = $1 and id = $2 and ended_at is not null";
}

impl Writing {
    /// Adds an exception: it applies after all that were made before. The school's time is held.
    pub async fn add_exception(&mut self, kept: &KeptException, at: Instant) -> Result<(), StorageError> {
        let KeptException { id, exception } = kept;
        let first = exception.first().map_or_else(String::new, |date| date.to_string());
        let school = self.scope;
        let place = self.connection.one(NEXT_PLACE, values![school], |row| row.integer()).await?.unwrap_or(1);
        let row = values![school, *id, first, serde_json::to_string::<Exception>(exception)?, at, place];
        self.connection.run_one(ADD, row).await?;
        self.change_almanac().await
    }

    /// Ends an exception; says whether it was in force.
    pub async fn end_exception(&mut self, id: ExceptionId, at: Instant) -> Result<bool, StorageError> {
        let school = self.scope;
        let ended = self.connection.run(END, values![school, id, at]).await? > 0;
        self.change_almanac().await?;
        Ok(ended)
    }

    /// Puts an exception that was ended in force again; says whether it was not.
    pub async fn restore_exception(&mut self, id: ExceptionId) -> Result<bool, StorageError> {
        let school = self.scope;
        let restored = self.connection.run(RESTORE, values![school, id]).await? > 0;
        self.change_almanac().await?;
        Ok(restored)
    }
}
