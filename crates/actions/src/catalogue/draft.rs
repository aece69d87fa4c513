//! Drafting a practical of the school's own.

use domain::Permit;
use domain::catalogue::{PracticalDetails, Subject, YearRange};
use domain::fold::folded;
use domain::history::Kind;
use domain::id::PracticalId;
use domain::people::permissions;

use super::SchoolPractical;
use crate::source::{Source, check_source, written_words};
use crate::{ActionError, Begun, House, Once};

/// What a draft says of a practical.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftWanted {
    /// What teachers will call it.
    pub title: String,
    /// Its subject.
    pub subject: Subject,
    /// The years it might be for.
    pub years: YearRange,
    /// What pupils would do.
    pub words: String,
}

/// The longest title, in characters.
const LONGEST_TITLE: usize = 200;
/// Pupils who share a set, until it has been tried: most practicals of the starting catalogue are for pairs.
const PUPILS_PER_GROUP: u16 = 2;
/// Minutes at the bench: nobody knows before it has been tried, and 0 says so.
const MINUTES: u16 = 0;

/// Drafts a practical: to be tried first, without lines, with the message it was saved from, if it was.
pub async fn draft(
    house: &House,
    permit: &Permit<permissions::DraftPractical>,
    wanted: DraftWanted,
    source: Option<Source>,
    once: Option<Once>,
) -> Result<PracticalId, ActionError> {
    let title = title_of(&wanted)?;
    let summary = written_words(&wanted.words, "write what pupils would do")?;
    check_source(source.as_ref())?;
    let mut work = match house.begin(permit.school(), permit.actor().account, once).await? {
        Begun::Answered(id) => return Ok(id),
        Begun::Anew(work) => work,
    };
    let practical = drafted(house.next_id(), title, summary, &wanted);
    work.add_practical(&practical, &[]).await?;
    let written = house.written_by(permit.actor());
    work.add_practical_source(practical.id, &written, source.as_ref()).await?;
    // History does not keep the title: it may name somebody who is erased one day.
    let event = house.history(
        permit.actor(),
        Kind::PracticalDraft,
        Some(practical.id.to_string()),
        "Drafted a practical",
    );
    work.finish(practical.id, Some(event)).await
}

fn title_of(wanted: &DraftWanted) -> Result<&str, ActionError> {
    let title = wanted.title.trim();
    if title.is_empty() || title.chars().count() > LONGEST_TITLE {
        return Err(ActionError::field("title", "give it a name of at most 200 characters"));
    }
    Ok(title)
}

fn drafted(id: PracticalId, title: &str, summary: String, wanted: &DraftWanted) -> SchoolPractical {
    SchoolPractical {
        id,
        key: None,
        title: title.to_owned(),
        search_title: folded(title),
        subject: wanted.subject,
        years: wanted.years,
        pupils_per_group: PUPILS_PER_GROUP,
        notice_days: None,
        minutes: MINUTES,
        trial: true,
        details: PracticalDetails { summary, ..PracticalDetails::default() },
        version: 1,
        retired_at: None,
    }
}
