//! Keeping what somebody said in a chat as a trial note.

use domain::id::{NoteId, PracticalId};
use domain::people::permissions::NotePractical;
use serde::{Deserialize, Serialize};

use super::note::note;
use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::requisition::Book;
use crate::source::{self, Source, check_source};
use crate::unit::Turn;

/// Writes a note on a practical that was said in a chat; its identifier is the answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SaveNote {
    /// Which practical.
    pub practical: PracticalId,
    /// What the next person should know.
    pub words: String,
    /// The message it is saved from.
    pub source: Source,
}

impl Deed for SaveNote {
    type At = Book;
    type May = NotePractical;
    type Answer = NoteId;
    const KEY: &'static str = "practical.save-note";
    const HISTORY: &'static str = "practical.note";
    const FORM: &'static str = "save-note";

    fn example() -> Self {
        let practical = PracticalId(uuid::Uuid::nil());
        Self { practical, words: "Half the acid does".to_owned(), source: source::example() }
    }

    async fn act(self, turn: &mut Turn<Book>) -> Result<Told<NoteId>, ActionError> {
        check_source(&self.source)?;
        note(&mut turn.unit, self.practical, &self.words, Some(&self.source)).await
    }
}
