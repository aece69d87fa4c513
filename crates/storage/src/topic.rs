//! Topics that people propose for evenings, and their votes.

use domain::Instant;
use domain::id::{AccountId, TopicId};
use domain::topic::{Topic, TopicState};

use crate::columns::{insert, statements};
use crate::connection::{Fields, values};
use crate::error::StorageError;
use crate::{NetworkReading, NetworkWriting};

macro_rules! select_topic {
    () => {
        "select t.id, t.words, t.proposed_by, h.handle, t.proposed_at, t.state from topic t
        left join network_handle h on h.network_id = t.network_id and h.account_id = t.proposed_by
        where t.network_id = $1"
    };
}

statements! { "topic";
    PROPOSED: [Text, Text, Text, Text, Integer, Text] = concat!(select_topic!(), " and t.state = 'proposed' order by t.proposed_at, t.id");
    ONE: [Text, Text, Text, Text, Integer, Text] = concat!(select_topic!(), " and t.id = $2");
    ADD = insert!("topic", "network_id, id, words, proposed_by, proposed_at, state");
    RETIRE = "update topic set state = 'retired' where network_id = $1 and id = $2 and state = 'proposed'";
    VOTES: [Text, Text] = "select v.topic_id, v.account_id from topic_vote v
        join topic t on t.network_id = v.network_id and t.id = v.topic_id
        where v.network_id = $1 and t.state = 'proposed'";
    VOTE = insert!("topic_vote", "network_id, topic_id, account_id, voted_at",
        " on conflict (network_id, topic_id, account_id) do nothing");
    UNVOTE = "delete from topic_vote where network_id = $1 and topic_id = $2 and account_id = $3";
}

impl NetworkReading {
    /// The topics that people vote for, oldest first.
    pub async fn topics(&mut self) -> Result<Vec<Topic>, StorageError> {
        let network = self.scope;
        self.connection.all(PROPOSED, values![network], read_topic).await
    }

    /// One topic, on the list or not.
    pub async fn find_topic(&mut self, topic: TopicId) -> Result<Option<Topic>, StorageError> {
        let network = self.scope;
        self.connection.one(ONE, values![network, topic], read_topic).await
    }

    /// Who votes for which of the topics that are on the list.
    pub async fn topic_votes(&mut self) -> Result<Vec<(TopicId, AccountId)>, StorageError> {
        let network = self.scope;
        self.connection.all(VOTES, values![network], |row| Ok((row.parsed()?, row.parsed()?))).await
    }
}

impl NetworkWriting {
    /// Adds a topic.
    pub async fn add_topic(
        &mut self,
        topic: TopicId,
        words: &str,
        by: Option<AccountId>,
        at: Instant,
    ) -> Result<(), StorageError> {
        let network = self.scope;
        self.connection.run_one(ADD, values![network, topic, words, by, at, TopicState::Proposed.key()]).await
    }

    /// Takes a topic off the list. Returns whether it was on it.
    pub async fn retire_topic(&mut self, topic: TopicId) -> Result<bool, StorageError> {
        let network = self.scope;
        Ok(self.connection.run(RETIRE, values![network, topic]).await? == 1)
    }

    /// Keeps a vote. Returns whether it is a new one.
    pub async fn vote(
        &mut self,
        topic: TopicId,
        account: AccountId,
        at: Instant,
    ) -> Result<bool, StorageError> {
        let network = self.scope;
        Ok(self.connection.run(VOTE, values![network, topic, account, at]).await? == 1)
    }

    /// Takes a vote back. Returns whether there was one.
    pub async fn take_vote_back(&mut self, topic: TopicId, account: AccountId) -> Result<bool, StorageError> {
        let network = self.scope;
        Ok(self.connection.run(UNVOTE, values![network, topic, account]).await? == 1)
    }
}

fn read_topic(row: &mut Fields<'_>) -> Result<Topic, StorageError> {
    Ok(Topic {
        id: row.parsed()?,
        words: row.text()?,
        proposed_by: row.parsed_or_none()?,
        handle: row.parsed_or_none()?,
        proposed_at: row.instant()?,
        state: row.parsed()?,
    })
}
