//! Putting an idea into the box.

use domain::id::{IdeaId, SchoolId};
use domain::people::permissions::SuggestIdea;
use serde::{Deserialize, Serialize};

use crate::ActionError;
use crate::deed::{Deed, Entry, Told};
use crate::requisition::Book;
use crate::source::{Source, written_by, written_words};
use crate::unit::{Turn, Unit};

/// Puts an idea into the box; its identifier is the answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suggest {
    /// What somebody would like to try.
    pub words: String,
}

impl Deed for Suggest {
    type At = Book;
    type May = SuggestIdea;
    type Answer = IdeaId;
    const KEY: &'static str = "idea.suggest";
    const FORM: &'static str = "idea-suggest";

    fn example() -> Self {
        Self { words: "Grow cress under coloured light".to_owned() }
    }

    async fn act(self, turn: &mut Turn<Book>) -> Result<Told<IdeaId>, ActionError> {
        suggest(&mut turn.unit, &self.words, None).await
    }
}

/// Puts an idea into the box, with the message it was saved from, if it was.
pub(super) async fn suggest(
    unit: &mut Unit<SchoolId>,
    words: &str,
    source: Option<&Source>,
) -> Result<Told<IdeaId>, ActionError> {
    let words = written_words(words, "write what you would like to try")?;
    let id: IdeaId = unit.next_id();
    let written = written_by(unit);
    unit.add_idea(id, &words, &written, source).await?;
    // History keeps neither the words nor the credit, so that nothing there has to be forgotten.
    Ok(Told::done(id, Entry::new("Put an idea into the box").about(id)))
}
