//! What asking has in common, whether for the first time, as a draft or as a change: whose lesson it is, who has to
//! look first, and whether it comes late.

use domain::id::{LessonId, SchoolId};
use domain::lesson::Lesson;
use domain::people::Role;
use domain::quantity::QuantityRule;
use domain::requisition::{
    Content, LastStep, LateReason, Lateness, Line, LineWhat, Occasion, Refusal, Requisition, SendFacts,
    State, Station, Step, StepRule, asks_as_trainee, grows, judge_change, judge_sending, may_ask_for,
};

use super::done::Done;
use super::one::{OneRequisition, Outcome};
use super::weigh::{Traits, complete_to_hold, lateness_at};
use crate::ActionError;
use crate::deed::Told;
use crate::unit::Unit;

/// Why somebody says that they are late.
#[derive(Clone, Debug, Default)]
pub(crate) struct Late {
    pub reason: Option<LateReason>,
    pub words: String,
    /// When a change is judged by now.
    pub judged: Judging,
}

/// Whether a change may be late.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Judging {
    /// Where it asks for more.
    #[default]
    WhereItGrows,
    /// Whatever it asks for: it is for another lesson.
    Always,
    /// Never: the school has made it necessary.
    Never,
}

impl Late {
    /// What somebody gives as their reason, where it turns out to be late.
    pub(crate) fn said(reason: Option<LateReason>, words: String) -> Self {
        Self { reason, words, judged: Judging::WhereItGrows }
    }
}

/// The lesson, if this person may ask for it.
pub(crate) async fn lesson_to_ask_for(
    unit: &mut Unit<SchoolId>,
    id: LessonId,
) -> Result<Lesson, ActionError> {
    let almanac = unit.almanac().await?;
    let lesson = almanac.find_lesson(unit, id).await?.ok_or(ActionError::NotFound("lesson"))?;
    if may_ask_for(&unit.actor, &lesson) { Ok(lesson) } else { Err(Refusal::NotYours.into()) }
}

/// Refuses a lesson that nobody can be ready for any more.
pub(crate) fn not_over(unit: &Unit<SchoolId>, lesson: &Lesson) -> Result<(), ActionError> {
    if lesson.interval.until > unit.now {
        return Ok(());
    }
    Err(ActionError::field("lesson", "that lesson is over; choose one that is still to come"))
}

/// A requisition that is asked for now, as a draft that nobody has kept yet.
pub(crate) async fn anew(
    unit: &mut Unit<SchoolId>,
    lesson: &Lesson,
    content: Content,
    step: Step,
) -> Result<(OneRequisition, Traits), ActionError> {
    let (content, traits, pools) = complete_to_hold(unit, content).await?;
    let actor = &unit.actor;
    // In a lesson that several teach, the one who asks is the one to ask back.
    let asks = [actor.staff, actor.mentor].into_iter().flatten().find(|staff| lesson.is_taught_by(*staff));
    let occasion = Occasion::of(lesson, asks);
    let needs_approval = asks_as_trainee(actor, &occasion);
    let requisition = Requisition {
        id: unit.next_id(),
        version: 1,
        state: State::Draft,
        occasion,
        content,
        lateness: Lateness::default(),
        needs_approval,
        asked_by: actor.account,
        asked_by_name: actor.name.clone(),
        question: String::new(),
        hazard: traits.hazard,
        trial: traits.trial,
        last: LastStep { step, by: actor.account, at: unit.now },
        before_last: None,
        returned: Vec::new(),
        created_at: unit.now,
    };
    let mut one = OneRequisition::anew(requisition);
    one.locked = Some(pools);
    Ok((one, traits))
}

