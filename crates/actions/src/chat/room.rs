//! Seeing a room: what was said, what is asked, and what becomes of it.

use domain::Permit;
use std::collections::{BTreeMap, BTreeSet};

use domain::chat::network::Readers;
use domain::chat::room::CONSENT_VERSION;
use domain::chat::words::links;
use domain::chat::{Chat, ChatQuestion, ChatRole, Participant, chat_permissions};
use domain::history::RoomEvent;
use domain::id::{ChatId, MessageId, NetworkId};
use domain::message::{Message, MessageState};
use jiff::tz::TimeZone;
use storage::NetworkReading;

use super::one::{enter, is_there_for};
use super::shown::{Eyes, QUOTES_SHOWN, RoomMessage, shown};
use crate::{ActionError, House};

/// The most messages of one page of a room.
pub const MOST_MESSAGES: u32 = 500;
/// The most entries of history that are looked at for one piece of news.
const MOST_NEWS: u32 = 500;

/// A room as one person sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Room {
    /// The chat.
    pub chat: Chat,
    /// Its network.
    pub network: NetworkShown,
    /// The network's history as it stood before anything else was read: news after it is not in here.
    pub sequence: i64,
    /// The questions, in order.
    pub questions: Vec<ChatQuestion>,
    /// The handles of its hosts.
    pub hosts: Vec<String>,
    /// Messages, in order.
    pub messages: Vec<RoomMessage>,
    /// Whether there are messages before these.
    pub has_earlier: bool,
    /// The pinned message.
    pub pinned: Option<RoomMessage>,
    /// What this person said that waits for a moderator, oldest first.
    pub own_held: Vec<RoomMessage>,
    /// Whether this person has agreed to the present words.
    pub has_agreed: bool,
    /// Whether this person is muted.
    pub is_muted: bool,
    /// The links that were posted, in order, each once.
    pub links: Vec<LinkShown>,
}

/// What a room shows of its network.
#[derive(Clone, Debug, PartialEq)]
pub struct NetworkShown {
    /// Its identifier.
    pub id: NetworkId,
    /// Its name.
    pub name: String,
    /// Its short name.
    pub slug: String,
    /// The zone its evenings are held in.
    pub zone: TimeZone,
    /// Who may read what it publishes.
    pub readers: Readers,
}

/// A link that was posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkShown {
    /// Where it leads.
    pub url: String,
    /// The handle of whoever posted it first.
    pub handle: String,
    /// The number of that message.
    pub number: u32,
}

/// What changed in a room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// The newest entry of history that is in here: ask again after it.
    pub sequence: i64,
    /// The head of the room, where that changed, by the newest entry of history that touched it.
    pub head: Option<(i64, Head)>,
    /// Each message that changed, once and as it is now, by the newest entry of history that touched it.
    pub messages: Vec<(i64, RoomMessage)>,
}

/// What stands above the messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The chat.
    pub chat: Chat,
    /// The questions, in order.
    pub questions: Vec<ChatQuestion>,
    /// The handles of its hosts.
    pub hosts: Vec<String>,
    /// The pinned message.
    pub pinned: Option<RoomMessage>,
}

/// One message on a page of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneMessage {
    /// The message as this person sees it.
    pub shown: RoomMessage,
    /// Whether they said it.
    pub is_own: bool,
}

/// What a stream of a room needs to begin.
#[derive(Clone, Debug, PartialEq)]
pub struct Entrance {
    /// The chat.
    pub chat: Chat,
    /// The zone its network's evenings are held in.
    pub zone: TimeZone,
    /// The network's history as it stood before anything else was read.
    pub sequence: i64,
}

/// The way into a room's stream, for whom the room is there; less to read than the room.
pub async fn entrance(
    house: &House,
    permit: &Permit<chat_permissions::SeeRoom>,
    chat: ChatId,
) -> Result<Entrance, ActionError> {
    let mut reading = house.storage.read(permit.network()).await?;
    let sequence = reading.event_sequence().await?;
    let (chat, _) = enter(&mut reading, permit, chat).await?;
    let zone = network_shown(&mut reading).await?.zone;
    Ok(Entrance { chat, zone, sequence })
}

