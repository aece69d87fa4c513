//! Keeping a request at its hour although its lesson is gone from there.

use domain::history::Kind;
use domain::people::permissions::Request;
use domain::requisition::{Part, Refusal, Step};
use serde::{Deserialize, Serialize};

use super::done::Done;
use super::one::OneRequisition;
use crate::ActionError;
use crate::deed::{Deed, Entry, Told};
use crate::unit::Turn;

/// Says that a request stays where it is, whatever has become of its lesson: the class meets after all. Where its
/// teacher is marked out, it goes ahead with somebody else.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeepHour {}

impl Deed for KeepHour {
    type At = OneRequisition;
    type May = Request;
    type Answer = Done;
    const KEY: &'static str = "requisition.keep-hour";

    fn example() -> Self {
        Self {}
    }

    async fn act(self, turn: &mut Turn<OneRequisition>) -> Result<Told<Done>, ActionError> {
        let Turn { unit, at } = turn;
        let requisition = &at.requisition;
        if !Part::of(&unit.actor, requisition, unit.now).asker {
            return Err(Refusal::NotYours.into());
        }
        let Some(tie) = requisition.occasion.tie.kept().filter(|_| requisition.state.is_open()) else {
            let words = "its lesson is there, and so is its teacher; there is nothing to decide";
            return Err(ActionError::field("requisition", words));
        };
        at.decide(unit, tie).await?;
        let kept = &at.requisition;
        let words = format!("{} for {}: stays at its hour", kept.content.title(), kept.occasion.class);
        let done = Done { words, ..Done::of(kept, Step::Change) };
        Ok(Told::done(done, Entry::new("Stays at its hour").of(Kind::RequisitionKeepHour)))
    }
}
