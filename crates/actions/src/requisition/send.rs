//! Sending: a teacher asks for a practical.

use domain::Instant;
use domain::id::{LessonId, RequisitionId, SchoolId};
use domain::lesson::Lesson;
use domain::people::permissions::Request;
use domain::requisition::{Content, LateReason, State, Step, asks_as_trainee, rule_for};
use serde::{Deserialize, Serialize};

use super::asking::{Late, anew, lesson_to_ask_for, not_over, put, sent};
use super::book::Book;
use super::done::Done;
use super::one::OneRequisition;
use super::weigh::complete_to_hold;
use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::unit::{Turn, Unit};

/// Sends a requisition for a lesson: accepted at once where it is on time and free and the school lets it be, else
/// submitted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Send {
    /// The draft that is sent, where it was one.
    #[serde(default)]
    pub draft: Option<RequisitionId>,
    /// The version of that draft that was seen: a later one is not overwritten. None where any is.
    #[serde(default)]
    pub version: Option<u32>,
    /// For which lesson.
    pub lesson: LessonId,
    /// What.
    pub content: Content,
    /// Why it is late, where it is.
    #[serde(default)]
    pub late_reason: Option<LateReason>,
    /// The same in words.
    #[serde(default)]
    pub late_words: String,
    /// What was seen of the lesson: where it is otherwise by now, nothing is sent, and that is said.
    #[serde(default)]
    pub seen: Option<SeenLesson>,
}

/// A lesson as whoever asks for it has seen it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeenLesson {
    /// When it starts.
    pub start: Instant,
    /// Its room; empty where it has none.
    pub room: String,
    /// What was asked for it already.
    pub asked: Vec<RequisitionId>,
}

impl Deed for Send {
    type At = Book;
    type May = Request;
    type Answer = Done;
    const KEY: &'static str = "requisition.send";
    const FORM: &'static str = "send";

    fn example() -> Self {
        Self {
            draft: None,
            version: None,
            lesson: LessonId(uuid::Uuid::nil()),
            content: super::asking::example(),
            late_reason: None,
            late_words: String::new(),
            seen: None,
        }
    }

    async fn act(self, turn: &mut Turn<Book>) -> Result<Told<Done>, ActionError> {
        match self.draft {
            Some(draft) => send_draft(&mut turn.unit, draft, self).await,
            None => send_anew(&mut turn.unit, self).await,
        }
    }
}

/// Sends what nobody has kept as a draft.
pub(crate) async fn send_anew(unit: &mut Unit<SchoolId>, asked: Send) -> Result<Told<Done>, ActionError> {
    let lesson = lesson_to_ask_for(unit, asked.lesson).await?;
    not_over(unit, &lesson)?;
    as_seen(unit, &lesson, None, asked.seen.as_ref()).await?;
    let (one, traits) = anew(unit, &lesson, asked.content, Step::Send).await?;
    let late = Late::said(asked.late_reason, asked.late_words);
    sent(unit, one, rule_for(Step::Send, State::Draft), traits, late).await
}

async fn send_draft(
    unit: &mut Unit<SchoolId>,
    draft: RequisitionId,
    asked: Send,
) -> Result<Told<Done>, ActionError> {
    let mut one = OneRequisition::held_still(unit, draft).await?;
    let rule = one.may(unit, Step::Send)?;
    one.must_be(asked.version)?;
    let lesson = lesson_to_ask_for(unit, asked.lesson).await?;
    not_over(unit, &lesson)?;
    as_seen(unit, &lesson, Some(draft), asked.seen.as_ref()).await?;
    let (content, traits, pools) = complete_to_hold(unit, asked.content).await?;
    put(&mut one.requisition, content, traits);
    one.locked = Some(pools);
    one.requisition.occasion = one.requisition.occasion.at(&lesson);
    // Whoever sends it asks for it: a mentor who sends their trainee's draft has looked at it.
    one.requisition.needs_approval = false;
    if asks_as_trainee(&unit.actor, &one.requisition.occasion) {
        // Whoever saved it, it is the trainee who asks, and so the mentor who approves.
        one.requisition.needs_approval = true;
        one.requisition.asked_by = unit.actor.account;
        one.requisition.asked_by_name.clone_from(&unit.actor.name);
    }
    let late = Late::said(asked.late_reason, asked.late_words);
    sent(unit, one, rule, traits, late).await
}

/// Refuses what was asked for a lesson that has moved since it was seen, or that somebody else has asked for meanwhile.
async fn as_seen(
    unit: &mut Unit<SchoolId>,
    lesson: &Lesson,
    own: Option<RequisitionId>,
    seen: Option<&SeenLesson>,
) -> Result<(), ActionError> {
    let Some(seen) = seen else { return Ok(()) };
    let room = lesson.room.as_deref().unwrap_or_default();
    if lesson.interval.from != seen.start || room != seen.room {
        let words =
            "this lesson is at another hour or in another room by now; look where it is, and send it again";
        return Err(ActionError::field("lesson", words));
    }
    let asked = unit.requests_for(lesson.id).await?;
    let is_new = |id: &&RequisitionId| Some(**id) != own && !seen.asked.contains(id);
    let Some(other) = asked.iter().find(is_new) else { return Ok(()) };
    let Some(other) = unit.find_requisition(*other).await?.filter(|other| other.state.may_hold()) else {
        return Ok(());
    };
    let (who, title) = (&other.asked_by_name, other.content.title());
    let words =
        format!("{who} has asked for “{title}” for this lesson meanwhile; send it again if it needs both");
    Err(ActionError::field("lesson", words))
}
