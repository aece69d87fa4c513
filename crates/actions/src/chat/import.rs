//! Importing an archive of another service. Nobody in it was asked, so only the network's administrators see
//! it until one of them decides.

use domain::Permit;
use domain::history::Kind;
use std::collections::BTreeMap;

use domain::chat::archive::{Archive, Counts, Entry as ArchiveEntry};
use domain::chat::evening::{Evening, Said};
use domain::chat::network::Readers;
use domain::chat::room::Hold;
use domain::chat::{Chat, ChatState, KeptPreamble, Participant, chat_permissions};
use domain::id::{ChatId, MessageId, NetworkId};
use domain::message::{Message, MessageState};
use domain::network::Network;
use interchange::chat_archive;

use crate::deed::Entry;
use crate::unit::{Ground as _, Unit};
use crate::{ActionError, House};

/// What was imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The chat it is kept as.
    pub id: ChatId,
    /// How much it holds.
    pub counts: Counts,
}

/// A network that was made for an archive, or was there from another archive of the same evening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrivateNetwork {
    /// The network.
    pub id: NetworkId,
    /// Its short name.
    pub slug: String,
    /// Its name.
    pub name: String,
}

/// Imports an archive into a network: all of it, or none. An archive of the same tag and hour that is there
/// already is refused, unless `again`.
pub async fn import(
    house: &House,
    permit: &Permit<chat_permissions::ManageNetwork>,
    bytes: &[u8],
    again: bool,
) -> Result<Imported, ActionError> {
    let archive = read(bytes)?;
    let writing = house.storage.write(permit.network()).await?;
    let mut unit = Unit::begin(house, writing, permit).await?;
    // Two imports of one file at once: the second sees what the first kept.
    unit.lock_network().await?;
    let imported = keep(&mut unit, &archive, again).await?;
    record_import(&mut unit, imported.id).await?;
    unit.writing.commit().await?;
    Ok(imported)
}

/// The operator's import of an archive into a network of its own, made for it in the same unit. Nobody but
/// the operator is in that network until they let somebody in. Where an archive of that evening has made
/// it before, it is that one.
pub async fn import_privately(
    house: &House,
    bytes: &[u8],
    time_zone: &str,
    again: bool,
) -> Result<(PrivateNetwork, Imported), ActionError> {
    let archive = read(bytes)?;
    domain::zone::named(time_zone).ok_or_else(|| {
        ActionError::field(
            "time-zone",
            format!("“{time_zone}” is not a time zone; give one like Europe/London"),
        )
    })?;
    let private = private_network(house, &archive);
    let there = house.storage.door().await?.find_network_by_slug(&private.slug).await?;
    let private = PrivateNetwork { id: there.unwrap_or(private.id), ..private };
    let mut writing = house.storage.write(private.id).await?;
    if there.is_none() {
        let network = Network {
            id: private.id,
            slug: private.slug.clone(),
            name: private.name.clone(),
            time_zone: time_zone.to_owned(),
            of_school: None,
            readers: Readers::Members,
            demonstration: false,
            created_at: house.now(),
        };
        writing.add_network(&network).await?;
    }
    let permit = Participant::operator(private.id).permit::<chat_permissions::ManageNetwork>()?;
    let mut unit = Unit::begin(house, writing, &permit).await?;
    unit.lock_network().await?;
    let imported = keep(&mut unit, &archive, again).await?;
    if there.is_none() {
        record(&mut unit, Kind::NetworkCreate, Entry::new("Made the network for an archive")).await?;
    }
    record_import(&mut unit, imported.id).await?;
    unit.writing.commit().await?;
    Ok((private, imported))
}

fn read(bytes: &[u8]) -> Result<Archive, ActionError> {
    chat_archive::read(bytes).map_err(|error| ActionError::File(error.to_string()))
}

/// Such as `archive-prepchat-2018-03-05`.
fn private_network(house: &House, archive: &Archive) -> PrivateNetwork {
    let tag = &archive.preamble.tag;
    let plain: String = domain::fold::folded(tag.as_str())
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(LONGEST_TAG_IN_SLUG)
        .collect();
    let tag_words = if plain.is_empty() { "chat".to_owned() } else { plain };
    let date = archive.preamble.date;
    PrivateNetwork {
        id: house.next_id(),
        slug: format!("archive-{tag_words}-{date}"),
        name: format!("Archive of #{tag}, {}", date.strftime("%-d %B %Y")),
    }
}

