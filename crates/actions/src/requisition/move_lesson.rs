//! Moving a request to another lesson: judged again there, as one unit.

use domain::id::LessonId;
use domain::people::permissions::Request;
use domain::requisition::{LateReason, Step};
use serde::{Deserialize, Serialize};

use super::asking::{Late, judged_again, lesson_to_ask_for, not_over};
use super::done::Done;
use super::one::OneRequisition;
use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Asks for the same in another lesson instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MoveLesson {
    /// Which lesson it is for from now on.
    pub lesson: LessonId,
    /// Why it is late, where it now is.
    #[serde(default)]
    pub late_reason: Option<LateReason>,
    /// The same in words.
    #[serde(default)]
    pub late_words: String,
}

impl Deed for MoveLesson {
    type At = OneRequisition;
    type May = Request;
    type Answer = Done;
    const KEY: &'static str = "requisition.move";
    const HISTORY: &'static str = "requisition.change";

    fn example() -> Self {
        Self { lesson: LessonId(uuid::Uuid::nil()), late_reason: None, late_words: String::new() }
    }

    async fn act(self, turn: &mut Turn<OneRequisition>) -> Result<Told<Done>, ActionError> {
        let Turn { unit, at } = turn;
        let rule = at.may(unit, Step::Change)?;
        let lesson = lesson_to_ask_for(unit, self.lesson).await?;
        not_over(unit, &lesson)?;
        let was = at.requisition.occasion.date;
        at.requisition.occasion = at.requisition.occasion.at(&lesson);
        let words = format!("Moved to the lesson of {} from that of {was}", lesson.date);
        let late = Late { reason: self.late_reason, words: self.late_words };
        let content = at.requisition.content.clone();
        judged_again(unit, at, rule, content, late, &words).await
    }
}
