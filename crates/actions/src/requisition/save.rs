//! Saving a draft.

use domain::id::{LessonId, RequisitionId};
use domain::people::permissions::Request;
use domain::requisition::{Content, State, Step, rule_for};
use serde::{Deserialize, Serialize};

use super::asking::{anew, lesson_to_ask_for, put};
use super::book::Book;
use super::done::Done;
use super::one::{OneRequisition, Outcome};
use super::weigh::complete;
use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Keeps a draft for a lesson; nothing is held and nobody else sees it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Save {
    /// The draft that takes the new words, where there is one.
    #[serde(default)]
    pub draft: Option<RequisitionId>,
    /// The version of that draft that was seen: a later one is not overwritten. None where any is.
    #[serde(default)]
    pub version: Option<u32>,
    /// For which lesson.
    pub lesson: LessonId,
    /// What.
    pub content: Content,
}

impl Deed for Save {
    type At = Book;
    type May = Request;
    type Answer = Done;
    const KEY: &'static str = "requisition.save";
    const FORM: &'static str = "save";

    fn example() -> Self {
        Self {
            draft: None,
            version: None,
            lesson: LessonId(uuid::Uuid::nil()),
            content: super::asking::example(),
        }
    }

    async fn act(self, turn: &mut Turn<Book>) -> Result<Told<Done>, ActionError> {
        let unit = &mut turn.unit;
        let Some(draft) = self.draft else {
            let lesson = lesson_to_ask_for(unit, self.lesson).await?;
            let (mut one, _) = anew(unit, &lesson, self.content, Step::Save).await?;
            return one.take(unit, rule_for(Step::Save, State::Draft), Outcome::by_the_table()).await;
        };
        let mut one = OneRequisition::held_still(unit, draft).await?;
        let rule = one.may(unit, Step::Save)?;
        one.must_be(self.version)?;
        let (content, traits) = complete(unit, self.content).await?;
        put(&mut one.requisition, content, traits);
        one.take(unit, rule, Outcome::by_the_table()).await
    }
}
