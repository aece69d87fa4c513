//! Changing what is asked, and answering a technician's question: judged again, as one unit.

use domain::Permit;
use domain::id::RequisitionId;
use domain::people::{Role, permissions};
use domain::requisition::{Content, Deed, LateReason, Lateness, SendFacts, State, grows, judge_change};

use super::send::{acts_as_trainee, put};
use super::turn::{BegunTurn, Done, Turn, said};
use super::weigh::{Traits, complete, hold_all, lateness_at, shrunk};
use crate::{ActionError, House, Once};

/// Changes what a requisition asks for. `version` is the one that was seen: a later one is not
/// overwritten.
pub async fn change(
    house: &House,
    permit: &Permit<permissions::Request>,
    id: RequisitionId,
    version: u32,
    content: Content,
    late: (Option<LateReason>, String),
    once: Option<Once>,
) -> Result<Done, ActionError> {
    let turn = match Turn::begin(house, permit, id, Deed::Change, once).await? {
        BegunTurn::Answered(done) => return Ok(done),
        BegunTurn::Anew(turn) => turn,
    };
    if turn.requisition.version != version {
        return Err(ActionError::Stale);
    }
    judged_again(house, turn, content, late, "").await
}

/// Answers a technician's question, in words, and with changes where `content` has any.
pub async fn answer(
    house: &House,
    permit: &Permit<permissions::Request>,
    id: RequisitionId,
    words: &str,
    content: Option<Content>,
    late: (Option<LateReason>, String),
    once: Option<Once>,
) -> Result<Done, ActionError> {
    let words = said(words, "write an answer to the question")?;
    let turn = match Turn::begin(house, permit, id, Deed::Answer, once).await? {
        BegunTurn::Answered(done) => return Ok(done),
        BegunTurn::Anew(turn) => turn,
    };
    let content = content.unwrap_or_else(|| turn.requisition.content.clone());
    judged_again(house, turn, content, late, &format!("Answered: {words}")).await
}

async fn judged_again(
    house: &House,
    mut turn: Box<Turn>,
    content: Content,
    late: (Option<LateReason>, String),
    words: &str,
) -> Result<Done, ActionError> {
    let (content, traits) = complete(&mut turn.work, content).await?;
    let asks_for_more = grows(&turn.requisition.content, &content);
    let (lateness, is_late_now) = lateness_after(house, &turn, asks_for_more, traits, late)?;
    let before = turn.requisition.state;
    turn.requisition.needs_approval |=
        asks_for_more && acts_as_trainee(&turn.actor, turn.requisition.lesson.staff);
    let facts = SendFacts {
        // What was late and accepted stays accepted, until it asks for more.
        late: is_late_now || lateness.late && before != State::Accepted,
        needs_approval: turn.requisition.needs_approval,
        accepts_by_itself: turn.almanac.policy().accepts_by_itself,
        was_queried: before == State::Queried,
    };
    let judged = judge_change(before, facts);
    put(&mut turn.requisition, content, traits);
    turn.requisition.lateness = lateness;
    turn.requisition.question.clear();
    let id = turn.requisition.id;
    let holds = if judged.holds {
        let requisition = &turn.requisition;
        hold_all(&mut turn.work, &turn.almanac, id, &requisition.lesson, &requisition.content).await?
    } else {
        shrunk(&turn.held, &turn.requisition.content)
    };
    turn.work.set_holds(id, &holds).await?;
    turn.finish(judged.state, words).await
}

/// The lateness after a change, and whether the change itself comes late. Late says late for good; what
/// asks for more is judged by now; what the prep room changes is never late.
fn lateness_after(
    house: &House,
    turn: &Turn,
    asks_for_more: bool,
    traits: Traits,
    late: (Option<LateReason>, String),
) -> Result<(Lateness, bool), ActionError> {
    let had = &turn.requisition.lateness;
    let by_prep_room = turn.actor.roles.has_any(&[Role::Technician, Role::SeniorTechnician]);
    if by_prep_room || !asks_for_more {
        return Ok((had.clone(), false));
    }
    let (reason, words) = late;
    let reason = reason.or_else(|| had.reason.as_deref().and_then(LateReason::from_key));
    let words = if words.trim().is_empty() { had.words.clone() } else { words };
    let now = lateness_at(&turn.almanac, &turn.requisition.lesson, traits, house.now(), reason, &words)?;
    let is_late_now = now.late;
    if had.late && !is_late_now {
        return Ok((had.clone(), false));
    }
    Ok((Lateness { received_at: had.received_at.or(now.received_at), ..now }, is_late_now))
}
