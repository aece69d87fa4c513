//! Moving a request to another lesson: judged again there, as one unit.

use domain::id::LessonId;
use domain::people::permissions::Request;
use domain::requisition::{LateReason, Step};
use serde::{Deserialize, Serialize};

use super::asking::{Judging, Late, judged_again, lesson_to_ask_for, not_over};
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
        let was = &at.requisition.occasion;
        let (was_on, is_taken) = (was.date, was.tie.is_to_decide());
        // Where the school took the lesson away, whoever goes to a later one is not late, and need not say why.
        let is_earlier = lesson.interval.from < was.interval.from;
        let judged = if is_taken && !is_earlier { Judging::Never } else { Judging::Always };
        let reason = self.late_reason.or(is_taken.then_some(LateReason::LessonChanged));
        at.requisition.occasion = was.at(&lesson);
        let words = format!("Moved to the lesson of {} from that of {was_on}", lesson.date);
        let late = Late { judged, ..Late::said(reason, self.late_words) };
        let content = at.requisition.content.clone();
        judged_again(unit, at, rule, content, late, &words).await
    }
}
