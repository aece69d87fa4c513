//! Requisitions: what a teacher asks for and for which occasion, and how it moves.

mod content;
pub mod deadline;
mod follow;
mod judgement;
mod lateness;
mod occasion;
mod part;
mod step;
mod ways_out;

use serde::{Deserialize, Serialize};

use crate::apparatus::Hold;
use crate::id::{AccountId, ItemId, RequisitionId};
use crate::instant::Instant;

pub use content::{
    Content, ContentProblem, Line, LineWhat, MOST_LINES, MOST_QUANTITY, MOST_SETS, MOST_WORDS, Station,
};
pub use follow::{Moving, followed, moved_holds, turned};
pub use judgement::{Judged, SendFacts, judge_approval, judge_change, judge_sending};
pub use lateness::{LateReason, grows};
pub use occasion::{Occasion, Tie};
pub use part::{Part, Who, asks_as_trainee, may_ask_for, may_see_week_of};
pub use step::{
    HoldEffect, LeadsTo, Refusal, STEPS, State, Step, StepRule, UnknownState, rule_for, steps_from,
};
pub use ways_out::Stock;

/// Minutes within which a person may undo their own last step.
pub const UNDO_MINUTES: i64 = 10;

/// A teacher's request for one lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requisition {
    /// Its identifier.
    pub id: RequisitionId,
    /// Grows by one with every change.
    pub version: u32,
    /// Where it stands.
    pub state: State,
    /// What it is for.
    pub occasion: Occasion,
    /// What is asked for.
    pub content: Content,
    /// Whether it came late, for good.
    pub lateness: Lateness,
    /// A mentor or head must let it through.
    pub needs_approval: bool,
    /// Who asked; none where a command did.
    pub asked_by: Option<AccountId>,
    /// Their name at the time.
    pub asked_by_name: String,
    /// What a technician has asked and nobody has answered; empty otherwise.
    pub question: String,
    /// Whether a practical in it has hazards to note.
    pub hazard: bool,
    /// Whether it should be tried before the class does it.
    pub trial: bool,
    /// The last thing done to it.
    pub last: LastStep,
    /// What it was before that, while it can be undone.
    pub before_last: Option<Before>,
    /// What came back otherwise than it went out.
    pub returned: Vec<Returned>,
    /// When it was first kept.
    pub created_at: Instant,
}

/// Whether and why a requisition is late.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lateness {
    /// It was received after its deadline.
    pub late: bool,
    /// The reason's key.
    pub reason: Option<String>,
    /// The reason in words, where one was given.
    pub words: String,
    /// When it was first sent.
    pub received_at: Option<Instant>,
    /// The deadline it was judged by.
    pub deadline_at: Option<Instant>,
}

/// The last thing done to a requisition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastStep {
    /// What was done.
    pub step: Step,
    /// Who did it; none for a command.
    pub by: Option<AccountId>,
    /// When.
    pub at: Instant,
}

/// What a requisition was before the last step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Before {
    /// The state, by its key.
    pub state: String,
    /// What was asked for, where the step has changed it; none where that is what is asked for still.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<Content>,
    /// What it was for, where the step has changed that; none where it is for the same still, which may have moved since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occasion: Option<Occasion>,
    /// Whether it was late, where the step has changed that; none where it is so still.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lateness: Option<Lateness>,
    /// Whether it needed approval.
    #[serde(default, skip_serializing_if = "is_not")]
    pub needs_approval: bool,
    /// What was asked of the teacher.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub question: String,
    /// What it held.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub held: Vec<HeldBefore>,
    /// What counting it back took off the shelves as missing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<(ItemId, u32)>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_not(flag: &bool) -> bool {
    !flag
}

/// One hold as it was before. Until when follows from the lesson, which may have moved since.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldBefore {
    /// What.
    pub item: ItemId,
    /// How many.
    pub quantity: u32,
}

impl From<&Hold> for HeldBefore {
    fn from(hold: &Hold) -> Self {
        Self { item: hold.item, quantity: hold.quantity }
    }
}

/// How one item came back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returned {
    /// What.
    pub item: ItemId,
    /// Its name.
    pub name: String,
    /// How many went out.
    pub out: u32,
    /// How many came back whole.
    pub back: u32,
}

impl Returned {
    /// How many did not come back.
    pub fn missing(&self) -> u32 {
        self.out.saturating_sub(self.back)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As rows of the program before this one have it: everything written, and until when it was held.
    const KEPT_BEFORE: &str = r#"{
        "state": "submitted",
        "content": {"stations": [{"practical": null, "title": "Springs", "sets": 8, "pupils": null, "lines": [{
            "what": {"words": "string"}, "name": "string", "rule": "ForTheClass", "amount": 1000, "spares": 0,
            "quantity": 1, "unit": null, "detail": ""}]}], "note": ""},
        "lateness": {"late": false, "reason": null, "words": "", "received_at": 5, "deadline_at": 9},
        "needs_approval": false, "question": "",
        "held": [{"item": "01980000-0000-7000-8000-000000000001", "quantity": 3, "interval": {"from": 1, "until": 2}}],
        "missing": []
    }"#;

    #[test]
    fn what_was_kept_in_full_is_read_and_is_kept_shorter() {
        let before: Before = serde_json::from_str(KEPT_BEFORE).unwrap();
        let content = before.content.as_ref().unwrap();
        let line = &content.stations[0].lines[0];
        assert_eq!((content.title().as_str(), line.quantity, line.spares), ("Springs", 1, 0));
        assert_eq!(
            (before.held[0].quantity, before.lateness.as_ref().unwrap().received_at),
            (3, Some(Instant(5)))
        );

        let short = serde_json::to_string(&before).unwrap();
        assert!(
            ["spares", "unit", "detail", "note", "interval", "missing", "approval"]
                .iter()
                .all(|name| !short.contains(name))
        );
        assert_eq!(serde_json::from_str::<Before>(&short).unwrap(), before);
    }

    #[test]
    fn what_a_step_leaves_as_it_is_is_not_kept_twice() {
        let before: Before = serde_json::from_str(KEPT_BEFORE).unwrap();
        let unchanged = Before { content: None, lateness: None, ..before };
        let kept = serde_json::to_string(&unchanged).unwrap();
        assert!(!kept.contains("content") && !kept.contains("late"));
        assert_eq!(serde_json::from_str::<Before>(&kept).unwrap(), unchanged);
    }
}
