//! Finding practicals: the list, one of them, and what the form suggests.

use domain::Permit;
use std::collections::BTreeMap;

use domain::catalogue::{PracticalNote, PracticalSource, SchoolPractical, SchoolPracticalLine};
use domain::fold::folded;
use domain::id::PracticalId;
use domain::lesson::{Lesson, year_of_class};
use domain::people::permissions;

use crate::{ActionError, House};

/// A practical with its lines and what was written about it.
#[derive(Clone, Debug)]
pub struct PracticalShown {
    /// The practical.
    pub practical: SchoolPractical,
    /// What it needs.
    pub lines: Vec<SchoolPracticalLine>,
    /// Who drafted it, where it is one of the school's own.
    pub source: Option<PracticalSource>,
    /// The trial notes on it, newest first.
    pub notes: Vec<PracticalNote>,
}

/// A practical that the form suggests.
#[derive(Clone, Debug)]
pub struct Suggestion {
    /// The practical.
    pub practical: SchoolPractical,
    /// Why it stands where it does.
    pub because: &'static str,
}

/// The most practicals a search finds.
const MOST_FOUND: u32 = 60;
/// The most that the form suggests.
const MOST_SUGGESTED: usize = 8;
/// Past requests that the form looks through for what this teacher likes.
const LATEST_LOOKED_AT: u32 = 40;

/// Every practical in use.
pub async fn list(
    house: &House,
    permit: &Permit<permissions::SeeCatalogue>,
) -> Result<Vec<SchoolPractical>, ActionError> {
    let mut reading = house.storage.read(permit.school()).await?;
    Ok(reading.practicals().await?)
}

/// Practicals that a search finds.
pub async fn search(
    house: &House,
    permit: &Permit<permissions::SeeCatalogue>,
    words: &str,
) -> Result<Vec<SchoolPractical>, ActionError> {
    let mut reading = house.storage.read(permit.school()).await?;
    Ok(reading.search_practicals(&folded(words), MOST_FOUND).await?)
}

/// One practical.
pub async fn show(
    house: &House,
    permit: &Permit<permissions::SeeCatalogue>,
    id: PracticalId,
) -> Result<PracticalShown, ActionError> {
    let mut reading = house.storage.read(permit.school()).await?;
    let practical = reading.find_practical(id).await?.ok_or(ActionError::NotFound("practical"))?;
    let lines = reading.practical_lines(id).await?;
    let source = reading.practical_source(id).await?;
    let notes = reading.practical_notes(id).await?;
    Ok(PracticalShown { practical, lines, source, notes })
}

/// Who drafted the practicals that are the school's own, and what they were saved from.
pub async fn sources(
    house: &House,
    permit: &Permit<permissions::SeeCatalogue>,
) -> Result<BTreeMap<PracticalId, PracticalSource>, ActionError> {
    let mut reading = house.storage.read(permit.school()).await?;
    let sources = reading.practical_sources().await?;
    Ok(sources.into_iter().map(|source| (source.practical, source)).collect())
}

/// What the form suggests for a lesson: what this teacher asked for lately, then the catalogue, with the
/// year and subject of the class first.
pub async fn suggestions(
    house: &House,
    permit: &Permit<permissions::Request>,
    lesson: &Lesson,
    words: &str,
) -> Result<Vec<Suggestion>, ActionError> {
    let wanted = folded(words);
    let mut reading = house.storage.read(permit.school()).await?;
    let found = reading.search_practicals(&wanted, MOST_FOUND).await?;
    let mut liked: Vec<PracticalId> = Vec::new();
    if let Some(teacher) = lesson.teachers.first() {
        for requisition in reading.recent_requisitions_of(teacher.staff, LATEST_LOOKED_AT).await? {
            liked.extend(requisition.content.stations.iter().filter_map(|station| station.practical));
        }
    }
    let subject = folded(&lesson.subject);
    // A number that is no year of a secondary school's is a set, or a room.
    let year = [lesson.class_words(), &lesson.subject]
        .into_iter()
        .filter_map(year_of_class)
        .find(|year| (7..=13).contains(year));
    let mut ranked: Vec<(u8, Suggestion)> = found
        .into_iter()
        .map(|practical| {
            let is_liked = liked.contains(&practical.id);
            let fits_subject = subject.contains(practical.subject.code());
            let fits_year = year.is_some_and(|year| practical.years.contains(year));
            let starts = practical.search_title.starts_with(&wanted);
            let (rank, because) = match (is_liked, fits_subject, fits_year) {
                (true, ..) => (0, "you asked for this lately"),
                (_, true, true) => (1, "for this year and subject"),
                (_, true, false) => (2, "for this subject"),
                (_, false, true) => (3, "for this year"),
                _ => (4, ""),
            };
            (rank * 2 + u8::from(!starts), Suggestion { practical, because })
        })
        .collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    Ok(ranked.into_iter().map(|(_, suggestion)| suggestion).take(MOST_SUGGESTED).collect())
}
