//! The list: what is worth keeping of an evening, in the order and the groups its curator gives it.

use domain::Permit;
use domain::history::Kind;
use std::collections::BTreeMap;

use domain::chat::words::links;
use domain::chat::{ChatQuestion, ChatRefusal, chat_permissions};
use domain::id::{ChatId, ListItemId, MessageId};
use domain::list_item::KeptItem;
use domain::message::{Message, MessageState};

use crate::chat::turn::{Turn, TurnBegun, enter};
use crate::{ActionError, House, Once};

/// One item of the list, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListItem {
    /// Its identifier.
    pub id: ListItemId,
    /// Its place in the whole list, from 1.
    pub position: u32,
    /// What the items of its group have in common.
    pub heading: String,
    /// What it is.
    pub words: String,
    /// Where it leads: http or https.
    pub url: Option<String>,
    /// The message it came from.
    pub message: Option<MessageId>,
    /// That message's number, while it is shown.
    pub number: Option<u32>,
    /// Whose it is, while the message is shown.
    pub credit: Option<String>,
}

/// What an item shall say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemWanted {
    /// What the items of its group have in common.
    pub heading: String,
    /// What it is.
    pub words: String,
    /// Where it leads.
    pub url: Option<String>,
    /// The message it came from.
    pub message: Option<MessageId>,
}

/// The most items of one list.
pub const MOST_ITEMS: usize = 500;
/// The longest heading, in characters.
const LONGEST_HEADING: usize = 200;
/// The longest words of an item, in characters: as long as a message.
const LONGEST_WORDS: usize = domain::chat::room::LONGEST_MESSAGE;
/// The longest address, in characters.
const LONGEST_URL: usize = 2_000;
/// The group of links that are on the list for their own sake.
const LINKS: &str = "Links";
/// The group of starred messages that answer no question.
const OF_THE_EVENING: &str = "From the evening";

/// The list of a chat, without what came from messages that are not shown.
pub async fn list(
    house: &House,
    permit: &Permit<chat_permissions::SeeRoom>,
    chat: ChatId,
) -> Result<Vec<ListItem>, ActionError> {
    let mut reading = house.storage.read(permit.network()).await?;
    enter(&mut reading, permit, chat).await?;
    let items = reading.list_items(chat).await?;
    let ids: Vec<MessageId> = items.iter().filter_map(|item| item.message).collect();
    let messages = reading.messages_by_ids(&ids).await?;
    let by_id: BTreeMap<MessageId, &Message> = messages
        .iter()
        .filter(|message| message.state == MessageState::Shown)
        .map(|message| (message.id, message))
        .collect();
    // An item holds a copy of the words, so it is left out with the message it came from.
    let items = items.into_iter().filter(|item| item.message.is_none_or(|id| by_id.contains_key(&id)));
    let shown = items.map(|item| {
        let from = item.message.and_then(|id| by_id.get(&id));
        ListItem {
            id: item.id,
            position: item.position,
            heading: item.heading,
            words: item.words,
            url: item.url,
            message: item.message,
            number: from.and_then(|message| message.number),
            credit: from.map(|message| message.handle.to_string()),
        }
    });
    Ok(shown.collect())
}

/// Puts every starred message and every link on the list that is not on it yet. Returns how many were put
/// there.
pub async fn seed_list(
    house: &House,
    permit: &Permit<chat_permissions::Curate>,
    chat: ChatId,
    once: Option<Once>,
) -> Result<u32, ActionError> {
    let mut turn = match house.take_turn(permit, chat, once).await? {
        TurnBegun::Answered(added) => return Ok(added),
        TurnBegun::Anew(turn) => turn,
    };
    let items = list_to_work_on(&mut turn).await?;
    let questions = turn.work.chat_questions(chat).await?;
    let messages = turn.work.messages_of(chat).await?;
    let mut wanted = seeds(&messages, &questions, &items);
    wanted.truncate(MOST_ITEMS.saturating_sub(items.len()));
    let added = u32::try_from(wanted.len()).map_err(|error| ActionError::Inside(error.to_string()))?;
    let mut after = items.clone();
    for seed in wanted {
        let item = kept(house.next_id(), seed);
        turn.work.add_list_item(chat, &item).await?;
        after.push(item);
    }
    keep_order(&mut turn, after).await?;
    turn.finish(added, Kind::ListSeed, None, "Put stars and links on the list").await
}

