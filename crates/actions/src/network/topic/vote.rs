//! Voting for a topic.

use domain::chat::chat_permissions::ProposeTopics;
use domain::id::TopicId;
use domain::topic::TopicState;
use serde::{Deserialize, Serialize};

use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::network::OneNetwork;
use crate::unit::Turn;

/// Votes for a topic, or takes the vote back. Doing either twice changes nothing.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vote {
    /// For which.
    pub topic: TopicId,
    /// Whether the vote is given; otherwise it is taken back.
    pub wanted: bool,
}

impl Deed for Vote {
    type At = OneNetwork;
    type May = ProposeTopics;
    type Answer = ();
    const KEY: &'static str = "topic.vote";
    const FORM: &'static str = "topic-vote";

    fn example() -> Self {
        Self { topic: TopicId(uuid::Uuid::nil()), wanted: true }
    }

    async fn act(self, turn: &mut Turn<OneNetwork>) -> Result<Told<()>, ActionError> {
        let Turn { unit, .. } = turn;
        let account = unit.actor.account.ok_or(ActionError::NotFound("person"))?;
        let found = unit.find_topic(self.topic).await?;
        found.filter(|topic| topic.state == TopicState::Proposed).ok_or(ActionError::NotFound("topic"))?;
        let now = unit.now;
        let (has_changed, words) = if self.wanted {
            (unit.vote(self.topic, account, now).await?, "Voted for a topic")
        } else {
            (unit.take_vote_back(self.topic, account).await?, "Took a vote back")
        };
        Ok(if has_changed { Told::done((), words) } else { Told::nothing(()) })
    }
}
