//! What a step of a requisition came to, as whoever took it is told and as history says it.

use domain::id::RequisitionId;
use domain::requisition::{Requisition, Step};
use serde::{Deserialize, Serialize};

use crate::ActionError;
use crate::deed::Entry;

/// What a step came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// The requisition.
    pub id: RequisitionId,
    /// Its version now.
    pub version: u32,
    /// Where it stands now, by its key.
    pub state: String,
    /// Whether it is late.
    pub late: bool,
    /// Whether a mentor or head of science has to let it through first. Answers of before did not say.
    #[serde(default)]
    pub needs_approval: bool,
    /// What was done, as a notice says it.
    pub words: String,
}

impl Done {
    /// What a step made of a requisition.
    pub(crate) fn of(requisition: &Requisition, step: Step) -> Self {
        let words =
            format!("{} for {}: {}", requisition.content.title(), requisition.occasion.class, step.past());
        Self {
            id: requisition.id,
            version: requisition.version,
            state: requisition.state.key().to_owned(),
            late: requisition.lateness.late,
            needs_approval: requisition.needs_approval,
            words,
        }
    }
}

/// An entry of history about a requisition: in the words of the step, where it brings none of its own.
pub(crate) fn entry(step: Step, id: RequisitionId, words: &str) -> Entry {
    let words = if words.is_empty() { capitalised(step.past()) } else { words.to_owned() };
    Entry::new(words).of(step.into()).about(id)
}

fn capitalised(words: &str) -> String {
    let mut characters = words.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// What somebody wrote, where a step cannot be taken without words; else `advice`, beside the field.
pub(crate) fn said<'words>(words: &'words str, advice: &str) -> Result<&'words str, ActionError> {
    let words = words.trim();
    if words.is_empty() {
        return Err(ActionError::field("words", advice));
    }
    Ok(words)
}