/// Puts something on the list.
pub async fn add_item(
    house: &House,
    permit: &Permit<chat_permissions::Curate>,
    chat: ChatId,
    wanted: ItemWanted,
    once: Option<Once>,
) -> Result<ListItemId, ActionError> {
    let wanted = checked(wanted)?;
    let mut turn = match house.take_turn(permit, chat, once).await? {
        TurnBegun::Answered(id) => return Ok(id),
        TurnBegun::Anew(turn) => turn,
    };
    let mut items = list_to_work_on(&mut turn).await?;
    if items.len() >= MOST_ITEMS {
        return Err(ActionError::field("words", "the list is full; take something off it first"));
    }
    check_message(&mut turn, wanted.message).await?;
    let item = kept(house.next_id(), wanted);
    let id = item.id;
    turn.work.add_list_item(chat, &item).await?;
    items.push(item);
    keep_order(&mut turn, items).await?;
    turn.finish(id, Kind::ListAdd, None, "Put something on the list").await
}

/// Gives an item other words, or another group.
pub async fn change_item(
    house: &House,
    permit: &Permit<chat_permissions::Curate>,
    chat: ChatId,
    item: ListItemId,
    wanted: ItemWanted,
    once: Option<Once>,
) -> Result<(), ActionError> {
    let wanted = checked(wanted)?;
    let mut turn = match house.take_turn(permit, chat, once).await? {
        TurnBegun::Answered(()) => return Ok(()),
        TurnBegun::Anew(turn) => turn,
    };
    let mut items = list_to_work_on(&mut turn).await?;
    let at = place(&items, item)?;
    if wanted.message != items[at].message {
        check_message(&mut turn, wanted.message).await?;
    }
    items[at] = KeptItem { position: 0, ..kept(item, wanted) };
    keep_order(&mut turn, items).await?;
    turn.finish((), Kind::ListChange, None, "Changed something on the list").await
}

/// Moves an item one place up or down. The first of a group takes its group up with it, the last of one
/// takes it down.
pub async fn move_item(
    house: &House,
    permit: &Permit<chat_permissions::Curate>,
    chat: ChatId,
    item: ListItemId,
    up: bool,
    once: Option<Once>,
) -> Result<(), ActionError> {
    let mut turn = match house.take_turn(permit, chat, once).await? {
        TurnBegun::Answered(()) => return Ok(()),
        TurnBegun::Anew(turn) => turn,
    };
    let items = list_to_work_on(&mut turn).await?;
    let at = place(&items, item)?;
    keep_order(&mut turn, moved(items, at, up)).await?;
    turn.finish((), Kind::ListMove, None, "Moved something on the list").await
}

/// Takes an item off the list.
pub async fn remove_item(
    house: &House,
    permit: &Permit<chat_permissions::Curate>,
    chat: ChatId,
    item: ListItemId,
    once: Option<Once>,
) -> Result<(), ActionError> {
    let mut turn = match house.take_turn(permit, chat, once).await? {
        TurnBegun::Answered(()) => return Ok(()),
        TurnBegun::Anew(turn) => turn,
    };
    let mut items = list_to_work_on(&mut turn).await?;
    items.remove(place(&items, item)?);
    turn.work.remove_list_item(chat, item).await?;
    keep_order(&mut turn, items).await?;
    turn.finish((), Kind::ListRemove, None, "Took something off the list").await
}

/// The list of the chat at hand, where it may be worked on.
async fn list_to_work_on(turn: &mut Turn) -> Result<Vec<KeptItem>, ActionError> {
    if !turn.chat.state.lets_curators_work() {
        return Err(ChatRefusal::Stands(turn.chat.state).into());
    }
    Ok(turn.work.list_items(turn.chat.id).await?)
}

/// Refuses a message that is not shown in the chat at hand.
async fn check_message(turn: &mut Turn, message: Option<MessageId>) -> Result<(), ActionError> {
    let Some(id) = message else { return Ok(()) };
    let is_shown = turn.message(id).await?.state == MessageState::Shown;
    if is_shown { Ok(()) } else { Err(ActionError::NotFound("message")) }
}

fn place(items: &[KeptItem], item: ListItemId) -> Result<usize, ActionError> {
    items.iter().position(|kept| kept.id == item).ok_or(ActionError::NotFound("item of the list"))
}

/// An item that has no place yet.
fn kept(id: ListItemId, wanted: ItemWanted) -> KeptItem {
    let ItemWanted { heading, words, url, message } = wanted;
    KeptItem { id, position: 0, heading, words, url, message }
}

fn checked(wanted: ItemWanted) -> Result<ItemWanted, ActionError> {
    let within = |text: &str, longest| (1..=longest).contains(&text.chars().count());
    let heading = wanted.heading.trim().to_owned();
    if !within(&heading, LONGEST_HEADING) {
        return Err(ActionError::field("heading", "give its group a heading of at most 200 characters"));
    }
    // Browsers end lines with two characters.
    let words = wanted.words.trim().replace("\r\n", "\n");
    if !within(&words, LONGEST_WORDS) {
        return Err(ActionError::field("words", "say what it is, in at most 1,000 characters"));
    }
    let url = wanted.url.map(|url| url.trim().to_owned()).filter(|url| !url.is_empty());
    if url.as_ref().is_some_and(|url| !is_web_address(url)) {
        return Err(ActionError::field(
            "url",
            "give a whole web address that begins with https:// or http://",
        ));
    }
    Ok(ItemWanted { heading, words, url, message: wanted.message })
}

