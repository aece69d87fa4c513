//! Confirming a timetable that was brought and looked at.

use domain::people::permissions::ImportTimetable;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::import::{ImportCounts, Preview, kept, put};
use super::pairing::Said;
use crate::ActionError;
use crate::calendar::SchoolTime;
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Puts a timetable in force that was brought and looked at. One that changes nothing leaves no trace.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confirm {
    /// What was brought, as the preview named it.
    pub draft: Uuid,
    /// What was said of lessons and people of which it was not plain what they become.
    #[serde(default)]
    pub said: Said,
}

impl Deed for Confirm {
    type At = SchoolTime;
    type May = ImportTimetable;
    type Answer = ImportCounts;
    const KEY: &'static str = "timetable.confirm";
    const HISTORY: &'static str = "timetable.import";
    const FORM: &'static str = "timetable-confirm";

    fn example() -> Self {
        Self { draft: Uuid::nil(), said: Said::default() }
    }

    async fn act(self, turn: &mut Turn<SchoolTime>) -> Result<Told<ImportCounts>, ActionError> {
        let (read, from) = kept(turn, self.draft).await?;
        let (preview, told) = put(turn, read, Some(from), &self.said).await?;
        if preview.needs_a_word() && !self.said.yes {
            return Err(ActionError::field("said", in_question(&preview)));
        }
        turn.unit.drop_import_draft(self.draft).await?;
        Ok(told)
    }
}

/// What has to be said before a timetable is taken up.
fn in_question(preview: &Preview) -> String {
    let mut words: Vec<String> = preview.doubts.iter().map(|doubt| doubt.was.clone()).collect();
    words.extend(preview.people.iter().map(|person| format!("{} or {}", person.was, person.proposed)));
    let losing = preview.effects.orphaned.iter().filter(|one| preview.losing.contains(&one.id));
    words.extend(losing.map(|one| format!("{} would lose its lesson", one.title)));
    format!("say what becomes of these first, or “yes”: {}", words.join("; "))
}
