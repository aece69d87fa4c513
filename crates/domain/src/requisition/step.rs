//! How a requisition moves: one table, which the code, the route tests and the user's book all read.

use std::fmt;
use std::str::FromStr;

use super::part::{Part, Who};

/// Where a requisition stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Kept by the teacher, seen by nobody else.
    Draft,
    /// Sent, and waiting for an answer.
    Submitted,
    /// A technician has asked something.
    Queried,
    /// The prep room will do it.
    Accepted,
    /// Ready on its trolley.
    Prepared,
    /// In the room.
    Delivered,
    /// Back in the prep room.
    Collected,
    /// Counted and put away.
    Closed,
    /// Refused, with a reason.
    Declined,
    /// Wanted, and then not used.
    NotUsed,
    /// Taken back by whoever asked.
    Withdrawn,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 11] = [
        Self::Draft,
        Self::Submitted,
        Self::Queried,
        Self::Accepted,
        Self::Prepared,
        Self::Delivered,
        Self::Collected,
        Self::Closed,
        Self::Declined,
        Self::NotUsed,
        Self::Withdrawn,
    ];

    /// The name that is kept.
    pub fn key(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Queried => "queried",
            Self::Accepted => "accepted",
            Self::Prepared => "prepared",
            Self::Delivered => "delivered",
            Self::Collected => "collected",
            Self::Closed => "closed",
            Self::Declined => "declined",
            Self::NotUsed => "not-used",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The name as a page says it.
    pub fn words(self) -> &'static str {
        match self {
            Self::NotUsed => "not used",
            other => other.key(),
        }
    }

    /// Whether it still asks for work or holds apparatus.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Closed | Self::Declined | Self::NotUsed | Self::Withdrawn)
    }

    /// Whether it may hold apparatus.
    pub fn may_hold(self) -> bool {
        self.is_open() && self != Self::Draft
    }
}

/// The kept text names no state.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a state of a requisition")]
pub struct UnknownState(pub String);

impl FromStr for State {
    type Err = UnknownState;

    fn from_str(text: &str) -> Result<Self, UnknownState> {
        Self::ALL.into_iter().find(|state| state.key() == text).ok_or_else(|| UnknownState(text.to_owned()))
    }
}

impl fmt::Display for State {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.words())
    }
}

/// Something a person does to a requisition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Keep a draft.
    Save,
    /// Ask for it.
    Send,
    /// A mentor or head lets it through.
    Approve,
    /// A technician takes it on.
    Accept,
    /// A technician asks something.
    Query,
    /// The teacher answers.
    Answer,
    /// The teacher changes what is asked.
    Change,
    /// A technician refuses it.
    Decline,
    /// It is ready.
    Prepare,
    /// It is in the room.
    Deliver,
    /// It is back in the prep room.
    Collect,
    /// It is counted and put away.
    Count,
    /// It was not needed after all.
    NotUsed,
    /// It is taken back.
    Withdraw,
    /// The last step is undone.
    Undo,
}

impl Step {
    /// The name that is kept and that addresses use.
    pub fn key(self) -> &'static str {
        match self {
            Self::Save => "save",
            Self::Send => "send",
            Self::Approve => "approve",
            Self::Accept => "accept",
            Self::Query => "query",
            Self::Answer => "answer",
            Self::Change => "change",
            Self::Decline => "decline",
            Self::Prepare => "prepare",
            Self::Deliver => "deliver",
            Self::Collect => "collect",
            Self::Count => "count",
            Self::NotUsed => "not-used",
            Self::Withdraw => "withdraw",
            Self::Undo => "undo",
        }
    }

    /// What was done, as history says it: “accepted”, “asked for”.
    pub fn past(self) -> &'static str {
        match self {
            Self::Save => "saved as a draft",
            Self::Send => "sent",
            Self::Approve => "approved",
            Self::Accept => "accepted",
            Self::Query => "queried",
            Self::Answer => "answered",
            Self::Change => "changed",
            Self::Decline => "declined",
            Self::Prepare => "prepared",
            Self::Deliver => "delivered",
            Self::Collect => "collected",
            Self::Count => "counted back",
            Self::NotUsed => "marked as not used",
            Self::Withdraw => "withdrawn",
            Self::Undo => "put back as it was",
        }
    }

    /// Whether a reason or words must be given.
    pub fn needs_words(self) -> bool {
        STEPS.iter().any(|rule| rule.step == self && rule.needs_words)
    }

    /// The step with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        STEPS.iter().map(|rule| rule.step).find(|step| step.key() == key)
    }
}

