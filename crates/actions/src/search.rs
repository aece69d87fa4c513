//! Search over practicals, apparatus, classes and people, each for those who may see it.

use domain::Permit;
use domain::apparatus::Item;
use domain::catalogue::SchoolPractical;
use domain::fold::folded;
use domain::people::permissions::{SeeApparatus, SeeCatalogue, SeePeople, SeeWeek, UseOwnAccount};
use domain::people::{Actor, Member, StaffMember};

use crate::timetable::TaughtClass;
use crate::{ActionError, House, apparatus, catalogue, people, timetable};

/// What a search finds, kind by kind. A kind that somebody may not see is empty for them.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Practicals of the catalogue.
    pub practicals: Vec<SchoolPractical>,
    /// Items of the list.
    pub items: Vec<Item>,
    /// Classes of the timetable in force.
    pub classes: Vec<TaughtClass>,
    /// Teachers of the timetable, for those who see anybody's week.
    pub teachers: Vec<StaffMember>,
    /// People who can sign in.
    pub people: Vec<Member>,
}

/// Everything that these words find; nothing where no word is left of them.
pub async fn everywhere(
    house: &House,
    permit: &Permit<UseOwnAccount>,
    words: &str,
) -> Result<Found, ActionError> {
    let wanted = folded(words);
    if wanted.is_empty() {
        return Ok(Found::default());
    }
    let actor = permit.actor();
    let mut found = Found::default();
    if let Ok(permit) = actor.permit::<SeeCatalogue>() {
        found.practicals = catalogue::search(house, &permit, words).await?;
    }
    if let Ok(permit) = actor.permit::<SeeApparatus>() {
        found.items = apparatus::list(house, &permit, words).await?;
    }
    if let Ok(permit) = actor.permit::<SeeWeek>() {
        found.classes = timetable::classes(house, &permit, words).await?;
    }
    found.teachers = teachers(house, actor, &wanted).await?;
    found.people = members(house, actor, &wanted).await?;
    Ok(found)
}

async fn teachers(house: &House, actor: &Actor, wanted: &str) -> Result<Vec<StaffMember>, ActionError> {
    let Ok(permit) = actor.permit::<SeeWeek>() else { return Ok(Vec::new()) };
    if !actor.acts_for_anyone() {
        return Ok(Vec::new());
    }
    let mut staff = people::staff(house, &permit).await?;
    staff.retain(|staff| folded(&staff.name).contains(wanted));
    Ok(staff)
}

async fn members(house: &House, actor: &Actor, wanted: &str) -> Result<Vec<Member>, ActionError> {
    let Ok(permit) = actor.permit::<SeePeople>() else { return Ok(Vec::new()) };
    let mut members = people::list(house, &permit).await?.members;
    members.retain(|member| {
        let is_found = folded(&member.name).contains(wanted) || member.email.to_lowercase().contains(wanted);
        member.ended_at.is_none() && is_found
    });
    Ok(members)
}
