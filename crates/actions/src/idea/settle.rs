//! Settling an idea: taken up, or put by for now.

use domain::id::IdeaId;
use domain::people::permissions::SettleIdea;
use serde::{Deserialize, Serialize};

use super::{Outcome, Settlement};
use crate::ActionError;
use crate::deed::{Deed, Entry, Told};
use crate::requisition::Book;
use crate::unit::Turn;

/// Says what becomes of an idea. It may be said anew; saying the same again changes nothing.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settle {
    /// Which.
    pub idea: IdeaId,
    /// What becomes of it.
    pub outcome: Outcome,
}

impl Deed for Settle {
    type At = Book;
    type May = SettleIdea;
    type Answer = ();
    const KEY: &'static str = "idea.settle";
    const FORM: &'static str = "idea-settle";

    fn example() -> Self {
        Self { idea: IdeaId(uuid::Uuid::nil()), outcome: Outcome::TakenUp }
    }

    async fn act(self, turn: &mut Turn<Book>) -> Result<Told<()>, ActionError> {
        let Self { idea: id, outcome } = self;
        let unit = &mut turn.unit;
        let idea = unit.find_idea(id).await?.ok_or(ActionError::NotFound("idea"))?;
        if idea.settled.is_some_and(|settled| settled.outcome == outcome) {
            return Ok(Told::nothing(()));
        }
        let settled = Settlement { outcome, by: unit.actor.name.clone(), at: unit.now };
        unit.settle_idea(id, &settled).await?;
        let words = match outcome {
            Outcome::TakenUp => "Took up an idea",
            Outcome::PutBy => "Put an idea by",
        };
        Ok(Told::done((), Entry::new(words).about(id)))
    }
}
