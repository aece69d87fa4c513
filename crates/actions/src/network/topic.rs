//! What people would like to talk about: proposing topics, and voting for them.

use domain::Permit;
use domain::chat::chat_permissions;
use domain::chat::network::checked_topic;
use domain::fold::folded;
use domain::history::Kind;
use domain::id::TopicId;
use domain::topic::TopicState;

use super::entry;
use crate::{ActionError, Begun, House, Once};

/// The most topics on a network's list: more is no choice any more.
const MOST_TOPICS: usize = 100;

/// Proposes a topic, with the first vote for it.
pub async fn propose(
    house: &House,
    permit: &Permit<chat_permissions::ProposeTopics>,
    words: &str,
    once: Option<Once>,
) -> Result<TopicId, ActionError> {
    let words = checked_topic(words)?;
    let mut work = match house.begin_in_network(permit.network(), permit.account(), once).await? {
        Begun::Answered(id) => return Ok(id),
        Begun::Anew(work) => work,
    };
    work.lock_network().await?;
    let proposed = work.topics().await?;
    if proposed.iter().any(|topic| folded(&topic.words) == folded(words)) {
        return Err(ActionError::field("words", "that is on the list already; vote for it there"));
    }
    if proposed.len() >= MOST_TOPICS {
        return Err(ActionError::field(
            "words",
            "the list is full; ask an administrator of the network to take topics off it",
        ));
    }
    let id: TopicId = house.next_id();
    work.add_topic(id, words, permit.account(), house.now()).await?;
    if let Some(account) = permit.account() {
        work.vote(id, account, house.now()).await?;
    }
    let event = entry(house, permit.participant(), Kind::TopicPropose, "Proposed a topic");
    work.finish(id, Some(event)).await
}

/// Votes for a topic, or takes the vote back. Doing either twice changes nothing.
pub async fn vote(
    house: &House,
    permit: &Permit<chat_permissions::ProposeTopics>,
    topic: TopicId,
    wanted: bool,
    once: Option<Once>,
) -> Result<(), ActionError> {
    let account = permit.account().ok_or(ActionError::NotFound("person"))?;
    let mut work = match house.begin_in_network::<()>(permit.network(), Some(account), once).await? {
        Begun::Answered(()) => return Ok(()),
        Begun::Anew(work) => work,
    };
    work.lock_network().await?;
    let found = work.find_topic(topic).await?.filter(|topic| topic.state == TopicState::Proposed);
    found.ok_or(ActionError::NotFound("topic"))?;
    let (has_changed, words) = if wanted {
        (work.vote(topic, account, house.now()).await?, "Voted for a topic")
    } else {
        (work.take_vote_back(topic, account).await?, "Took a vote back")
    };
    let event = entry(house, permit.participant(), Kind::TopicVote, words);
    work.finish((), has_changed.then_some(event)).await
}

/// Takes a topic off the list.
pub async fn retire_topic(
    house: &House,
    permit: &Permit<chat_permissions::PlanChats>,
    topic: TopicId,
    once: Option<Once>,
) -> Result<(), ActionError> {
    let mut work = match house.begin_in_network::<()>(permit.network(), permit.account(), once).await? {
        Begun::Answered(()) => return Ok(()),
        Begun::Anew(work) => work,
    };
    work.lock_network().await?;
    if !work.retire_topic(topic).await? {
        return Err(ActionError::NotFound("topic"));
    }
    let event = entry(house, permit.participant(), Kind::TopicRetire, "Took a topic off the list");
    work.finish((), Some(event)).await
}