/// Where a step leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeadsTo {
    /// Always this state.
    State(State),
    /// Accepted or submitted, by lateness, approval and the school's policy.
    Judged,
    /// The state before the last step.
    Before,
}

/// What a step does to what is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoldEffect {
    /// Nothing is held.
    None,
    /// What is wanted is held, if it is free.
    Taken,
    /// As it was.
    Kept,
    /// Judged anew, as one unit.
    Rechecked,
    /// Given up.
    Released,
    /// Ends at this instant.
    EndsNow,
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct StepRule {
    /// What is done.
    pub step: Step,
    /// The states it may be done from.
    pub from: &'static [State],
    /// Where it leads.
    pub leads_to: LeadsTo,
    /// Who may do it.
    pub who: &'static [Who],
    /// What becomes of the hold.
    pub hold: HoldEffect,
    /// Whether a reason or words must be given.
    pub needs_words: bool,
}

use State::{Accepted, Collected, Delivered, Draft, Prepared, Queried, Submitted};

/// How a requisition moves. Saving makes the draft, so it also has a row for what does not exist yet.
pub const STEPS: &[StepRule] = &[
    row(Step::Save, &[Draft], LeadsTo::State(Draft), &[Who::Asker], HoldEffect::None),
    row(Step::Send, &[Draft], LeadsTo::Judged, &[Who::Asker], HoldEffect::Taken),
    row(Step::Approve, &[Submitted], LeadsTo::Judged, &[Who::Mentor, Who::Head], HoldEffect::Rechecked),
    row(
        Step::Accept,
        &[Submitted, Queried],
        LeadsTo::State(Accepted),
        &[Who::Technician],
        HoldEffect::Rechecked,
    ),
    with_words(row(
        Step::Query,
        &[Submitted, Accepted],
        LeadsTo::State(Queried),
        &[Who::Technician],
        HoldEffect::Kept,
    )),
    with_words(row(Step::Answer, &[Queried], LeadsTo::Judged, &[Who::Asker], HoldEffect::Rechecked)),
    row(Step::Change, &[Queried, Submitted, Accepted], LeadsTo::Judged, &[Who::Asker], HoldEffect::Rechecked),
    with_words(row(
        Step::Decline,
        &[Submitted, Queried],
        LeadsTo::State(State::Declined),
        &[Who::Technician],
        HoldEffect::Released,
    )),
    row(Step::Prepare, &[Accepted], LeadsTo::State(Prepared), &[Who::Technician], HoldEffect::Kept),
    row(
        Step::Deliver,
        &[Accepted, Prepared],
        LeadsTo::State(Delivered),
        &[Who::Technician],
        HoldEffect::Kept,
    ),
    row(
        Step::Collect,
        &[Accepted, Prepared, Delivered],
        LeadsTo::State(Collected),
        &[Who::Technician],
        HoldEffect::Kept,
    ),
    row(
        Step::Count,
        &[Accepted, Prepared, Delivered, Collected],
        LeadsTo::State(State::Closed),
        &[Who::Technician],
        HoldEffect::EndsNow,
    ),
    with_words(row(
        Step::NotUsed,
        &[Accepted, Prepared],
        LeadsTo::State(State::NotUsed),
        &[Who::Asker, Who::Technician],
        HoldEffect::EndsNow,
    )),
    // What has gone out is away until its turn-round is over, used or not.
    with_words(row(
        Step::NotUsed,
        &[Delivered],
        LeadsTo::State(State::NotUsed),
        &[Who::Asker, Who::Technician],
        HoldEffect::Kept,
    )),
    row(
        Step::Withdraw,
        &[Draft, Submitted, Queried, Accepted, Prepared],
        LeadsTo::State(State::Withdrawn),
        &[Who::Asker, Who::Head, Who::Technician],
        HoldEffect::Released,
    ),
    row(Step::Undo, &State::ALL, LeadsTo::Before, &[Who::SamePerson], HoldEffect::Rechecked),
];

