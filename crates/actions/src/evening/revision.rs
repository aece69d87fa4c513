//! Making a revision: the document of an evening as it stands, its hash, and the lines that a search reads.

use domain::chat::Chat;
use domain::chat::evening::Evening;
use domain::chat::pseudonym::with_pseudonyms;
use domain::fold::folded;
use domain::id::NetworkId;
use interchange::chat_archive;
use storage::revision::{PublishedLine, Revision};

use super::as_it_stands::evening_of;
use crate::ActionError;
use crate::once::hash;
use crate::unit::Unit;

/// Makes the next revision of a chat that the unit holds still, and keeps the chat as published.
pub(crate) async fn make_revision(
    unit: &mut Unit<NetworkId>,
    chat: &mut Chat,
    reason: &str,
    by: String,
    pseudonyms: bool,
) -> Result<u32, ActionError> {
    chat.revision += 1;
    chat.published_at = Some(unit.now);
    let evening = evening_of(unit, chat).await?;
    let evening = if pseudonyms { with_pseudonyms(evening) } else { evening };
    let document = chat_archive::json(&evening).map_err(|error| ActionError::Inside(error.to_string()))?;
    let revision = Revision {
        number: chat.revision,
        hash: hash(document.as_bytes()),
        reason: reason.to_owned(),
        published_by: Some(by),
        published_at: unit.now,
        has_document: true,
    };
    unit.add_revision(chat.id, &revision, &document).await?;
    unit.set_published_lines(chat.id, &searched(&evening)).await?;
    unit.set_chat(chat).await?;
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
