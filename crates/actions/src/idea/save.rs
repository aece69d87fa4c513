//! Keeping what somebody said in a chat as an idea of the department.

use domain::id::IdeaId;
use domain::people::permissions::SuggestIdea;
use serde::{Deserialize, Serialize};

use super::suggest::suggest;
use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::requisition::Book;
use crate::source::{self, Source, check_source};
use crate::unit::Turn;

/// Puts an idea into the box that was had in a chat; its identifier is the answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Save {
    /// What somebody would like to try.
    pub words: String,
    /// The message it is saved from.
    pub source: Source,
}

impl Deed for Save {
    type At = Book;
    type May = SuggestIdea;
    type Answer = IdeaId;
    const KEY: &'static str = "idea.save";
    const HISTORY: &'static str = "idea.suggest";
    const FORM: &'static str = "save-idea";

    fn example() -> Self {
        Self { words: "Grow cress under coloured light".to_owned(), source: source::example() }
    }

    async fn act(self, turn: &mut Turn<Book>) -> Result<Told<IdeaId>, ActionError> {
        check_source(&self.source)?;
        suggest(&mut turn.unit, &self.words, Some(&self.source)).await
    }
}