const fn row(
    step: Step,
    from: &'static [State],
    leads_to: LeadsTo,
    who: &'static [Who],
    hold: HoldEffect,
) -> StepRule {
    StepRule { step, from, leads_to, who, hold, needs_words: false }
}

const fn with_words(rule: StepRule) -> StepRule {
    StepRule { needs_words: true, ..rule }
}

/// Why a step is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The requisition is not where this step starts from.
    #[error("it is {state} now, so it can no longer be {}", step.past())]
    NotFrom {
        /// The step wanted.
        step: Step,
        /// Where the requisition stands.
        state: State,
    },
    /// The person is not somebody who may do this to this requisition.
    #[error("this requisition is not yours to change in this way")]
    NotYours,
}

/// The row of `step` for a requisition in `state`; where it is not done from there, a row that says so.
pub fn rule_for(step: Step, state: State) -> &'static StepRule {
    let mut rows = STEPS.iter().filter(|rule| rule.step == step);
    let first = rows.clone().next();
    // The table has a row for every step; a test holds it to that, and `Save` is the row of no effect.
    rows.find(|rule| rule.from.contains(&state)).or(first).unwrap_or(&STEPS[0])
}

impl StepRule {
    /// Whether somebody of this part may do it to a requisition in `state`.
    pub fn check(&'static self, state: State, part: Part) -> Result<&'static Self, Refusal> {
        if !self.who.iter().any(|who| part.is(*who)) {
            return Err(Refusal::NotYours);
        }
        if !self.from.contains(&state) {
            return Err(Refusal::NotFrom { step: self.step, state });
        }
        Ok(self)
    }
}

/// The steps that somebody of this part may do to a requisition in `state`, in the table's order.
pub fn steps_from(state: State, part: Part) -> impl Iterator<Item = &'static StepRule> {
    STEPS.iter().filter(move |rule| rule.check(state, part).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_has_one_row_for_each_state_it_starts_from() {
        let mut steps: Vec<Step> = STEPS.iter().map(|rule| rule.step).collect();
        for step in &steps {
            for state in State::ALL {
                let rows = STEPS.iter().filter(|rule| rule.step == *step && rule.from.contains(&state));
                assert!(rows.count() <= 1, "{} from {state}", step.key());
            }
        }
        assert_eq!(steps.len(), 16);
        steps.sort_unstable();
        steps.dedup();
        assert_eq!(steps.len(), 15);
        assert!(steps.iter().all(|step| Step::from_key(step.key()) == Some(*step)));
    }

    #[test]
    fn what_is_over_can_only_be_undone() {
        let anyone =
            Part { asker: true, writer: true, mentor: true, head: true, technician: true, same_person: true };
        for state in [State::Closed, State::Declined, State::NotUsed, State::Withdrawn] {
            let steps: Vec<Step> = steps_from(state, anyone).map(|rule| rule.step).collect();
            assert_eq!(steps, [Step::Undo], "{state}");
        }
    }

    #[test]
    fn a_teacher_may_withdraw_until_it_is_delivered() {
        let teacher = Part { asker: true, ..Part::default() };
        let may = |state| rule_for(Step::Withdraw, state).check(state, teacher).is_ok();
        assert!(may(State::Draft) && may(State::Accepted) && may(State::Prepared));
        assert!(!may(State::Delivered) && !may(State::Collected) && !may(State::Closed));
    }

    #[test]
    fn a_stranger_may_do_nothing() {
        for state in State::ALL {
            assert_eq!(steps_from(state, Part::default()).count(), 0);
        }
    }
}
