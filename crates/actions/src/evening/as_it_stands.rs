//! An evening as it stands: what would be published of it now.

use std::collections::BTreeMap;

use domain::Permit;
use domain::chat::Chat;
use domain::chat::archive::{Archive, Entry, Part};
use domain::chat::chat_permissions::SeeRoom;
use domain::chat::evening::{
    Brought, Evening, Gone, ListGroup, ListItem, Question, Quoted, Reply, Said, archive_of, said_of,
};
use domain::chat::reply::Certainty;
use domain::id::{ChatId, MessageId, NetworkId};
use domain::list_item::KeptItem;
use domain::message::{Message, MessageState};
use storage::NetworkReading;

use crate::chat::one::enter;
use crate::{ActionError, House};

/// How deep quotes of quotes are shown and published.
const DEEPEST_SHOWN_QUOTE: usize = 3;

/// An evening as it would be if it were published now: what is hidden, withdrawn or erased keeps its place
/// and has no words; what waits for a moderator is not in it.
pub async fn as_it_stands(
    house: &House,
    permit: &Permit<SeeRoom>,
    chat: ChatId,
) -> Result<Evening, ActionError> {
    let mut reading = house.storage.read(permit.network()).await?;
    let (found, _) = enter(&mut reading, permit, chat).await?;
    evening_of(&mut reading, &found).await
}

/// The network that keeps a chat; none where there is no such chat. For whoever runs the server, who may name a
/// chat alone.
pub async fn network_of(house: &House, chat: ChatId) -> Result<Option<NetworkId>, ActionError> {
    Ok(house.storage.door().await?.network_of_chat(chat).await?)
}

/// The same as [`as_it_stands`], within a reading or a unit of work.
pub(crate) async fn evening_of(reading: &mut NetworkReading, chat: &Chat) -> Result<Evening, ActionError> {
    let network = reading.network().await?.ok_or(ActionError::NotFound("network"))?;
    let questions = reading.chat_questions(chat.id).await?;
    let items = reading.list_items(chat.id).await?;
    let messages = reading.messages_of(chat.id).await?;
    let tag = if chat.tag.is_empty() { None } else { Some(chat.tag.parse().map_err(inside)?) };
    Ok(Evening {
        network: network.name,
        tag,
        subject: chat.subject.clone(),
        zone: network.time_zone,
        starts_at: chat.starts_at,
        ends_at: chat.ends_at,
        revision: chat.revision,
        published_at: chat.published_at,
        imported: chat.imported,
        questions: questions
            .into_iter()
            .map(|question| Question {
                number: question.number,
                words: question.words,
                asked_at: question.asked_at,
            })
            .collect(),
        list: groups(items, &messages),
        messages: all_said(chat, &messages)?,
    })
}

/// The archive of an evening, for its text. That of an imported evening is what was imported, byte for byte
/// while nobody has hidden anything and nobody has been erased.
pub async fn archive(house: &House, permit: &Permit<SeeRoom>, chat: ChatId) -> Result<Archive, ActionError> {
    let mut reading = house.storage.read(permit.network()).await?;
    let (found, _) = enter(&mut reading, permit, chat).await?;
    let evening = evening_of(&mut reading, &found).await?;
    let messages = reading.messages_of(chat).await?;
    let Some(mut archive) = archive_as_kept(&found, &messages) else {
        return archive_of(&evening, &[]).map_err(inside);
    };
    for (entry, said) in archive.entries.iter_mut().zip(&evening.messages) {
        leave_out(entry, said.gone, &said.quotes);
    }
    Ok(archive)
}

/// The archive that a chat was imported from, with what has happened to its entries since; none where it
/// was not imported.
pub(crate) fn archive_as_kept(chat: &Chat, messages: &[Message]) -> Option<Archive> {
    let preamble = chat.preamble.clone()?;
    Some(preamble.with(messages.iter().filter_map(|message| message.entry.clone()).collect()))
}

fn inside(error: impl std::fmt::Display) -> ActionError {
    ActionError::Inside(error.to_string())
}

/// Why the words of a message are not to be read; none where they are.
fn gone(state: MessageState) -> Option<Gone> {
    match state {
        MessageState::Shown | MessageState::Held | MessageState::Refused => None,
        MessageState::Hidden => Some(Gone::Hidden),
        MessageState::Withdrawn => Some(Gone::Withdrawn),
        MessageState::Erased => Some(Gone::Erased),
    }
}

fn lines(body: &str) -> Vec<String> {
    if body.is_empty() { Vec::new() } else { body.split('\n').map(str::to_owned).collect() }
}

/// The list in its groups, in the order in which each group has its first item. What came from a message
/// that is not shown any more is left out.
fn groups(items: Vec<KeptItem>, messages: &[Message]) -> Vec<ListGroup> {
    let by_id: BTreeMap<MessageId, &Message> = messages.iter().map(|message| (message.id, message)).collect();
    let mut groups: Vec<ListGroup> = Vec::new();
    for item in items {
        let from = item.message.and_then(|id| by_id.get(&id));
        if item.message.is_some() && from.is_none_or(|message| message.state != MessageState::Shown) {
            continue;
        }
        let at = groups.iter().position(|group| group.heading == item.heading).unwrap_or_else(|| {
            groups.push(ListGroup { heading: item.heading, items: Vec::new() });
            groups.len() - 1
        });
        groups[at].items.push(ListItem {
            words: item.words,
            url: item.url,
            credit: from.map(|message| message.handle.to_string()),
            message: from.and_then(|message| message.number),
        });
    }
    groups
}

