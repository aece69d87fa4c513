//! Reading what has been published: by everybody or by the members of a network, as the network decides.

use domain::Instant;
use domain::chat::evening::Evening;
use domain::chat::network::Readers;
use domain::fold::folded;
use domain::id::{AccountId, ChatId, NetworkId};
use storage::revision::{FoundLine, MOST_SEARCHED_WORDS, PublishedChat};

use crate::chat::ties;
use crate::{ActionError, House};

/// A published evening, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedEvening {
    /// The evening; its JSON file is the revision's document.
    pub evening: Evening,
    /// The chat.
    pub chat: ChatId,
    /// Its network's name.
    pub network: String,
    /// The SHA-256 of its JSON file, in hexadecimal.
    pub hash: String,
}

/// A published evening in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedShown {
    /// The chat.
    pub chat: ChatId,
    /// What it was about.
    pub subject: String,
    /// The tag it met under, without “#”; empty where it had none.
    pub tag: String,
    /// Its network's name.
    pub network: String,
    /// When it began.
    pub starts_at: Instant,
    /// The network's zone, by its IANA name.
    pub zone: String,
    /// How many of its messages can be found by their words.
    pub messages: u32,
}

/// Something that a search over published evenings found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The chat.
    pub chat: ChatId,
    /// What it was about.
    pub subject: String,
    /// Its network's name.
    pub network: String,
    /// When it began.
    pub starts_at: Instant,
    /// The network's zone, by its IANA name.
    pub zone: String,
    /// The message's number; none for a question, the subject or a list's item without a message.
    pub number: Option<u32>,
    /// Whose words they are, as published; empty where nobody's.
    pub author: String,
    /// The words.
    pub words: String,
}

/// The longest search, in characters.
const LONGEST_SEARCH: usize = 200;
/// Lines that are looked through where somebody searches for more words than a database looks at.
const MOST_LOOKED_THROUGH: u32 = 10_000;

/// A published evening, if `reader` may read it. Nobody signed in is a reader too.
pub async fn published(
    house: &House,
    reader: Option<AccountId>,
    chat: ChatId,
) -> Result<PublishedEvening, ActionError> {
    let found = house.storage.door().await?.find_published(chat).await?;
    let found = found.ok_or(ActionError::NotFound("published evening"))?;
    let is_for_everybody = found.readers == Readers::Everybody.key();
    if !is_for_everybody && !own_networks(house, reader).await?.contains(&found.network) {
        return Err(ActionError::NotFound("published evening"));
    }
    let evening: Evening = serde_json::from_str(&found.document)?;
    Ok(PublishedEvening { network: evening.network.clone(), evening, chat, hash: found.hash })
}

/// Every published evening that `reader` may read, newest first.
pub async fn published_list(
    house: &House,
    reader: Option<AccountId>,
) -> Result<Vec<PublishedShown>, ActionError> {
    let networks = own_networks(house, reader).await?;
    let found = house.storage.door().await?.list_published(&networks).await?;
    Ok(found.into_iter().map(shown).collect())
}

/// What holds every one of these words, in published evenings that `reader` may read: newest evening first,
/// `most` at most. Case, accents and the order of the words do not matter.
pub async fn search_published(
    house: &House,
    reader: Option<AccountId>,
    words: &str,
    most: u32,
) -> Result<Vec<Found>, ActionError> {
    let words: String = words.chars().take(LONGEST_SEARCH).collect();
    let folded = folded(&words);
    // Authors stand without “@”, mentions with it.
    let words = folded.split(' ').map(|word| word.trim_start_matches('@'));
    let mut wanted: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    wanted.sort_unstable();
    wanted.dedup();
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let has_more = wanted.len() > MOST_SEARCHED_WORDS;
    let networks = own_networks(house, reader).await?;
    let most_found = if has_more { MOST_LOOKED_THROUGH } else { most };
    let lines = house.storage.door().await?.search_published(&networks, &wanted, most_found).await?;
    let holds_rest = |line: &FoundLine| {
        wanted.iter().skip(MOST_SEARCHED_WORDS).all(|word| line.line.folded.contains(word))
    };
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    Ok(lines.into_iter().filter(holds_rest).take(most).map(found).collect())
}

async fn own_networks(house: &House, reader: Option<AccountId>) -> Result<Vec<NetworkId>, ActionError> {
    let Some(reader) = reader else { return Ok(Vec::new()) };
    let own = ties::networks_of(house, reader).await?;
    Ok(own.into_iter().map(|network| network.id).collect())
}

fn shown(found: PublishedChat) -> PublishedShown {
    PublishedShown {
        chat: found.chat,
        subject: found.subject,
        tag: found.tag,
        network: found.network_name,
        starts_at: found.starts_at,
        zone: found.time_zone,
        messages: found.messages,
    }
}

fn found(found: FoundLine) -> Found {
    Found {
        chat: found.chat,
        subject: found.subject,
        network: found.network_name,
        starts_at: found.starts_at,
        zone: found.time_zone,
        number: found.line.number,
        author: found.line.author,
        words: found.line.words,
    }
}
