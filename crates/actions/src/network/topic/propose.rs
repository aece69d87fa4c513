//! Proposing a topic.

use domain::chat::chat_permissions::ProposeTopics;
use domain::chat::network::checked_topic;
use domain::fold::folded;
use domain::id::TopicId;
use serde::{Deserialize, Serialize};

use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::network::OneNetwork;
use crate::unit::Turn;

/// The most topics on a network's list: more is no choice any more.
const MOST_TOPICS: usize = 100;

/// Proposes a topic, with the first vote for it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Propose {
    /// What the evening would be about.
    pub words: String,
}

impl Deed for Propose {
    type At = OneNetwork;
    type May = ProposeTopics;
    type Answer = TopicId;
    const KEY: &'static str = "topic.propose";
    const FORM: &'static str = "topic-propose";

    fn example() -> Self {
        Self { words: "Class sets on a small budget".to_owned() }
    }

    async fn act(self, turn: &mut Turn<OneNetwork>) -> Result<Told<TopicId>, ActionError> {
        let Turn { unit, .. } = turn;
        let words = checked_topic(&self.words)?;
        let proposed = unit.topics().await?;
        if proposed.iter().any(|topic| folded(&topic.words) == folded(words)) {
            return Err(ActionError::field("words", "that is on the list already; vote for it there"));
        }
        if proposed.len() >= MOST_TOPICS {
            return Err(ActionError::field(
                "words",
                "the list is full; ask an administrator of the network to take topics off it",
            ));
        }
        let (id, by, now): (TopicId, _, _) = (unit.next_id(), unit.actor.account, unit.now);
        unit.add_topic(id, words, by, now).await?;
        if let Some(account) = by {
            unit.vote(id, account, now).await?;
        }
        Ok(Told::done(id, "Proposed a topic"))
    }
}
