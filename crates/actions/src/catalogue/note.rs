//! Writing a trial note on a practical.

use domain::Permit;
use domain::history::Kind;
use domain::id::{NoteId, PracticalId};
use domain::people::permissions;

use crate::source::{Source, check_source, written_words};
use crate::{ActionError, Begun, House, Once};

/// Writes a note on a practical, with the message it was saved from, if it was.
pub async fn note(
    house: &House,
    permit: &Permit<permissions::NotePractical>,
    practical: PracticalId,
    words: &str,
    source: Option<Source>,
    once: Option<Once>,
) -> Result<NoteId, ActionError> {
    let words = written_words(words, "write what the next person should know")?;
    check_source(source.as_ref())?;
    let mut work = match house.begin(permit.school(), permit.actor().account, once).await? {
        Begun::Answered(id) => return Ok(id),
        Begun::Anew(work) => work,
    };
    let found = work.find_practical(practical).await?.ok_or(ActionError::NotFound("practical"))?;
    let id: NoteId = house.next_id();
    let written = house.written_by(permit.actor());
    work.add_practical_note(practical, id, &words, &written, source.as_ref()).await?;
    // History keeps neither the words nor the credit, so that nothing there has to be forgotten.
    let said = format!("Wrote a trial note on “{}”", found.title);
    let event = house.history(permit.actor(), Kind::PracticalNote, Some(practical.to_string()), said);
    work.finish(id, Some(event)).await
}
