//! The school's time, held still while somebody changes it.

use std::sync::Arc;

use domain::id::SchoolId;
use serde::Serialize;
use storage::Writing;
use storage::time_change::TimeChange;

use super::effects::TimeChanged;
use super::follow::follow;
use crate::almanac::Almanac;
use crate::deed::{Entry, Told};
use crate::unit::{Place, Turn, Unit, only_one};
use crate::{ActionError, Invalid};

/// What a school's lessons follow from: its calendar, its timetable and their exceptions. While it is held, nobody
/// asks for anything, so that what is held can move with its lessons without waiting for anybody.
#[derive(Debug)]
pub struct SchoolTime {
    /// The almanac as it was when the turn began.
    pub(crate) before: Arc<Almanac>,
}

impl Place for SchoolTime {
    type Scope = SchoolId;
    type Id = ();
    const NOUN: Option<&'static str> = None;

    fn named(at: Option<&str>) -> Result<(), Invalid> {
        only_one(at)
    }

    async fn hold_still(writing: &mut Writing, (): ()) -> Result<(), ActionError> {
        writing.hold_time().await?;
        Ok(writing.lock_school().await?)
    }

    async fn enter(unit: &mut Unit<SchoolId>, (): ()) -> Result<Self, ActionError> {
        Ok(Self { before: unit.almanac().await? })
    }
}

impl Turn<SchoolTime> {
    /// Brings every request to where its lesson is by now, and keeps how all of it is put back.
    pub(crate) async fn settle(
        &mut self,
        words: String,
        reversal: &impl Serialize,
    ) -> Result<Told<TimeChanged>, ActionError> {
        let id = self.unit.next_id();
        let change = TimeChange {
            id,
            made_at: self.unit.now,
            actor: self.unit.actor.name.clone(),
            words: words.clone(),
            reversal: serde_json::to_string(reversal)?,
            put_back_at: None,
        };
        self.unit.add_time_change(&change)?;
        let (mut told, entries) = self.follow(words).await?;
        told.change = Some(id);
        Ok(Told::all(told, entries))
    }

    /// The same for a change that is not put back.
    pub(crate) async fn follow(&mut self, words: String) -> Result<(TimeChanged, Vec<Entry>), ActionError> {
        let after = Almanac::read(&mut self.unit).await?;
        let before = Arc::clone(&self.at.before);
        let (effects, followed) = follow(&mut self.unit, &before, &after).await?;
        let mut entries = vec![Entry::new(words)];
        entries.extend(followed);
        Ok((TimeChanged { change: None, effects }, entries))
    }
}