/// A room with the newest `most` messages, or those with a number below `before`.
pub async fn room(
    house: &House,
    permit: &Permit<chat_permissions::SeeRoom>,
    chat: ChatId,
    before: Option<u32>,
    most: u32,
) -> Result<Room, ActionError> {
    let mut reading = house.storage.read(permit.network()).await?;
    // Before anything else: what happens meanwhile is then told again rather than not at all.
    let sequence = reading.event_sequence().await?;
    let (chat, participant) = enter(&mut reading, permit, chat).await?;
    read_room(&mut reading, chat, &participant, sequence, (before, most), Eyes::Everybody).await
}

/// The room of a chat that this person has entered.
pub(crate) async fn read_room(
    reading: &mut NetworkReading,
    chat: Chat,
    participant: &Participant,
    sequence: i64,
    (before, most): (Option<u32>, u32),
    eyes: Eyes,
) -> Result<Room, ActionError> {
    let network = network_shown(reading).await?;
    let most = most.clamp(1, MOST_MESSAGES);
    let messages = reading.messages_before(chat.id, before, most).await?;
    let has_earlier = messages.first().and_then(|message| message.number).is_some_and(|number| number > 1);
    let messages = shown(reading, &chat, messages, eyes).await?;
    let links = links_of(reading, &chat).await?;
    let (mut own_held, mut has_agreed, mut is_muted) = (Vec::new(), false, false);
    if let Some(account) = participant.account {
        let held = reading.held_messages(chat.id).await?;
        let own = held.into_iter().filter(|message| message.account == Some(account)).collect();
        own_held = shown(reading, &chat, own, Eyes::Everybody).await?;
        let agreed = reading.consent(chat.id, account).await?;
        has_agreed = agreed.is_some_and(|version| version >= CONSENT_VERSION);
        is_muted = reading.has_muted(chat.id, account).await?;
    }
    let Head { chat, questions, hosts, pinned } = read_head(reading, chat).await?;
    Ok(Room {
        chat,
        network,
        sequence,
        questions,
        hosts,
        messages,
        has_earlier,
        pinned,
        own_held,
        has_agreed,
        is_muted,
        links,
    })
}

async fn network_shown(reading: &mut NetworkReading) -> Result<NetworkShown, ActionError> {
    let network = reading.network().await?.ok_or(ActionError::NotFound("network"))?;
    let zone = domain::zone::named(&network.time_zone)
        .ok_or_else(|| ActionError::Inside(format!("the network's zone is “{}”", network.time_zone)))?;
    let (id, name, slug, readers) = (network.id, network.name, network.slug, network.readers);
    Ok(NetworkShown { id, name, slug, zone, readers })
}

async fn read_head(reading: &mut NetworkReading, chat: Chat) -> Result<Head, ActionError> {
    let questions = reading.chat_questions(chat.id).await?;
    let people = reading.chat_people(chat.id).await?.into_iter();
    let hosts = people.filter(|person| person.role == ChatRole::Host);
    let hosts = hosts.filter_map(|host| host.handle).map(|handle| handle.to_string()).collect();
    let pinned = match chat.pinned {
        Some(pinned) => reading.find_message(pinned).await?.into_iter().collect(),
        None => Vec::new(),
    };
    let pinned = shown(reading, &chat, pinned, Eyes::Everybody).await?.pop();
    Ok(Head { chat, questions, hosts, pinned })
}

async fn links_of(reading: &mut NetworkReading, chat: &Chat) -> Result<Vec<LinkShown>, ActionError> {
    let mut posted = Vec::new();
    let mut known = BTreeSet::new();
    for message in reading.linking_messages(chat.id).await? {
        for link in links(&message.body) {
            if known.insert(link.url.clone()) {
                let handle = message.handle.to_string();
                posted.push(LinkShown { url: link.url, handle, number: message.number });
            }
        }
    }
    Ok(posted)
}

