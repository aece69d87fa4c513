//! Evenings in lists, by where they stand.

pub(crate) mod row;
#[cfg(any(test, feature = "samples"))]
mod sample;

use std::cmp::Reverse;

use actions::chat::Chat;
use domain::chat::ChatState;
use domain::{Instant, Interval, wall_clock};
use jiff::tz::TimeZone;

use crate::network::evenings::row::{EveningRow, EveningShelf};
use crate::parts::chat::state_mark;
use crate::parts::{Mark, Meaning};
use crate::words::capitalised;
use crate::zoned;

/// Evenings to read that are listed; the others are found by search.
const MOST_TO_READ: usize = 10;

/// An evening, with what its row needs of its network.
pub(super) struct Listed {
    /// The evening.
    pub chat: Chat,
    /// The network's name; empty on the network's own page.
    pub network: String,
    /// The network's zone.
    pub zone: TimeZone,
}

/// The zone of a network. Names are checked when they are kept; one that a later zone table lacks is UTC,
/// which its words then say.
pub(super) fn zone(name: &str) -> TimeZone {
    domain::zone::named(name).unwrap_or(TimeZone::UTC)
}

/// Evenings by where they stand: what is open, what is next, what is being reviewed, what there is to read,
/// and what those who prepare see besides.
pub(super) fn shelves(mut evenings: Vec<Listed>, now: Instant) -> Vec<EveningShelf> {
    evenings.sort_by_key(|one| (one.chat.starts_at, one.chat.id));
    let (coming, mut past): (Vec<Listed>, Vec<Listed>) =
        evenings.into_iter().partition(|one| is_coming(&one.chat));
    past.sort_by_key(|one| Reverse((one.chat.starts_at, one.chat.id)));
    let rows = |listed: &[Listed], wanted: fn(&Chat) -> bool| -> Vec<EveningRow> {
        listed.iter().filter(|one| wanted(&one.chat)).map(|one| row(one, now)).collect()
    };
    let mut to_read = rows(&past, |chat| chat.state == ChatState::Published);
    to_read.truncate(MOST_TO_READ);
    [
        ("Open now", "", rows(&coming, |chat| chat.state == ChatState::Open)),
        ("Next", "", rows(&coming, |chat| chat.state == ChatState::Scheduled)),
        (
            "Being reviewed",
            "Whoever wrote there may still take their words back.",
            rows(&past, |chat| matches!(chat.state, ChatState::Closed | ChatState::InReview)),
        ),
        ("To read", "", to_read),
        ("Being prepared", "", rows(&coming, |chat| chat.state == ChatState::Draft)),
        ("Withdrawn", "", rows(&past, |chat| chat.state == ChatState::Withdrawn)),
    ]
    .into_iter()
    .filter(|(_, _, evenings)| !evenings.is_empty())
    .map(|(heading, words, evenings)| EveningShelf { heading, words, evenings })
    .collect()
}

fn is_coming(chat: &Chat) -> bool {
    matches!(chat.state, ChatState::Draft | ChatState::Scheduled | ChatState::Open)
}

fn row(listed: &Listed, now: Instant) -> EveningRow {
    let Listed { chat, network, zone } = listed;
    let (url, next) = match chat.state {
        ChatState::Draft => (format!("/chats/{}/set-up", chat.id), "Go on"),
        ChatState::Scheduled => (format!("/chats/{}", chat.id), "Look in"),
        ChatState::Open => (format!("/chats/{}", chat.id), "Go in"),
        ChatState::Closed | ChatState::InReview | ChatState::Withdrawn => {
            (format!("/chats/{}", chat.id), "Look back")
        }
        ChatState::Published => (format!("/evenings/{}", chat.id), "Read"),
    };
    EveningRow {
        url,
        subject: chat.subject.clone(),
        tag: chat.tag.clone(),
        when: format!(
            "{} to {} ({})",
            capitalised(&zoned::moment(zone, chat.starts_at, now)),
            wall_clock::end(zone, Interval { from: chat.starts_at, until: chat.ends_at }),
            zoned::name(zone)
        ),
        network: network.clone(),
        mark: mark(chat),
        next: next.to_owned(),
        is_open: chat.state == ChatState::Open,
    }
}

fn mark(chat: &Chat) -> Option<Mark> {
    if chat.imported {
        return Some(Mark::new("Imported", Meaning::Quiet));
    }
    // Where it stands in the list says the rest.
    let is_marked = matches!(chat.state, ChatState::Open | ChatState::Draft | ChatState::Closed);
    is_marked.then(|| state_mark(chat.state))
}
