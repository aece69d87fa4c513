//! Drafting a practical of the school's own.

use domain::catalogue::{PracticalDetails, Subject, YearRange};
use domain::fold::folded;
use domain::id::{IdeaId, PracticalId, SchoolId};
use domain::people::permissions::DraftPractical;
use serde::{Deserialize, Serialize};

use super::SchoolPractical;
use crate::ActionError;
use crate::deed::{Deed, Entry, Told};
use crate::requisition::Book;
use crate::source::{Source, written_by, written_words};
use crate::unit::{Turn, Unit};

/// What a draft says of a practical.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
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

/// Drafts a practical: to be tried first, without lines. Its identifier is the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// What it says.
    pub practical: DraftWanted,
    /// The idea of the box that it comes from, if it does: whom to thank for it is taken from there.
    #[serde(default)]
    pub idea: Option<IdeaId>,
}

/// The longest title, in characters.
const LONGEST_TITLE: usize = 200;
/// Pupils who share a set, until it has been tried: most practicals of the starting catalogue are for pairs.
const PUPILS_PER_GROUP: u16 = 2;
/// Minutes at the bench: nobody knows before it has been tried, and 0 says so.
const MINUTES: u16 = 0;

impl Deed for Draft {
    type At = Book;
    type May = DraftPractical;
    type Answer = PracticalId;
    const KEY: &'static str = "practical.draft";
    const FORM: &'static str = "practical-draft";

    fn example() -> Self {
        Self { practical: example(), idea: None }
    }

    async fn act(self, turn: &mut Turn<Book>) -> Result<Told<PracticalId>, ActionError> {
        let unit = &mut turn.unit;
        let idea = match self.idea {
            Some(idea) => Some(unit.find_idea(idea).await?.ok_or(ActionError::NotFound("idea"))?),
            None => None,
        };
        let origin = idea.as_ref().and_then(|idea| idea.origin.as_ref());
        draft(unit, &self.practical, origin.and_then(|origin| origin.source())).await
    }
}

/// Drafts a practical, with the message it was saved from, if it was.
pub(super) async fn draft(
    unit: &mut Unit<SchoolId>,
    wanted: &DraftWanted,
    source: Option<&Source>,
) -> Result<Told<PracticalId>, ActionError> {
    let title = title_of(wanted)?;
    let summary = written_words(&wanted.words, "write what pupils would do")?;
    let practical = drafted(unit.next_id(), title, summary, wanted);
    let written = written_by(unit);
    unit.add_practical(&practical, &[]).await?;
    unit.add_practical_source(practical.id, &written, source).await?;
    // History does not keep the title: it may name somebody who is erased one day.
    Ok(Told::done(practical.id, Entry::new("Drafted a practical").about(practical.id)))
}

/// One as it could be.
pub(super) fn example() -> DraftWanted {
    DraftWanted {
        title: "Cress under coloured light".to_owned(),
        subject: Subject::Biology,
        years: YearRange::EVERY,
        words: "Pupils grow cress under four colours and measure it after a week.".to_owned(),
    }
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