/// What changed in a room after `after`, the same for everybody in it. There may be more after what is
/// told: the caller asks again after the sequence given, until that stays.
pub async fn room_news(
    house: &House,
    network: NetworkId,
    chat: ChatId,
    after: i64,
) -> Result<News, ActionError> {
    let mut reading = house.storage.read(network).await?;
    let events = reading.room_events(chat, after, MOST_NEWS).await?;
    let Some(newest) = events.last() else {
        return Ok(News { sequence: after, head: None, messages: Vec::new() });
    };
    let sequence = newest.sequence;
    let chat = reading.find_chat(chat).await?.ok_or(ActionError::NotFound("chat"))?;
    let (messages, touched) = touched_messages(&mut reading, &chat, &events).await?;
    let messages = shown(&mut reading, &chat, messages, Eyes::Everybody).await?;
    let mut messages: Vec<(i64, RoomMessage)> =
        messages.into_iter().filter_map(|shown| Some((*touched.get(&shown.message.id)?, shown))).collect();
    messages.sort_by_key(|(at, shown)| (*at, shown.message.number));
    let head = match events.iter().rfind(|event| event.kind.touches_head()) {
        Some(event) => Some((event.sequence, read_head(&mut reading, chat).await?)),
        None => None,
    };
    Ok(News { sequence, head, messages })
}

/// The messages to draw anew, and the newest entry that touched each. What becomes of a message also shows
/// in the quotes and the answers that point at it.
async fn touched_messages(
    reading: &mut NetworkReading,
    chat: &Chat,
    events: &[RoomEvent],
) -> Result<(Vec<Message>, BTreeMap<MessageId, i64>), ActionError> {
    let mut touched: BTreeMap<MessageId, i64> = BTreeMap::new();
    for event in events {
        if let Some(message) = event.message {
            touched.insert(message, event.sequence);
        }
    }
    let ids: Vec<MessageId> = touched.keys().copied().collect();
    let mut messages = reading.messages_by_ids(&ids).await?;
    let mut changed: Vec<MessageId> =
        events.iter().filter(|event| event.kind.changes_quotes()).filter_map(|event| event.message).collect();
    for _ in 0..QUOTES_SHOWN {
        let pointing = reading.messages_pointing_at(chat.id, &changed).await?;
        changed = Vec::with_capacity(pointing.len());
        for message in pointing {
            let by = [message.quotes, message.reply_to].into_iter().flatten();
            let Some(at) = by.filter_map(|by| touched.get(&by).copied()).max() else { continue };
            changed.push(message.id);
            let newest = touched.entry(message.id).or_insert(at);
            *newest = at.max(*newest);
            messages.push(message);
        }
        if changed.is_empty() {
            break;
        }
    }
    messages.retain(|message| message.chat == chat.id && message.number.is_some());
    messages.sort_by_key(|message| message.id);
    messages.dedup_by_key(|message| message.id);
    Ok((messages, touched))
}

/// One message of a chat. What never was shown is there for its author and for moderators.
pub async fn message(
    house: &House,
    permit: &Permit<chat_permissions::SeeRoom>,
    chat: ChatId,
    message: MessageId,
) -> Result<OneMessage, ActionError> {
    let mut reading = house.storage.read(permit.network()).await?;
    let (chat, participant) = enter(&mut reading, permit, chat).await?;
    let found = reading.find_message(message).await?;
    let found = found.filter(|found| found.chat == chat.id).ok_or(ActionError::NotFound("message"))?;
    let is_own = found.account.is_some() && found.account == participant.account;
    let moderates = participant.may::<chat_permissions::Moderate>();
    if found.number.is_none() && !is_own && !moderates {
        return Err(ActionError::NotFound("message"));
    }
    // Authors see their own hidden words, and why they were hidden.
    let sees_hidden = moderates || (is_own && found.state == MessageState::Hidden);
    let eyes = if sees_hidden { Eyes::Moderators } else { Eyes::Everybody };
    let shown = shown(&mut reading, &chat, vec![found], eyes).await?.pop();
    let shown = shown.ok_or(ActionError::NotFound("message"))?;
    Ok(OneMessage { shown, is_own })
}

/// The chats of a network that are there for this person, those that begin last first. An imported one is
/// listed for members once it is published.
pub async fn every(
    house: &House,
    permit: &Permit<chat_permissions::SeeNetwork>,
) -> Result<Vec<Chat>, ActionError> {
    let mut reading = house.storage.read(permit.network()).await?;
    let known = permit.participant();
    let roles = match known.account {
        Some(account) => reading.roles_of(account).await?,
        None => Vec::new(),
    };
    let mut chats = reading.chats().await?;
    chats.retain(|chat| {
        let has_part = roles.iter().any(|(other, _)| *other == chat.id);
        let is_to_read = chat.imported && chat.state == domain::chat::ChatState::Published;
        is_there_for(chat, known) || (has_part && !chat.imported) || is_to_read
    });
    Ok(chats)
}
