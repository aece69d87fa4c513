//! Reading one requisition: with its history, and with what this person may do to it.

use std::sync::Arc;

use domain::Instant;
use domain::Permit;
use domain::apparatus::Hold;
use domain::catalogue::SchoolPractical;
use domain::history::Event;
use domain::id::{ItemId, RequisitionId};
use domain::lesson::{Lesson, year_of_class};
use domain::people::{Actor, permissions};
use domain::requisition::{Part, Requisition, State, Step, Tie, steps_from};
use storage::Reading;

use super::clash::WayOut;
use super::free::{ItemFree, free_for};
use super::ways_out::ways_out_of;
use crate::almanac::Almanac;
use crate::{ActionError, House};

/// A requisition as somebody sees it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The requisition.
    pub requisition: Requisition,
    /// What it holds.
    pub holds: Vec<Hold>,
    /// What happened to it, oldest first.
    pub history: Vec<Event>,
    /// What this person may do to it now.
    pub steps: Vec<Step>,
    /// Whether its lesson is still in the timetable as it was.
    pub lesson: Option<Lesson>,
    /// The almanac, for times and periods.
    pub almanac: Arc<Almanac>,
}

/// A requisition with all that its sheet says.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The requisition.
    pub shown: Shown,
    /// What is free of each of its items through its lesson; what it holds itself counts as free.
    pub free: Vec<ItemFree>,
    /// The practicals of its stations.
    pub practicals: Vec<SchoolPractical>,
    /// Its items that are counted back one by one.
    pub counted_back: Vec<ItemId>,
    /// What would help, where it is short of something that it was promised, or its lesson is gone or its teacher out.
    pub ways_out: Vec<WayOut>,
}

/// One requisition. A draft is shown to whose lesson it is and to who wrote it, and to nobody else.
pub async fn find(
    house: &House,
    permit: &Permit<permissions::SeeRequisition>,
    id: RequisitionId,
) -> Result<Shown, ActionError> {
    let mut reading = house.storage.read(permit.school()).await?;
    find_in(house, permit, &mut reading, id).await
}

async fn find_in(
    house: &House,
    permit: &Permit<permissions::SeeRequisition>,
    reading: &mut Reading,
    id: RequisitionId,
) -> Result<Shown, ActionError> {
    let requisition = reading.find_requisition(id).await?.ok_or(ActionError::NotFound("requisition"))?;
    let part = Part::of(permit.actor(), &requisition, house.now());
    if requisition.state == State::Draft && !part.writer {
        return Err(ActionError::NotFound("requisition"));
    }
    let holds = reading.holds_of_requisition(id).await?;
    let history = reading.history_of(&id.to_string()).await?;
    let steps = steps_for(house, permit.actor(), &requisition);
    let almanac = house.almanac(reading).await?;
    let lesson = almanac.find_lesson(reading, requisition.occasion.lesson).await?;
    Ok(Shown { requisition, holds, history, steps, lesson, almanac })
}

/// One requisition as its sheet shows it. A draft is shown to whose lesson it is and to who wrote it, and to nobody else.
pub async fn sheet(
    house: &House,
    permit: &Permit<permissions::SeeRequisition>,
    id: RequisitionId,
) -> Result<Sheet, ActionError> {
    let mut reading = house.storage.read(permit.school()).await?;
    let shown = find_in(house, permit, &mut reading, id).await?;
    let Requisition { content, occasion, .. } = &shown.requisition;
    let items = content.items();
    let free = free_for(&mut reading, &shown.almanac.needed(occasion), &items, Some(id)).await?;
    let known = reading.find_practicals(&content.practicals()).await?;
    let practicals =
        content.practicals().iter().filter_map(|practical| known.get(practical).cloned()).collect();
    let counted_back = reading.find_items(&items).await?.into_values().filter(|item| item.count_back);
    let counted_back = counted_back.map(|item| item.pool.item).collect();
    let ways_out = ways_on(&mut reading, permit.actor(), &shown, &free, house.now()).await?;
    Ok(Sheet { shown, free, practicals, counted_back, ways_out })
}

async fn ways_on(
    reading: &mut Reading,
    actor: &Actor,
    shown: &Shown,
    free: &[ItemFree],
    now: Instant,
) -> Result<Vec<WayOut>, ActionError> {
    let requisition = &shown.requisition;
    let is_over = requisition.occasion.interval.until <= now;
    if is_over || !shown.steps.contains(&Step::Change) {
        return Ok(Vec::new());
    }
    let short: Vec<ItemId> = free.iter().filter(|one| one.short > 0).map(|one| one.item).collect();
    let tie = requisition.occasion.tie;
    let is_to_decide = tie.is_to_decide() || tie == Tie::StaysApart;
    if short.is_empty() && !is_to_decide {
        return Ok(Vec::new());
    }
    let ways = ways_out_of(reading, &shown.almanac, &[(requisition, short)], actor, now).await?;
    Ok(ways.into_values().flatten().collect())
}

/// What was asked, answered or given as a reason, where an entry of a requisition's history is that.
pub fn said(entry: &Event) -> Option<&str> {
    ["Asked: ", "Answered: ", "Declined: ", "Not used: "]
        .into_iter()
        .find_map(|beginning| entry.words.strip_prefix(beginning))
}

/// The steps that this person may take with a requisition now.
pub fn steps_for(house: &House, actor: &Actor, requisition: &Requisition) -> Vec<Step> {
    steps_from(requisition.state, Part::of(actor, requisition, house.now()))
        .map(|rule| rule.step)
        .filter(|step| may(actor, *step) && (*step != Step::Approve || requisition.needs_approval))
        .collect()
}

/// Whether their roles allow the step at all: the shared tablet ticks, and answers nobody.
fn may(actor: &Actor, step: Step) -> bool {
    match step {
        Step::Save | Step::Send | Step::Answer | Step::Change | Step::NotUsed | Step::Withdraw => {
            actor.may::<permissions::Request>()
        }
        Step::Approve => actor.may::<permissions::Approve>(),
        Step::Accept | Step::Query | Step::Decline => actor.may::<permissions::AnswerRequests>(),
        Step::Prepare | Step::Deliver | Step::Collect | Step::Count => actor.may::<permissions::Prepare>(),
        Step::Undo => actor.may::<permissions::SeeRequisition>(),
    }
}

/// Lessons of the same subject that the same teacher has in the fortnight from this one, for “also for 9Y
/// and 9Z?”: those nobody has asked anything for yet.
pub async fn also_for(
    house: &House,
    permit: &Permit<permissions::Request>,
    shown: &Shown,
) -> Result<Vec<Lesson>, ActionError> {
    let Shown { requisition, almanac, .. } = shown;
    let Some(staff) = requisition.occasion.answerable() else { return Ok(Vec::new()) };
    let first = requisition.occasion.date;
    let last = first.saturating_add(jiff::Span::new().days(13));
    let mut reading = house.storage.read(permit.school()).await?;
    let asked = reading.requisitions_of(staff, first, last).await?;
    let year = year_of_class(&requisition.occasion.class);
    let mut lessons = almanac.lessons_of(&mut reading, staff, first, last).await?;
    lessons.retain(|lesson| {
        lesson.interval.from > house.now()
            && lesson.science
            && lesson.class_words() != requisition.occasion.class
            && year_of_class(lesson.class_words()) == year
            && !asked.iter().any(|other| other.occasion.lesson == lesson.id && other.state.is_open())
    });
    lessons.dedup_by(|one, other| one.class_words() == other.class_words());
    lessons.truncate(6);
    Ok(lessons)
}
