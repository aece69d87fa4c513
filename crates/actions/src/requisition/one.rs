//! One requisition, held still while somebody does something to it. The table of steps says whether it may be
//! done, where it leads, and what becomes of what is held.

use domain::apparatus::{Hold, Want};
use domain::id::{RequisitionId, SchoolId};
use domain::requisition::{
    Before, Content, HeldBefore, HoldEffect, Judged, LastStep, LeadsTo, Occasion, Part, Requisition, State,
    Step, StepRule, Tie, rule_for,
};
use storage::Writing;

use super::done::{Done, entry};
use super::hold::{hold_again, hold_all, shrunk};
use super::weigh::Pools;
use crate::deed::Told;
use crate::unit::{About, Place, Unit, named_by_id};
use crate::{ActionError, Invalid};

/// One requisition with what it holds, as it stands under its lock.
#[derive(Debug)]
pub struct OneRequisition {
    pub(crate) requisition: Requisition,
    pub(crate) held: Vec<Hold>,
    /// What it was when the turn began, for undoing.
    pub(crate) before: Before,
    /// The occasion that is kept of it.
    occasion: Occasion,
    /// Whether it is kept for the first time.
    is_new: bool,
    /// The pools of all that is asked for, where this turn has held them still.
    pub(crate) locked: Option<Pools>,
}

impl Place for OneRequisition {
    type Scope = SchoolId;
    type Id = RequisitionId;
    const NOUN: Option<&'static str> = Some("requisition");
    const KEEPS_TIME: bool = true;

    fn named(at: Option<&str>) -> Result<RequisitionId, Invalid> {
        named_by_id("requisition", at)
    }

    async fn hold_still(writing: &mut Writing, id: RequisitionId) -> Result<(), ActionError> {
        Ok(writing.lock_requisition(id).await?)
    }

    async fn enter(unit: &mut Unit<SchoolId>, id: RequisitionId) -> Result<Self, ActionError> {
        let found = unit.find_requisition(id).await?;
        let requisition = found.ok_or(ActionError::NotFound("requisition"))?;
        let held = unit.holds_of_requisition(id).await?;
        let before = before(&requisition, &held);
        let occasion = requisition.occasion.clone();
        Ok(Self { requisition, held, before, occasion, is_new: false, locked: None })
    }

    fn about(&self) -> About {
        About { subject: Some(self.requisition.id.to_string()), chat: None }
    }
}

/// What the rules have made of a step, where the table leaves it to them.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// Where it comes to stand.
    state: Option<State>,
    /// What is to be held from now on.
    wanted: Wanted,
    /// What happened, in words; empty for those of the step itself.
    words: String,
    /// How history is signed, where not by the name of whoever did it.
    signed: Option<String>,
}

/// What is to be held after a step that weighs it anew.
#[derive(Debug, Default)]
enum Wanted {
    /// All that is asked for.
    #[default]
    Everything,
    /// No more than what is held and still asked for.
    NoMore,
    /// These, which it held before, of what was asked for then.
    Again(Content, Vec<Want>),
}

impl Outcome {
    /// Nothing but what the table says.
    pub fn by_the_table() -> Self {
        Self::default()
    }

    /// What a judgement says.
    pub fn judged(judged: Judged) -> Self {
        let wanted = if judged.holds { Wanted::Everything } else { Wanted::NoMore };
        Self { state: Some(judged.state), wanted, ..Self::default() }
    }

    /// As it was before, when it asked for `content` and held these.
    pub fn back(state: State, content: Content, held: Vec<Want>) -> Self {
        Self { state: Some(state), wanted: Wanted::Again(content, held), ..Self::default() }
    }

    /// With words of its own.
    pub fn saying(self, words: impl Into<String>) -> Self {
        Self { words: words.into(), ..self }
    }

    /// Signed otherwise.
    pub fn signed(self, name: String) -> Self {
        Self { signed: Some(name), ..self }
    }
}

/// What is done to the kept holds.
enum Holding {
    Stays,
    EndsNow,
    Becomes(Vec<Hold>),
}

impl OneRequisition {
    /// One of several that a deed is done to: held still, and read once it is.
    pub(crate) async fn held_still(
        unit: &mut Unit<SchoolId>,
        id: RequisitionId,
    ) -> Result<Self, ActionError> {
        unit.lock_requisition(id).await?;
        Self::enter(unit, id).await
    }

    /// One that nobody has kept yet: a draft until its first step is taken.
    pub(crate) fn anew(requisition: Requisition) -> Self {
        let before = before(&requisition, &[]);
        let occasion = requisition.occasion.clone();
        Self { requisition, held: Vec::new(), before, occasion, is_new: true, locked: None }
    }