fn all_said(chat: &Chat, messages: &[Message]) -> Result<Vec<Said>, ActionError> {
    let by_id: BTreeMap<MessageId, &Message> = messages.iter().map(|message| (message.id, message)).collect();
    let mut evening: Vec<Said> = Vec::with_capacity(messages.len());
    for message in messages {
        evening.extend(said(chat, message, &by_id));
    }
    let Some(archive) = archive_as_kept(chat, messages) else { return Ok(evening) };
    let gone: BTreeMap<u32, Gone> =
        evening.iter().filter_map(|said| Some((said.number, said.gone?))).collect();
    let read = said_of(&archive).map_err(inside)?;
    if read.len() != evening.len() {
        return Err(inside(format!("chat {} has lost entries of its archive", chat.id)));
    }
    for (said, read) in evening.iter_mut().zip(read) {
        said.quotes = read.quotes;
        // Whoever hid a message hid what it holds; whoever was erased did not say what they quoted.
        if said.gone == Some(Gone::Hidden) {
            said.quotes.clear();
        }
        said.quotes.iter_mut().for_each(|quoted| settle(quoted, &gone));
    }
    Ok(evening)
}

/// A message as its own row says; none where it has no place in the evening.
fn said(chat: &Chat, message: &Message, by_id: &BTreeMap<MessageId, &Message>) -> Option<Said> {
    let gone = gone(message.state);
    let is_erased = gone == Some(Gone::Erased);
    let keeps_quote = gone.is_none() || is_erased;
    let quoted = message.quotes.filter(|_| keeps_quote).and_then(|id| by_id.get(&id));
    Some(Said {
        number: message.number?,
        author: message.handle.to_string(),
        moderator: message.moderator,
        at: message.at,
        body: if gone.is_some() { Vec::new() } else { lines(&message.body) },
        question: message.question,
        reply: reply(message, by_id),
        quotes: quoted.map(|quoted| quote(quoted, by_id, 1)).into_iter().collect(),
        pinned: chat.pinned == Some(message.id),
        starred: message.starred,
        brought: message.brought_by.as_ref().map(|by| Brought {
            by: by.to_string(),
            from: if is_erased { String::new() } else { message.brought_from.clone() },
        }),
        gone,
    })
}

fn reply(message: &Message, by_id: &BTreeMap<MessageId, &Message>) -> Option<Reply> {
    if message.reply_to.is_none() && message.reply_names.is_empty() {
        return None;
    }
    let to = message.reply_to.and_then(|id| by_id.get(&id)).and_then(|parent| parent.number);
    let certainty = message.reply_certainty.unwrap_or(if message.entry.is_some() {
        Certainty::NotFound
    } else {
        Certainty::Said
    });
    Some(Reply { to, names: message.reply_names.clone(), certainty })
}

fn quote(message: &Message, by_id: &BTreeMap<MessageId, &Message>, depth: usize) -> Quoted {
    let gone = gone(message.state);
    let inner = message.quotes.filter(|_| gone.is_none() && depth < DEEPEST_SHOWN_QUOTE);
    let inner = inner.and_then(|id| by_id.get(&id));
    Quoted {
        message: message.number,
        author: message.handle.to_string(),
        at: message.at,
        body: if gone.is_some() { Vec::new() } else { lines(&message.body) },
        reply_names: message.reply_names.clone(),
        quotes: inner.map(|inner| quote(inner, by_id, depth + 1)).into_iter().collect(),
        gone,
    }
}

/// A quote in an imported message is a copy: it goes with the message it is a copy of.
fn settle(quoted: &mut Quoted, gone: &BTreeMap<u32, Gone>) {
    let is_erased =
        quoted.author.parse().is_ok_and(|author: domain::chat::handle::Handle| author.is_erased());
    let original = quoted.message.and_then(|number| gone.get(&number).copied());
    quoted.gone = if is_erased { Some(Gone::Erased) } else { original };
    if quoted.gone.is_some() {
        quoted.body.clear();
    }
    if quoted.gone == Some(Gone::Hidden) {
        quoted.quotes.clear();
    }
    quoted.quotes.iter_mut().for_each(|inner| settle(inner, gone));
}

/// Takes the words of what is hidden out of an entry; its place and whom it answered stay.
fn leave_out(entry: &mut Entry, why: Option<Gone>, quotes: &[Quoted]) {
    if let Some(why) = why.filter(|why| *why != Gone::Erased) {
        entry.body = vec![why.line()];
        entry.parts.retain(|part| matches!(part, Part::Reply(_)));
        return;
    }
    let inner = entry.parts.iter_mut().filter_map(|part| match part {
        Part::Quote(quote) => Some(quote),
        Part::Reply(_) => None,
    });
    for (quote, quoted) in inner.zip(quotes) {
        leave_out(quote, quoted.gone, &quoted.quotes);
    }
}
