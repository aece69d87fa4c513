//! Saving a draft, and sending: a teacher asks for a practical.

use domain::Permit;
use domain::id::{LessonId, RequisitionId, StaffId};
use domain::lesson::Lesson;
use domain::people::{Actor, Role, permissions};
use domain::requisition::{
    Content, Deed, Judged, LastDeed, LateReason, Lateness, LessonSnapshot, Requisition, SendFacts, State,
    judge_sending, rule_for,
};

use super::turn::{BegunTurn, Done, Turn, before, done, event};
use super::weigh::{Traits, complete, hold_all, lateness_at};
use crate::almanac::Almanac;
use crate::{ActionError, Begun, House, Once, Work};

/// What somebody asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// For which lesson.
    pub lesson: LessonId,
    /// What.
    pub content: Content,
    /// Why it is late, where it is.
    pub late_reason: Option<LateReason>,
    /// The same in words.
    pub late_words: String,
}

/// Keeps a draft for a lesson; nothing is held and nobody else sees it. With `draft`, that draft takes
/// the new words.
pub async fn save(
    house: &House,
    permit: &Permit<permissions::Request>,
    draft: Option<RequisitionId>,
    asked: Asked,
    once: Option<Once>,
) -> Result<Done, ActionError> {
    if let Some(id) = draft {
        let mut turn = match Turn::begin(house, permit, id, Deed::Save, once).await? {
            BegunTurn::Answered(done) => return Ok(done),
            BegunTurn::Anew(turn) => turn,
        };
        let (content, traits) = complete(&mut turn.work, asked.content).await?;
        put(&mut turn.requisition, content, traits);
        return turn.finish(State::Draft, "").await;
    }
    let mut work = match house.begin(permit.school(), permit.actor().account, once).await? {
        Begun::Answered(done) => return Ok(done),
        Begun::Anew(work) => work,
    };
    let almanac = Almanac::read(&mut work).await?;
    let lesson = own_lesson(&mut work, &almanac, permit.actor(), asked.lesson).await?;
    let (content, traits) = complete(&mut work, asked.content).await?;
    let requisition = anew(house, permit.actor(), &lesson, content, traits, Deed::Save);
    keep(house, work, permit.actor(), requisition, &[]).await
}

/// Sends a requisition for a lesson: accepted at once where it is on time and free and the school lets
/// it be, else submitted. With `draft`, that draft is sent.
pub async fn send(
    house: &House,
    permit: &Permit<permissions::Request>,
    draft: Option<RequisitionId>,
    asked: Asked,
    once: Option<Once>,
) -> Result<Done, ActionError> {
    match draft {
        Some(id) => send_draft(house, permit, id, asked, once).await,
        None => send_anew(house, permit, asked, once).await,
    }
}

async fn send_anew(
    house: &House,
    permit: &Permit<permissions::Request>,
    asked: Asked,
    once: Option<Once>,
) -> Result<Done, ActionError> {
    let actor = permit.actor();
    let mut work = match house.begin(actor.school, actor.account, once).await? {
        Begun::Answered(done) => return Ok(done),
        Begun::Anew(work) => work,
    };
    let almanac = Almanac::read(&mut work).await?;
    let lesson = own_lesson(&mut work, &almanac, actor, asked.lesson).await?;
    not_over(house, &lesson)?;
    let (content, traits) = complete(&mut work, asked.content.clone()).await?;
    let mut requisition = anew(house, actor, &lesson, content, traits, Deed::Send);
    let judged = judge(house, &almanac, &mut requisition, traits, &asked)?;
    let holds = if judged.holds {
        hold_all(&mut work, &almanac, requisition.id, &requisition.lesson, &requisition.content).await?
    } else {
        Vec::new()
    };
    let draft = Requisition { state: State::Draft, lateness: Lateness::default(), ..requisition.clone() };
    requisition.before_last = Some(before(&draft, &[]));
    requisition.state = judged.state;
    keep(house, work, actor, requisition, &holds).await
}

