//! The same for other classes: one touch asks for several lessons, each as a requisition of its own.

use domain::id::{LessonId, RequisitionId};
use domain::people::permissions::Request;
use domain::requisition::{LateReason, Part, State};
use serde::{Deserialize, Serialize};

use super::done::Done;
use super::one::OneRequisition;
use super::send::{Send, send_anew};
use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// The most lessons that one touch asks for; a page offers six.
pub const MOST_ALSO: usize = 12;

/// Asks for the same for other lessons. A lesson for which something is not free, or which is over, is left out
/// and told; the others are sent.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Also {
    /// For which lessons, twelve at most.
    pub lessons: Vec<LessonId>,
}

/// What became of the same for other lessons.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlsoSent {
    /// What was sent.
    pub sent: Vec<Done>,
    /// The lessons that were left out, and why.
    pub left_out: Vec<LeftOut>,
}

/// A lesson that the same could not be asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Which.
    pub lesson: LessonId,
    /// Why, as a sentence says it.
    pub why: String,
}

impl Deed for Also {
    type At = OneRequisition;
    type May = Request;
    type Answer = AlsoSent;
    const KEY: &'static str = "requisition.also";
    const HISTORY: &'static str = "requisition.send";
    const FORM: &'static str = "also";

    fn example() -> Self {
        Self { lessons: vec![LessonId(uuid::Uuid::nil())] }
    }

    async fn act(self, turn: &mut Turn<OneRequisition>) -> Result<Told<AlsoSent>, ActionError> {
        if self.lessons.len() > MOST_ALSO {
            return Err(ActionError::field(
                "lessons",
                format!("ask for at most {MOST_ALSO} lessons at once"),
            ));
        }
        let part = Part::of(&turn.unit.actor, &turn.at.requisition, turn.unit.now);
        if turn.at.requisition.state == State::Draft && !part.writer {
            return Err(ActionError::NotFound("requisition"));
        }
        let mut answer = AlsoSent::default();
        let mut entries = Vec::new();
        for lesson in self.lessons {
            // A form that was answered lesson by lesson is answered so again.
            if let Some(done) = turn.unit.answer_of_part::<Done>(lesson).await? {
                answer.sent.push(done);
                continue;
            }
            match send_anew(&mut turn.unit, the_same(&turn.at, lesson)).await {
                Ok(told) => {
                    answer.sent.push(told.answer);
                    entries.extend(told.entries);
                }
                Err(error @ (ActionError::Clash(_) | ActionError::Invalid(_))) => {
                    answer.left_out.push(LeftOut { lesson, why: error.to_string() });
                }
                Err(error) => return Err(error),
            }
        }
        Ok(Told::all(answer, entries))
    }
}

fn the_same(at: &OneRequisition, lesson: LessonId) -> Send {
    let lateness = &at.requisition.lateness;
    Send {
        draft: None,
        version: None,
        lesson,
        content: at.requisition.content.clone(),
        late_reason: lateness.reason.as_deref().and_then(LateReason::from_key),
        late_words: lateness.words.clone(),
        seen: None,
    }
}

impl AlsoSent {
    /// The requisitions that were sent, for taking all of them back in one touch.
    pub fn ids(&self) -> Vec<RequisitionId> {
        self.sent.iter().map(|done| done.id).collect()
    }
}
