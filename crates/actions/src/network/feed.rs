//! A network's evenings as a calendar that other programs follow, by a secret address of each person's own.

use std::collections::BTreeSet;

use domain::Instant;
use domain::chat::{Chat, ChatState};
use domain::id::ChatId;

use crate::once::hash;
use crate::{ActionError, House};

/// The evenings of a network, for a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarOfNetwork {
    /// The network's name.
    pub name: String,
    /// Its evenings that are or were in the calendar, earliest first.
    pub evenings: Vec<FeedEvening>,
}

/// An evening, for a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedEvening {
    /// The chat.
    pub chat: ChatId,
    /// Grows with every change.
    pub version: u32,
    /// What it is about; empty where it was put off, and what becomes of it is not told yet.
    pub subject: String,
    /// The tag it meets under, without “#”; empty where it has none.
    pub tag: String,
    /// When it begins.
    pub starts_at: Instant,
    /// When it ends.
    pub ends_at: Instant,
    /// Whether it was taken out of the calendar again.
    pub put_off: bool,
}

/// The calendar behind a feed's secret, as long as its person belongs to the network.
pub async fn feed(house: &House, secret: &str) -> Result<CalendarOfNetwork, ActionError> {
    let unknown = || ActionError::NotFound("calendar");
    let mut door = house.storage.door().await?;
    let (network, account) = door.network_of_feed(&feed_hash(secret)).await?.ok_or_else(unknown)?;
    let ties = door.find_ties(account, network).await?.ok_or_else(unknown)?;
    drop(door);
    ties.ties.role().ok_or_else(unknown)?;
    let mut reading = house.storage.read(network).await?;
    let once_scheduled: BTreeSet<ChatId> = reading.once_scheduled().await?.into_iter().collect();
    let mut evenings: Vec<FeedEvening> = reading
        .chats()
        .await?
        .into_iter()
        .filter(|chat| !chat.imported)
        .filter_map(|chat| feed_evening(chat, &once_scheduled))
        .collect();
    evenings.sort_by_key(|evening| (evening.starts_at, evening.chat));
    Ok(CalendarOfNetwork { name: ties.name, evenings })
}

/// The evening as a calendar shows it; none where it never stood in the calendar.
fn feed_evening(chat: Chat, once_scheduled: &BTreeSet<ChatId>) -> Option<FeedEvening> {
    let put_off = chat.state == ChatState::Draft;
    if put_off && !once_scheduled.contains(&chat.id) {
        return None;
    }
    let (subject, tag) = if put_off { (String::new(), String::new()) } else { (chat.subject, chat.tag) };
    Some(FeedEvening {
        chat: chat.id,
        version: chat.version,
        subject,
        tag,
        starts_at: chat.starts_at,
        ends_at: chat.ends_at,
        put_off,
    })
}

/// What is kept of a feed's secret.
pub(super) fn feed_hash(secret: &str) -> String {
    hash(format!("calendar feed {secret}").as_bytes())
}
