//! Changes of a school's time, with what puts them back.

use domain::Instant;
use domain::id::TimeChangeId;

use crate::columns::{Kept as _, columns, insert, select, statements};
use crate::connection::values;
use crate::error::StorageError;
use crate::{Reading, Writing};

/// A change of the calendar, the timetable or what else lessons follow from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeChange {
    /// Its identifier.
    pub id: TimeChangeId,
    /// When it was made.
    pub made_at: Instant,
    /// By whom, in words.
    pub actor: String,
    /// What it was, in words.
    pub words: String,
    /// What puts it back, as text.
    pub reversal: String,
    /// When it was put back, if it was.
    pub put_back_at: Option<Instant>,
}

columns! { "time_change", TimeChange, |it, row|
    once {
        id: parsed = it.id;
        made_at: instant = it.made_at;
        actor: text = &it.actor;
        words: text = &it.words;
        reversal: text = &it.reversal;
        put_back_at: instant_or_none = it.put_back_at;
    }
    made TimeChange { id, made_at, actor, words, reversal, put_back_at }
}

statements! { "time_change";
    ONE: TimeChange = select!(TimeChange, "from time_change where school_id = $1 and id = $2");
    LATEST: TimeChange = select!(TimeChange, "from time_change
        where school_id = $1 order by made_at desc, id desc limit $2");
    OF_DAYS: TimeChange = select!(TimeChange, r#"from time_change
        where school_id = $1 and put_back_at is null and reversal like '{"exceptions"%' order by made_at, id"#);
    ADD = insert!(TimeChange in "school_id");
    PUT_BACK = "update time_change set put_back_at = $3 where school_id = $1 and id = $2 and put_back_at is null";
}

impl Reading {
    /// One change.
    pub async fn find_time_change(&mut self, id: TimeChangeId) -> Result<Option<TimeChange>, StorageError> {
        let school = self.scope;
        self.connection.one(ONE, values![school, id], TimeChange::read).await
    }

    /// Every change that said what is otherwise on some days and was not put back, oldest first.
    pub async fn time_changes_of_days(&mut self) -> Result<Vec<TimeChange>, StorageError> {
        let school = self.scope;
        self.connection.all(OF_DAYS, values![school], TimeChange::read).await
    }

    /// The latest changes, newest first.
    pub async fn latest_time_changes(&mut self, most: u32) -> Result<Vec<TimeChange>, StorageError> {
        let school = self.scope;
        self.connection.all(LATEST, values![school, most], TimeChange::read).await
    }
}

impl Writing {
    /// Keeps how a change is put back.
    pub fn add_time_change(&mut self, change: &TimeChange) -> Result<(), StorageError> {
        let row = change.inserted(values![self.scope])?;
        self.connection.later(ADD, row);
        Ok(())
    }

    /// Says that a change was put back; one that was already is none.
    pub async fn put_back_time_change(&mut self, id: TimeChangeId, at: Instant) -> Result<(), StorageError> {
        let school = self.scope;
        self.connection.run_one(PUT_BACK, values![school, id, at]).await
    }
}
