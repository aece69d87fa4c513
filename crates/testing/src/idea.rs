//! Ideas, notes and drafts, by hand or saved from a chat.

use actions::catalogue::{Draft, DraftWanted, Note, SaveDraft, SaveNote};
use actions::idea::{Outcome, Save, Settle, Suggest};
use actions::source::Source;
use actions::{ActionError, House, Once};
use domain::Permit;
use domain::id::{IdeaId, NoteId, PracticalId};
use domain::people::permissions::{DraftPractical, NotePractical, SettleIdea, SuggestIdea};

/// Puts an idea into the box.
pub async fn suggest(
    house: &House,
    permit: &Permit<SuggestIdea>,
    words: &str,
    source: Option<Source>,
    once: Option<Once>,
) -> Result<IdeaId, ActionError> {
    let words = words.to_owned();
    match source {
        Some(source) => house.act(permit, (), Save { words, source }, once).await,
        None => house.act(permit, (), Suggest { words }, once).await,
    }
}

/// Says what becomes of an idea.
pub async fn settle(
    house: &House,
    permit: &Permit<SettleIdea>,
    idea: IdeaId,
    outcome: Outcome,
) -> Result<(), ActionError> {
    house.act(permit, (), Settle { idea, outcome }, None).await
}

/// Writes a trial note.
pub async fn note(
    house: &House,
    permit: &Permit<NotePractical>,
    practical: PracticalId,
    words: &str,
    source: Option<Source>,
    once: Option<Once>,
) -> Result<NoteId, ActionError> {
    let words = words.to_owned();
    match source {
        Some(source) => house.act(permit, (), SaveNote { practical, words, source }, once).await,
        None => house.act(permit, (), Note { practical, words }, once).await,
    }
}

/// Drafts a practical.
pub async fn draft(
    house: &House,
    permit: &Permit<DraftPractical>,
    practical: DraftWanted,
    source: Option<Source>,
    once: Option<Once>,
) -> Result<PracticalId, ActionError> {
    match source {
        Some(source) => house.act(permit, (), SaveDraft { practical, source }, once).await,
        None => house.act(permit, (), Draft { practical, idea: None }, once).await,
    }
}
