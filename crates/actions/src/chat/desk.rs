//! The host's desk: everything that needs somebody's hand, beside the room.

use domain::Permit;
use domain::chat::{ChatPerson, chat_permissions};
use domain::history::Event;
use domain::id::{AccountId, ChatId, MessageId};
use domain::report::Report;

use super::one::enter;
use super::room::{Room, read_room};
use super::shown::{Eyes, RoomMessage, shown};
use crate::{ActionError, House};

/// Messages of the room that the desk shows.
const DESK_MESSAGES: u32 = 100;
/// Entries of history that the desk shows.
const DESK_HISTORY: u32 = 200;

/// The desk of a chat.
#[derive(Clone, Debug, PartialEq)]
pub struct Desk {
    /// The room with its newest messages, hidden ones with their words.
    pub room: Room,
    /// Messages that wait, oldest first.
    pub held: Vec<RoomMessage>,
    /// Reports that wait, oldest first.
    pub reports: Vec<ReportShown>,
    /// Whoever is muted, the longest first.
    pub muted: Vec<MutedShown>,
    /// Whoever has a role in the chat.
    pub people: Vec<ChatPerson>,
    /// What was done in the chat without what people simply said, newest first.
    pub history: Vec<Event>,
}

/// A report with the message it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportShown {
    /// The report.
    pub report: Report,
    /// The message.
    pub message: RoomMessage,
}

/// Somebody who is muted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MutedShown {
    /// Their account.
    pub account: AccountId,
    /// Their handle.
    pub handle: String,
    /// Why.
    pub reason: String,
}

/// The desk of a chat.
pub async fn desk(
    house: &House,
    permit: &Permit<chat_permissions::SeeDesk>,
    chat: ChatId,
) -> Result<Desk, ActionError> {
    let mut reading = house.storage.read(permit.network()).await?;
    let sequence = reading.event_sequence().await?;
    let (chat, participant) = enter(&mut reading, permit, chat).await?;
    let held = reading.held_messages(chat.id).await?;
    let held = shown(&mut reading, &chat, held, Eyes::Moderators).await?;
    let waiting: Vec<Report> =
        reading.reports(chat.id).await?.into_iter().filter(|report| report.settled.is_none()).collect();
    let about: Vec<MessageId> = waiting.iter().map(|report| report.message).collect();
    let about = reading.messages_by_ids(&about).await?;
    let about = shown(&mut reading, &chat, about, Eyes::Moderators).await?;
    let reports = waiting
        .into_iter()
        .filter_map(|report| {
            let message = about.iter().find(|about| about.message.id == report.message)?.clone();
            Some(ReportShown { report, message })
        })
        .collect();
    let muted = reading.mutes(chat.id).await?.into_iter().map(|mute| MutedShown {
        account: mute.account,
        handle: mute.handle.map_or_else(String::new, |handle| handle.to_string()),
        reason: mute.reason,
    });
    let muted = muted.collect();
    let people = reading.chat_people(chat.id).await?;
    let history = reading.deeds_of_chat(chat.id, DESK_HISTORY).await?;
    let newest = (None, DESK_MESSAGES);
    let room = read_room(&mut reading, chat, &participant, sequence, newest, Eyes::Moderators).await?;
    Ok(Desk { room, held, reports, muted, people, history })
}
