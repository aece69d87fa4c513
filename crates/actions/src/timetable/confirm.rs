//! Confirming a timetable that was brought and looked at.

use domain::people::permissions::ImportTimetable;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::import::{ImportCounts, Read, import_words, put};
use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::school::OneSchool;
use crate::unit::Turn;

/// Puts a timetable in force that was brought and looked at. One that changes nothing leaves no trace.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confirm {
    /// What was brought, as the preview named it.
    pub draft: Uuid,
}

impl Deed for Confirm {
    type At = OneSchool;
    type May = ImportTimetable;
    type Answer = ImportCounts;
    const KEY: &'static str = "timetable.confirm";
    const HISTORY: &'static str = "timetable.import";
    const FORM: &'static str = "timetable-confirm";

    fn example() -> Self {
        Self { draft: Uuid::nil() }
    }

    async fn act(self, turn: &mut Turn<OneSchool>) -> Result<Told<ImportCounts>, ActionError> {
        let unit = &mut turn.unit;
        let kept = unit.find_import_draft(self.draft).await?;
        let kept = kept.ok_or(ActionError::NotFound("timetable to confirm"))?;
        let read: Read = serde_json::from_str(&kept.payload)?;
        let house = unit.house.clone();
        let (counts, is_new) = put(&house, unit, read, Some(kept.valid_from)).await?;
        unit.drop_import_draft(self.draft).await?;
        if !is_new {
            return Ok(Told::nothing(counts));
        }
        let words = import_words(&counts);
        Ok(Told::done(counts, words))
    }
}