/// So that the whole short name is no longer than one may be.
const LONGEST_TAG_IN_SLUG: usize = 40;

async fn record_import(unit: &mut Unit<NetworkId>, chat: ChatId) -> Result<(), ActionError> {
    record(unit, Kind::ChatImport, Entry::new("Imported an archive").in_chat(chat)).await
}

async fn record(unit: &mut Unit<NetworkId>, kind: Kind, entry: Entry) -> Result<(), ActionError> {
    let event = NetworkId::event(unit, kind, entry);
    unit.record(event).await?;
    Ok(())
}

async fn keep(unit: &mut Unit<NetworkId>, archive: &Archive, again: bool) -> Result<Imported, ActionError> {
    let network = unit.network().await?.ok_or(ActionError::NotFound("network"))?;
    let evening = Evening::of_archive(archive, &network.name, &network.time_zone)
        .map_err(|error| ActionError::File(error.to_string()))?;
    if !again {
        refuse_double(unit, archive, &evening).await?;
    }
    let chat = chat_of(unit, archive, &evening)?;
    unit.add_chat(&chat).await?;
    let ids: BTreeMap<u32, MessageId> =
        evening.messages.iter().map(|said| (said.number, unit.next_id())).collect();
    for (said, entry) in evening.messages.iter().zip(&archive.entries) {
        unit.add_message(&message_of(chat.id, said, &ids, entry)?).await?;
    }
    Ok(Imported { id: chat.id, counts: archive.counts() })
}

async fn refuse_double(
    unit: &mut Unit<NetworkId>,
    archive: &Archive,
    evening: &Evening,
) -> Result<(), ActionError> {
    let is_same = |chat: &Chat| {
        let tag = chat.tag.parse().is_ok_and(|tag| archive.preamble.tag.same_as(&tag));
        chat.imported && tag && chat.starts_at == evening.starts_at
    };
    let Some(same) = unit.chats().await?.into_iter().find(is_same) else { return Ok(()) };
    Err(ActionError::File(format!(
        "chat {} of this network is an archive of #{} that begins at the same time; give --again to keep both",
        same.id, same.tag
    )))
}

fn chat_of(unit: &Unit<NetworkId>, archive: &Archive, evening: &Evening) -> Result<Chat, ActionError> {
    let numbered =
        u32::try_from(evening.messages.len()).map_err(|error| ActionError::Inside(error.to_string()))?;
    Ok(Chat {
        id: unit.next_id(),
        version: 1,
        state: ChatState::InReview,
        imported: true,
        tag: archive.preamble.tag.to_string(),
        subject: evening.subject.clone(),
        welcome: String::new(),
        starts_at: evening.starts_at,
        ends_at: evening.ends_at,
        topic: None,
        hold: Hold::Nobody,
        slow_seconds: 0,
        question_now: 0,
        pinned: None,
        numbered,
        host_seen_at: None,
        opened_at: None,
        closed_at: None,
        review_ends_at: None,
        published_at: None,
        revision: 0,
        preamble: Some(KeptPreamble::of(archive)),
        created_by: None,
        created_at: unit.now,
    })
}

fn message_of(
    chat: ChatId,
    said: &Said,
    ids: &BTreeMap<u32, MessageId>,
    entry: &ArchiveEntry,
) -> Result<Message, ActionError> {
    let id = ids.get(&said.number).copied();
    let id = id.ok_or_else(|| ActionError::Inside(format!("message {} has no place", said.number)))?;
    let reply = said.reply.as_ref();
    Ok(Message {
        id,
        chat,
        number: Some(said.number),
        account: None,
        handle: entry.author.clone(),
        moderator: said.moderator,
        at: said.at,
        state: MessageState::Shown,
        body: said.body.join("\n"),
        question: None,
        reply_to: reply.and_then(|reply| reply.to).and_then(|to| ids.get(&to).copied()),
        reply_certainty: reply.map(|reply| reply.certainty),
        reply_names: reply.map(|reply| reply.names.clone()).unwrap_or_default(),
        quotes: None,
        brought_by: None,
        brought_from: String::new(),
        starred: false,
        reason: String::new(),
        entry: Some(entry.clone()),
    })
}
