//! Writing a trial note on a practical.

use domain::id::{NoteId, PracticalId, SchoolId};
use domain::people::permissions::NotePractical;
use serde::{Deserialize, Serialize};

use crate::ActionError;
use crate::deed::{Deed, Entry, Told};
use crate::requisition::Book;
use crate::source::{Source, written_by, written_words};
use crate::unit::{Turn, Unit};

/// Writes a note on a practical; its identifier is the answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// Which.
    pub practical: PracticalId,
    /// What the next person should know.
    pub words: String,
}

impl Deed for Note {
    type At = Book;
    type May = NotePractical;
    type Answer = NoteId;
    const KEY: &'static str = "practical.note";
    const FORM: &'static str = "practical-note";

    fn example() -> Self {
        let practical = PracticalId(uuid::Uuid::nil());
        Self { practical, words: "Half the acid does".to_owned() }
    }

    async fn act(self, turn: &mut Turn<Book>) -> Result<Told<NoteId>, ActionError> {
        note(&mut turn.unit, self.practical, &self.words, None).await
    }
}

/// Writes a note, with the message it was saved from, if it was.
pub(super) async fn note(
    unit: &mut Unit<SchoolId>,
    practical: PracticalId,
    words: &str,
    source: Option<&Source>,
) -> Result<Told<NoteId>, ActionError> {
    let words = written_words(words, "write what the next person should know")?;
    let found = unit.find_practical(practical).await?.ok_or(ActionError::NotFound("practical"))?;
    let id: NoteId = unit.next_id();
    let written = written_by(unit);
    unit.add_practical_note(practical, id, &words, &written, source).await?;
    // History keeps neither the words nor the credit, so that nothing there has to be forgotten.
    let said = format!("Wrote a trial note on “{}”", found.title);
    Ok(Told::done(id, Entry::new(said).about(practical)))
}
