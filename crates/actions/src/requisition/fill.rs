//! What the form for asking is filled from: the lesson, what a practical needs, and what is free beside each line.

use std::sync::Arc;

use domain::Permit;
use domain::catalogue::SchoolPractical;
use domain::id::{ItemId, LessonId, PracticalId, RequisitionId};
use domain::lesson::Lesson;
use domain::people::permissions::Request;
use domain::requisition::{Content, Requisition, may_ask_for};
use storage::Reading;

use super::free::{ItemFree, free_for};
use crate::almanac::Almanac;
use crate::catalogue::content_for;
use crate::{ActionError, House};

/// Requests of before that are looked through for the sets that a class had.
const LATEST_LOOKED_AT: u32 = 60;

/// A lesson that somebody may ask for, and what its times and deadline follow from.
#[derive(Clone, Debug)]
pub struct LessonToAskFor {
    /// The almanac.
    pub almanac: Arc<Almanac>,
    /// The lesson.
    pub lesson: Lesson,
    /// What is asked for it already, by any of its teachers; drafts are not.
    pub asked: Vec<Requisition>,
}

/// What a form says beside what is asked for.
#[derive(Clone, Debug)]
pub struct BesideContent {
    /// What is free of each item for the lesson.
    pub free: Vec<ItemFree>,
    /// The practical of the first station, where it is one.
    pub practical: Option<SchoolPractical>,
    /// How many sets this class had of it last time.
    pub last_sets: Option<u32>,
}

/// A lesson to ask for. One that this person may not ask for is not found.
pub async fn lesson_to_ask_for(
    house: &House,
    permit: &Permit<Request>,
    id: LessonId,
) -> Result<LessonToAskFor, ActionError> {
    let mut reading = house.storage.read(permit.school()).await?;
    let almanac = house.almanac(&mut reading).await?;
    let lesson = almanac.find_lesson(&mut reading, id).await?;
    let lesson = lesson.filter(|lesson| may_ask_for(permit.actor(), lesson));
    let lesson = lesson.ok_or(ActionError::NotFound("lesson"))?;
    let mut asked = reading.requisitions_for(id).await?;
    asked.retain(|one| one.state.may_hold());
    Ok(LessonToAskFor { almanac, lesson, asked })
}

/// What a practical asks for in a lesson with so many pupils, with the sets that the class had last time.
pub async fn fill(
    house: &House,
    permit: &Permit<Request>,
    lesson: &Lesson,
    practical: PracticalId,
    pupils: u32,
) -> Result<Content, ActionError> {
    let mut reading = house.storage.read(permit.school()).await?;
    let found = reading.find_practical(practical).await?.ok_or(ActionError::NotFound("practical"))?;
    let lines = reading.practical_lines(practical).await?;
    let last = last_sets(&mut reading, lesson, practical).await?;
    Ok(content_for(&found, &lines, pupils, last))
}

/// The same content with another item of the school's in the place of one.
pub async fn with_other_item(
    house: &House,
    permit: &Permit<Request>,
    content: Content,
    item: ItemId,
    other: ItemId,
) -> Result<Content, ActionError> {
    let mut reading = house.storage.read(permit.school()).await?;
    let found = reading.find_item(other).await?.ok_or(ActionError::NotFound("item"))?;
    Ok(content.with_alternative(item, other, &found.pool.name))
}

/// What stands beside the lines of a form; what the requisition itself, if it is one already, holds counts as free.
pub async fn beside(
    house: &House,
    permit: &Permit<Request>,
    at: &LessonToAskFor,
    content: &Content,
    own: Option<RequisitionId>,
) -> Result<BesideContent, ActionError> {
    let mut reading = house.storage.read(permit.school()).await?;
    let LessonToAskFor { almanac, lesson, .. } = at;
    let free = free_for(&mut reading, &almanac.needed_for(lesson), &content.items(), own).await?;
    let Some(id) = content.stations.first().and_then(|station| station.practical) else {
        return Ok(BesideContent { free, practical: None, last_sets: None });
    };
    let practical = reading.find_practical(id).await?;
    let last_sets = match &practical {
        Some(_) => last_sets(&mut reading, lesson, id).await?,
        None => None,
    };
    Ok(BesideContent { free, practical, last_sets })
}

/// The number of sets that this class had last time, for this practical.
async fn last_sets(
    reading: &mut Reading,
    lesson: &Lesson,
    practical: PracticalId,
) -> Result<Option<u32>, ActionError> {
    let Some(teacher) = lesson.teachers.first() else { return Ok(None) };
    let recent = reading.recent_requisitions_of(teacher.staff, LATEST_LOOKED_AT).await?;
    Ok(recent
        .iter()
        .filter(|one| one.occasion.class == lesson.class_words() && one.occasion.lesson != lesson.id)
        .flat_map(|one| &one.content.stations)
        .find(|station| station.practical == Some(practical))
        .map(|station| station.sets))
}
