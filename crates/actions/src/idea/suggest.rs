//! Putting an idea into the box.

use domain::Permit;
use domain::history::Kind;
use domain::id::IdeaId;
use domain::people::permissions;

use crate::source::{Source, check_source, written_words};
use crate::{ActionError, Begun, House, Once};

/// Puts an idea into the box, with the message it was saved from, if it was.
pub async fn suggest(
    house: &House,
    permit: &Permit<permissions::SuggestIdea>,
    words: &str,
    source: Option<Source>,
    once: Option<Once>,
) -> Result<IdeaId, ActionError> {
    let words = written_words(words, "write what you would like to try")?;
    check_source(source.as_ref())?;
    let mut work = match house.begin(permit.school(), permit.actor().account, once).await? {
        Begun::Answered(id) => return Ok(id),
        Begun::Anew(work) => work,
    };
    let id: IdeaId = house.next_id();
    work.add_idea(id, &words, &house.written_by(permit.actor()), source.as_ref()).await?;
    // History keeps neither the words nor the credit, so that nothing there has to be forgotten.
    let event =
        house.history(permit.actor(), Kind::IdeaSuggest, Some(id.to_string()), "Put an idea into the box");
    work.finish(id, Some(event)).await
}