/// Sends what is a draft until now: accepted at once where it is on time and free and the school lets it be, else
/// submitted.
pub(crate) async fn sent(
    unit: &mut Unit<SchoolId>,
    mut one: OneRequisition,
    rule: &StepRule,
    traits: Traits,
    late: Late,
) -> Result<Told<Done>, ActionError> {
    let almanac = unit.almanac().await?;
    let requisition = &mut one.requisition;
    requisition.needs_approval |= almanac.policy().head_approves;
    requisition.lateness =
        lateness_at(&almanac, &requisition.occasion, traits, unit.now, late.reason, &late.words)?;
    let judged = judge_sending(SendFacts {
        late: requisition.lateness.late,
        needs_approval: requisition.needs_approval,
        accepts_by_itself: almanac.policy().accepts_by_itself,
        was_queried: false,
    });
    one.take(unit, rule, Outcome::judged(judged)).await
}

/// Judges a change or an answer: by now where it asks for more, and by what it was where it does not.
pub(crate) async fn judged_again(
    unit: &mut Unit<SchoolId>,
    at: &mut OneRequisition,
    rule: &StepRule,
    content: Content,
    late: Late,
    words: &str,
) -> Result<Told<Done>, ActionError> {
    let (content, traits, pools) = complete_to_hold(unit, content).await?;
    at.locked = Some(pools);
    let almanac = unit.almanac().await?;
    let asks_for_more = grows(&at.requisition.content, &content);
    let (lateness, is_late_now) = lateness_after(unit, at, asks_for_more, traits, late).await?;
    let before = at.requisition.state;
    at.requisition.needs_approval |= asks_for_more && asks_as_trainee(&unit.actor, &at.requisition.occasion);
    let facts = SendFacts {
        // What was late and accepted stays accepted, until it asks for more.
        late: is_late_now || lateness.late && before != State::Accepted,
        needs_approval: at.requisition.needs_approval,
        accepts_by_itself: almanac.policy().accepts_by_itself,
        was_queried: before == State::Queried,
    };
    put(&mut at.requisition, content, traits);
    at.requisition.lateness = lateness;
    at.take(unit, rule, Outcome::judged(judge_change(before, facts)).saying(words)).await
}

/// The lateness after a change, and whether the change itself comes late. Late says late for good; what asks for
/// more is judged by now; what the prep room changes is never late.
async fn lateness_after(
    unit: &mut Unit<SchoolId>,
    at: &OneRequisition,
    asks_for_more: bool,
    traits: Traits,
    late: Late,
) -> Result<(Lateness, bool), ActionError> {
    let had = &at.requisition.lateness;
    let by_prep_room = unit.actor.roles.has_any(&[Role::Technician, Role::SeniorTechnician]);
    let is_judged = match late.judged {
        Judging::WhereItGrows => asks_for_more,
        Judging::Always => true,
        Judging::Never => false,
    };
    if by_prep_room || !is_judged {
        return Ok((had.clone(), false));
    }
    let reason = late.reason.or_else(|| had.reason.as_deref().and_then(LateReason::from_key));
    let words = if late.words.trim().is_empty() { had.words.clone() } else { late.words };
    let almanac = unit.almanac().await?;
    let now = lateness_at(&almanac, &at.requisition.occasion, traits, unit.now, reason, &words)?;
    let is_late_now = now.late;
    if had.late && !is_late_now {
        return Ok((had.clone(), false));
    }
    Ok((Lateness { received_at: had.received_at.or(now.received_at), ..now }, is_late_now))
}

/// Gives a requisition other content, with what its practicals say of it.
pub(crate) fn put(requisition: &mut Requisition, content: Content, traits: Traits) {
    requisition.content = content;
    requisition.hazard = traits.hazard;
    requisition.trial = traits.trial;
}

/// What somebody could ask for, for examples of deeds.
pub(crate) fn example() -> Content {
    let item = domain::id::ItemId(uuid::Uuid::nil());
    Content {
        stations: vec![Station {
            practical: None,
            title: "Extension of a spring".to_owned(),
            sets: 15,
            pupils: Some(30),
            lines: vec![Line {
                what: LineWhat::Item(item),
                name: "Steel spring".to_owned(),
                rule: QuantityRule::PerGroup,
                amount: 1_000,
                spares: 0,
                quantity: 15,
                unit: None,
                detail: String::new(),
                transfer: false,
            }],
        }],
        note: String::new(),
    }
}
