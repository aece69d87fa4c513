//! Keeping what somebody said in a chat as the draft of a practical.

use domain::id::PracticalId;
use domain::people::permissions::DraftPractical;
use serde::{Deserialize, Serialize};

use super::draft::{self, DraftWanted, draft};
use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::requisition::Book;
use crate::source::{self, Source, check_source};
use crate::unit::Turn;

/// Drafts a practical that somebody told of in a chat; its identifier is the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SaveDraft {
    /// What the draft says.
    pub practical: DraftWanted,
    /// The message it is saved from.
    pub source: Source,
}

impl Deed for SaveDraft {
    type At = Book;
    type May = DraftPractical;
    type Answer = PracticalId;
    const KEY: &'static str = "practical.save-draft";
    const HISTORY: &'static str = "practical.draft";
    const FORM: &'static str = "save-draft";

    fn example() -> Self {
        Self { practical: draft::example(), source: source::example() }
    }

    async fn act(self, turn: &mut Turn<Book>) -> Result<Told<PracticalId>, ActionError> {
        check_source(&self.source)?;
        draft(&mut turn.unit, &self.practical, Some(&self.source)).await
    }
}