    /// The row of a step, if this person may take it now.
    pub(crate) fn may(&self, unit: &Unit<SchoolId>, step: Step) -> Result<&'static StepRule, ActionError> {
        let state = self.requisition.state;
        let part = Part::of(&unit.actor, &self.requisition, unit.now);
        Ok(rule_for(step, state).check(state, part)?)
    }

    /// Refuses what was begun from another version than the one that stands, where somebody says which they saw.
    pub(crate) fn must_be(&self, seen: Option<u32>) -> Result<(), ActionError> {
        if seen.is_some_and(|seen| seen != self.requisition.version) {
            return Err(ActionError::Stale);
        }
        Ok(())
    }

    /// Takes a step: holds and state become what its row says, and the requisition is kept with what happened.
    pub(crate) async fn take(
        &mut self,
        unit: &mut Unit<SchoolId>,
        rule: &StepRule,
        outcome: Outcome,
    ) -> Result<Told<Done>, ActionError> {
        let Outcome { state, wanted, words, signed } = outcome;
        let holding = self.holding(unit, rule.hold, wanted).await?;
        self.requisition.state = match rule.leads_to {
            LeadsTo::State(state) => state,
            LeadsTo::Judged | LeadsTo::Before => {
                state.ok_or_else(|| ActionError::Inside(format!("{} was not judged", rule.step.key())))?
            }
        };
        // A question stands as long as it waits for its answer.
        if self.requisition.state != State::Queried {
            self.requisition.question.clear();
        }
        self.requisition.last = LastStep { step: rule.step, by: unit.actor.account, at: unit.now };
        self.keep(unit, rule.step).await?;
        self.keep_holds(unit, holding).await?;
        let mut entry = entry(rule.step, self.requisition.id, &words);
        entry.signed = signed;
        Ok(Told::done(Done::of(&self.requisition, rule.step), entry))
    }

    /// Decides how it stands to its lesson, which leaves everything else of it as it is, and can be undone.
    pub(crate) async fn decide(&mut self, unit: &mut Unit<SchoolId>, tie: Tie) -> Result<(), ActionError> {
        self.requisition.occasion.tie = tie;
        self.requisition.last = LastStep { step: Step::Change, by: unit.actor.account, at: unit.now };
        self.keep(unit, Step::Change).await
    }

    async fn keep(&mut self, unit: &mut Unit<SchoolId>, step: Step) -> Result<(), ActionError> {
        // Undoing is not undone, and before a first draft there was nothing.
        let can_be_undone = step != Step::Undo && !(self.is_new && step == Step::Save);
        self.requisition.before_last = can_be_undone.then(|| self.kept_before());
        if self.is_new {
            return Ok(unit.add_requisition(&self.requisition)?);
        }
        self.requisition.version += 1;
        unit.change_requisition(&self.requisition).await?;
        if self.requisition.occasion != self.occasion {
            unit.change_occasion(&self.requisition).await?;
        }
        Ok(())
    }

    /// What undoing needs. Most steps leave what is asked for and whether it is late as they are, and neither is kept
    /// twice.
    fn kept_before(&self) -> Before {
        let mut before = self.before.clone();
        before.content = before.content.filter(|content| *content != self.requisition.content);
        before.occasion = Some(&self.occasion).filter(|had| **had != self.requisition.occasion).cloned();
        before.lateness = before.lateness.filter(|lateness| *lateness != self.requisition.lateness);
        before
    }

    /// What the row of a step says of what is held, weighed where it says so.
    async fn holding(
        &self,
        unit: &mut Unit<SchoolId>,
        effect: HoldEffect,
        wanted: Wanted,
    ) -> Result<Holding, ActionError> {
        let Requisition { id, occasion, content, .. } = &self.requisition;
        let holds = match (effect, wanted) {
            (HoldEffect::None | HoldEffect::Kept, _) => return Ok(Holding::Stays),
            (HoldEffect::EndsNow, _) => return Ok(Holding::EndsNow),
            (HoldEffect::Released, _) => Vec::new(),
            (_, Wanted::Everything) => hold_all(unit, *id, occasion, content, self.locked.as_ref()).await?,
            (_, Wanted::NoMore) => {
                let almanac = unit.almanac().await?;
                shrunk(&self.held, content, &almanac.needed(occasion), self.locked.as_ref())
            }
            (_, Wanted::Again(before, wants)) => hold_again(unit, *id, occasion, &before, &wants).await?,
        };
        Ok(Holding::Becomes(holds))
    }

    async fn keep_holds(&self, unit: &mut Unit<SchoolId>, holding: Holding) -> Result<(), ActionError> {
        let id = self.requisition.id;
        match holding {
            Holding::Stays => Ok(()),
            // Nobody asks what was held until now.
            Holding::EndsNow => Ok(unit.drop_holds(id).await?),
            Holding::Becomes(holds) => Ok(unit.replace_holds(id, &self.held, &holds).await?),
        }
    }
}

/// What a requisition is before a step, with what it holds.
pub(crate) fn before(requisition: &Requisition, held: &[Hold]) -> Before {
    Before {
        state: requisition.state.key().to_owned(),
        content: Some(requisition.content.clone()),
        occasion: None,
        lateness: Some(requisition.lateness.clone()),
        needs_approval: requisition.needs_approval,
        question: requisition.question.clone(),
        held: held.iter().map(HeldBefore::from).collect(),
        missing: Vec::new(),
    }
}
