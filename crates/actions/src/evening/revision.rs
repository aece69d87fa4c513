//! Publishing an evening as a numbered revision, and taking it away again.

use domain::chat::evening::Evening;
use domain::chat::pseudonym::with_pseudonyms;
use domain::chat::{Chat, ChatStep, chat_permissions};
use domain::fold::folded;
use domain::history::Kind;
use domain::id::ChatId;
use domain::permission::Acts as _;
use domain::{Instant, Permit};
use interchange::chat_archive;
use storage::revision::{PublishedLine, Revision};

use super::as_it_stands::evening_of;
use crate::chat::turn::{TurnBegun, enter};
use crate::once::hash;
use crate::{ActionError, House, Once};

/// The longest reason for a revision, in characters.
const LONGEST_REASON: usize = 500;

/// A revision, as people see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevisionShown {
    /// From 1.
    pub number: u32,
    /// The SHA-256 of its JSON file, in hexadecimal.
    pub hash: String,
    /// Why it was made; may be empty for the first.
    pub reason: String,
    /// When it was published.
    pub published_at: Instant,
    /// Whether it is the one that can be read.
    pub is_newest: bool,
}

/// Publishes the evening as it stands now, as the next revision. The revision before loses its document and
/// keeps its hash. A correction says why it is made. Returns the revision's number.
pub async fn publish(
    house: &House,
    permit: &Permit<chat_permissions::Publish>,
    chat: ChatId,
    reason: &str,
    pseudonyms: bool,
    once: Option<Once>,
) -> Result<u32, ActionError> {
    let reason = reason.trim();
    if reason.chars().count() > LONGEST_REASON {
        return Err(ActionError::field("reason", "that is longer than 500 characters; shorten it"));
    }
    let mut turn = match house.take_turn(permit, chat, once).await? {
        TurnBegun::Answered(number) => return Ok(number),
        TurnBegun::Anew(turn) => turn,
    };
    turn.moves(ChatStep::Publish)?;
    if turn.chat.revision > 0 && reason.is_empty() {
        return Err(ActionError::field("reason", "say in a few words what is corrected"));
    }
    let by = turn.participant.shown();
    let number = make_revision(&mut turn.work, house, &mut turn.chat, reason, by, pseudonyms).await?;
    turn.finish(number, Kind::ChatPublish, None, format!("Published revision {number}")).await
}

/// Takes what was published away. The hashes of its revisions stay.
pub async fn withdraw(
    house: &House,
    permit: &Permit<chat_permissions::Publish>,
    chat: ChatId,
    once: Option<Once>,
) -> Result<(), ActionError> {
    let mut turn = match house.take_turn(permit, chat, once).await? {
        TurnBegun::Answered(()) => return Ok(()),
        TurnBegun::Anew(turn) => turn,
    };
    turn.moves(ChatStep::Withdraw)?;
    turn.work.forget_published(chat).await?;
    turn.keep_chat().await?;
    turn.finish((), Kind::ChatWithdraw, None, "Took the published evening away").await
}

/// The revisions of a chat, newest first.
pub async fn revisions(
    house: &House,
    permit: &Permit<chat_permissions::SeeRoom>,
    chat: ChatId,
) -> Result<Vec<RevisionShown>, ActionError> {
    let mut reading = house.storage.read(permit.network()).await?;
    enter(&mut reading, permit, chat).await?;
    let revisions = reading.revisions(chat).await?.into_iter().map(|revision| RevisionShown {
        number: revision.number,
        hash: revision.hash,
        reason: revision.reason,
        published_at: revision.published_at,
        is_newest: revision.has_document,
    });
    Ok(revisions.collect())
}

/// Makes the next revision of a chat that the unit holds still, and keeps the chat as published.
pub(crate) async fn make_revision(
    work: &mut storage::NetworkWriting,
    house: &House,
    chat: &mut Chat,
    reason: &str,
    by: String,
    pseudonyms: bool,
) -> Result<u32, ActionError> {
    chat.revision += 1;
    chat.published_at = Some(house.now());
    let evening = evening_of(work, chat).await?;
    let evening = if pseudonyms { with_pseudonyms(evening) } else { evening };
    let document = chat_archive::json(&evening).map_err(|error| ActionError::Inside(error.to_string()))?;
    let revision = Revision {
        number: chat.revision,
        hash: hash(document.as_bytes()),
        reason: reason.to_owned(),
        published_by: Some(by),
        published_at: house.now(),
        has_document: true,
    };
    work.add_revision(chat.id, &revision, &document).await?;
    work.set_published_lines(chat.id, &searched(&evening)).await?;
    work.set_chat(chat).await?;
    Ok(revision.number)
}

/// What a search looks at of a published evening, in the order in which it is read.
fn searched(evening: &Evening) -> Vec<PublishedLine> {
    let mut lines = vec![line(None, "", &evening.subject)];
    let tag = evening.tag.iter().map(|tag| line(None, "", &format!("#{tag}")));
    lines.extend(tag);
    for item in evening.list.iter().flat_map(|group| &group.items) {
        let words = [item.words.as_str(), item.url.as_deref().unwrap_or_default()].join(" ");
        lines.push(line(item.message, item.credit.as_deref().unwrap_or_default(), words.trim()));
    }
    lines.extend(evening.questions.iter().map(|question| line(None, "", &question.words)));
    for said in evening.messages.iter().filter(|said| said.gone.is_none()) {
        if !said.body.is_empty() {
            lines.push(line(Some(said.number), &said.author, &said.body.join("\n")));
        }
        // A quote of this evening is found where it was said.
        for quoted in said.quotes.iter().filter(|quoted| quoted.message.is_none() && quoted.gone.is_none()) {
            lines.push(line(Some(said.number), &quoted.author, &quoted.body.join("\n")));
        }
    }
    lines
}

fn line(number: Option<u32>, author: &str, words: &str) -> PublishedLine {
    let searched = folded(&format!("{author} {words}"));
    PublishedLine { number, author: author.to_owned(), words: words.to_owned(), folded: searched }
}