fn is_web_address(url: &str) -> bool {
    url.chars().count() <= LONGEST_URL && links(url).first().is_some_and(|link| link.url == url)
}

/// The items in groups, each where its first item was, without a gap in their places.
fn in_groups(items: Vec<KeptItem>) -> Vec<KeptItem> {
    let mut groups: Vec<Vec<KeptItem>> = Vec::new();
    for item in items {
        match groups.iter_mut().find(|group| group[0].heading == item.heading) {
            Some(group) => group.push(item),
            None => groups.push(vec![item]),
        }
    }
    let placed = (1..).zip(groups.into_iter().flatten());
    placed.map(|(position, item)| KeptItem { position, ..item }).collect()
}

/// Keeps the items that stand elsewhere now, or say something else.
async fn keep_order(turn: &mut Turn, items: Vec<KeptItem>) -> Result<(), ActionError> {
    let before: BTreeMap<ListItemId, KeptItem> =
        turn.work.list_items(turn.chat.id).await?.into_iter().map(|item| (item.id, item)).collect();
    for item in in_groups(items) {
        if before.get(&item.id) != Some(&item) {
            turn.work.set_list_item(turn.chat.id, &item).await?;
        }
    }
    Ok(())
}

/// The items with one of them moved; at an end of its group the whole group moves.
fn moved(mut items: Vec<KeptItem>, at: usize, up: bool) -> Vec<KeptItem> {
    let Some(next) = (if up { at.checked_sub(1) } else { Some(at + 1).filter(|next| *next < items.len()) })
    else {
        return items;
    };
    if items[next].heading == items[at].heading {
        items.swap(at, next);
        return items;
    }
    // The two groups change places: all of the lower one goes before the first of the upper one.
    let (upper, lower) = (items[at.min(next)].heading.clone(), items[at.max(next)].heading.clone());
    let (of_lower, mut rest): (Vec<_>, Vec<_>) = items.into_iter().partition(|item| item.heading == lower);
    let first = rest.iter().position(|item| item.heading == upper).unwrap_or(rest.len());
    rest.splice(first..first, of_lower);
    rest
}

/// What stars and links put on a list that holds `items`: a starred message as it was said, under its
/// question, and every other link under “Links”, with the words it was posted with.
fn seeds(messages: &[Message], questions: &[ChatQuestion], items: &[KeptItem]) -> Vec<ItemWanted> {
    let mut urls: Vec<String> = items.iter().filter_map(|item| item.url.clone()).collect();
    let mut seeds = Vec::new();
    let shown = || messages.iter().filter(|message| message.state == MessageState::Shown);
    for message in shown().filter(|message| message.starred && !message.body.trim().is_empty()) {
        if items.iter().any(|item| item.message == Some(message.id) && item.heading != LINKS) {
            continue;
        }
        let question = questions.iter().find(|question| Some(question.number) == message.question);
        let heading = question.map_or(OF_THE_EVENING, |question| &question.words);
        let url = links(&message.body).into_iter().map(|link| link.url).find(|url| !urls.contains(url));
        urls.extend(url.clone());
        let heading: String = heading.chars().take(LONGEST_HEADING).collect();
        let words = message.body.trim().to_owned();
        seeds.push(ItemWanted { heading, words, url, message: Some(message.id) });
    }
    for message in shown() {
        for link in links(&message.body) {
            if urls.contains(&link.url) || link.url.chars().count() > LONGEST_URL {
                continue;
            }
            urls.push(link.url.clone());
            let words = words_beside_links(&message.body).unwrap_or_else(|| link.url.clone());
            let (heading, message) = (LINKS.to_owned(), Some(message.id));
            seeds.push(ItemWanted { heading, words, url: Some(link.url), message });
        }
    }
    seeds
}

/// A text on one line, without the web addresses that it begins or ends with; none where nothing else is in
/// it. Where one stands within a sentence all of it stays, so that the sentence reads.
fn words_beside_links(body: &str) -> Option<String> {
    let words: Vec<&str> = body.split_whitespace().collect();
    let is_link = |word: &&str| links(word).first().is_some_and(|link| link.at.start == 0);
    let first = words.iter().position(|word| !is_link(word))?;
    let last = words.iter().rposition(|word| !is_link(word))?;
    if words[first..=last].iter().any(is_link) {
        return Some(words.join(" "));
    }
    let words = words[first..=last].join(" ");
    let words = words.trim_matches([':', '-', '–', ' ']);
    (!words.is_empty()).then(|| words.to_owned())
}
