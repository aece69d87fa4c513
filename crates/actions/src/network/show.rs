//! Reading a network: what its people see of it, beside its evenings.

use domain::Permit;
use std::cmp::Reverse;
use std::collections::BTreeSet;

use domain::Instant;
use domain::chat::handle::Handle;
use domain::chat::{TALKING_ROLES, chat_permissions};
use domain::id::{AccountId, TopicId};
use domain::network::Network;
use storage::NetworkReading;

use crate::{ActionError, House};

/// A network as its people see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkPage {
    /// The network.
    pub network: Network,
    /// Topics on the list: most voted first, of as many votes the older one first.
    pub topics: Vec<TopicShown>,
    /// How many people belong to it.
    pub people: usize,
    /// How many schools belong to it.
    pub schools: usize,
    /// Whether the reader joined by themselves, and so can leave.
    pub has_joined: bool,
    /// When the reader's calendar feed was made; none where they have none.
    pub feed_made_at: Option<Instant>,
}

/// A topic as its voters see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicShown {
    /// Its identifier.
    pub id: TopicId,
    /// What the evening would be about.
    pub words: String,
    /// The handle of whoever proposed it, once they have chosen one.
    pub proposed_by: Option<Handle>,
    /// How many vote for it.
    pub votes: usize,
    /// Whether the reader does.
    pub has_own_vote: bool,
}

/// A network, its topics, and how many belong to it.
pub async fn show(
    house: &House,
    permit: &Permit<chat_permissions::SeeNetwork>,
) -> Result<NetworkPage, ActionError> {
    let reader = permit.account();
    let mut reading = house.storage.read(permit.network()).await?;
    let network = reading.network().await?.ok_or(ActionError::NotFound("network"))?;
    let topics = topics(&mut reading, reader).await?;
    let joined: BTreeSet<AccountId> =
        reading.network_people().await?.into_iter().map(|person| person.account).collect();
    let has_joined = reader.is_some_and(|reader| joined.contains(&reader));
    let by_school = reading.people_of_schools().await?.into_iter();
    let by_school = by_school.filter(|(_, _, roles)| roles.has_any(&TALKING_ROLES));
    let everybody: BTreeSet<AccountId> = joined.into_iter().chain(by_school.map(|(_, id, _)| id)).collect();
    let schools = reading.network_schools().await?.len();
    let feed_made_at = match reader {
        Some(reader) => reading.feed_made_at(reader).await?,
        None => None,
    };
    Ok(NetworkPage { network, topics, people: everybody.len(), schools, has_joined, feed_made_at })
}

async fn topics(
    reading: &mut NetworkReading,
    reader: Option<AccountId>,
) -> Result<Vec<TopicShown>, ActionError> {
    let votes = reading.topic_votes().await?;
    let mut topics: Vec<TopicShown> = reading
        .topics()
        .await?
        .into_iter()
        .map(|topic| TopicShown {
            votes: votes.iter().filter(|(voted, _)| *voted == topic.id).count(),
            has_own_vote: votes.iter().any(|(voted, by)| *voted == topic.id && Some(*by) == reader),
            id: topic.id,
            words: topic.words,
            proposed_by: topic.handle,
        })
        .collect();
    // Stable, so that of as many votes the older one stays first.
    topics.sort_by_key(|topic| Reverse(topic.votes));
    Ok(topics)
}