async fn send_draft(
    house: &House,
    permit: &Permit<permissions::Request>,
    id: RequisitionId,
    asked: Asked,
    once: Option<Once>,
) -> Result<Done, ActionError> {
    let mut turn = match Turn::begin(house, permit, id, Deed::Send, once).await? {
        BegunTurn::Answered(done) => return Ok(done),
        BegunTurn::Anew(turn) => turn,
    };
    let lesson = own_lesson(&mut turn.work, &turn.almanac, permit.actor(), asked.lesson).await?;
    not_over(house, &lesson)?;
    let (content, traits) = complete(&mut turn.work, asked.content.clone()).await?;
    put(&mut turn.requisition, content, traits);
    let staff = turn
        .requisition
        .lesson
        .staff
        .filter(|staff| lesson.is_taught_by(*staff))
        .or_else(|| lesson.teachers.first().map(|teacher| teacher.staff));
    // Whoever sends it asks for it: a mentor who sends their trainee's draft has looked at it.
    turn.requisition.needs_approval = false;
    if acts_as_trainee(permit.actor(), staff) {
        // Whoever saved it, it is the trainee who asks, and so the mentor who approves.
        turn.requisition.needs_approval = true;
        turn.requisition.asked_by = permit.actor().account;
        turn.requisition.asked_by_name.clone_from(&permit.actor().name);
    }
    turn.requisition.lesson = LessonSnapshot { staff, ..LessonSnapshot::from(&lesson) };
    let judged = judge(house, &turn.almanac, &mut turn.requisition, traits, &asked)?;
    if judged.holds {
        turn.hold_everything().await?;
    }
    turn.finish(judged.state, "").await
}

fn judge(
    house: &House,
    almanac: &Almanac,
    requisition: &mut Requisition,
    traits: Traits,
    asked: &Asked,
) -> Result<Judged, ActionError> {
    requisition.needs_approval |= almanac.policy().head_approves;
    requisition.lateness =
        lateness_at(almanac, &requisition.lesson, traits, house.now(), asked.late_reason, &asked.late_words)?;
    Ok(judge_sending(SendFacts {
        late: requisition.lateness.late,
        needs_approval: requisition.needs_approval,
        accepts_by_itself: almanac.policy().accepts_by_itself,
        was_queried: false,
    }))
}

/// The lesson, if this person may ask for it: their own, their mentor's, or anyone's where they act for
/// anyone.
pub(crate) async fn own_lesson(
    work: &mut Work,
    almanac: &Almanac,
    actor: &Actor,
    id: LessonId,
) -> Result<Lesson, ActionError> {
    let lesson = almanac.find_lesson(work, id).await?.ok_or(ActionError::NotFound("lesson"))?;
    let teaches = |staff: Option<StaffId>| staff.is_some_and(|staff| lesson.is_taught_by(staff));
    if actor.acts_for_anyone()
        || teaches(actor.staff)
        || (actor.roles.has(Role::Trainee) && teaches(actor.mentor))
    {
        return Ok(lesson);
    }
    Err(domain::requisition::Refusal::NotYours.into())
}

pub(crate) fn not_over(house: &House, lesson: &Lesson) -> Result<(), ActionError> {
    if lesson.interval.until > house.now() {
        return Ok(());
    }
    Err(ActionError::field("lesson", "that lesson is over; choose one that is still to come"))
}

fn anew(
    house: &House,
    actor: &Actor,
    lesson: &Lesson,
    content: Content,
    traits: Traits,
    deed: Deed,
) -> Requisition {
    let now = house.now();
    // In a lesson that several teach, the one who asks is the one to ask back.
    let staff = [actor.staff, actor.mentor]
        .into_iter()
        .flatten()
        .find(|staff| lesson.is_taught_by(*staff))
        .or_else(|| lesson.teachers.first().map(|teacher| teacher.staff));
    Requisition {
        id: house.next_id(),
        version: 1,
        state: State::Draft,
        lesson: LessonSnapshot { staff, ..LessonSnapshot::from(lesson) },
        content,
        lateness: Lateness::default(),
        needs_approval: acts_as_trainee(actor, staff),
        asked_by: actor.account,
        asked_by_name: actor.name.clone(),
        question: String::new(),
        hazard: traits.hazard,
        trial: traits.trial,
        last: LastDeed { deed, by: actor.account, at: now },
        before_last: None,
        returned: Vec::new(),
        created_at: now,
    }
}

/// Whether they ask as a trainee, for a lesson that is not their own.
pub(crate) fn acts_as_trainee(actor: &Actor, staff: Option<StaffId>) -> bool {
    actor.roles.has(Role::Trainee) && staff != actor.staff && !actor.acts_for_anyone()
}

pub(crate) fn put(requisition: &mut Requisition, content: Content, traits: Traits) {
    requisition.content = content;
    requisition.hazard = traits.hazard;
    requisition.trial = traits.trial;
}

async fn keep(
    house: &House,
    mut work: Box<Work>,
    actor: &Actor,
    requisition: Requisition,
    holds: &[domain::apparatus::Hold],
) -> Result<Done, ActionError> {
    let deed = requisition.last.deed;
    debug_assert!(rule_for(deed).from.contains(&State::Draft), "only what starts from a draft makes one");
    work.add_requisition(&requisition).await?;
    work.set_holds(requisition.id, holds).await?;
    let event = event(house, actor, deed, requisition.id, "");
    work.finish(done(&requisition, deed), Some(event)).await
}
