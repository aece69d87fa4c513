//! What ties a person to a network: asked at the door, before there is a scope to be in.

use domain::chat::ChatRole;
use domain::id::{AccountId, ChatId, NetworkId};

use crate::columns::statements;
use crate::connection::values;
use crate::entered::entered;
use crate::error::StorageError;
use crate::{Door, NetworkReading};

pub use crate::entered::NetworkTies;

statements! { "ties";
    OF_CHAT: [Text] = "select network_id from chat where id = $1";
    NETWORKS: [Text] = "select p.network_id from network_person p where p.account_id = $1 and p.ended_at is null
        union
        select s.network_id from network_school s
        join membership m on m.school_id = s.school_id and m.account_id = $1 and m.ended_at is null
        where s.ended_at is null";
}

impl Door {
    /// What ties a person to a network; none where there is no such network.
    pub async fn find_ties(
        &mut self,
        account: AccountId,
        network: NetworkId,
    ) -> Result<Option<NetworkTies>, StorageError> {
        Ok(self.find_ties_and_roles(account, network, None).await?.map(|(ties, _)| ties))
    }

    /// The same, and what the person was made for one of its chats, in one look.
    pub async fn find_ties_and_roles(
        &mut self,
        account: AccountId,
        network: NetworkId,
        chat: Option<ChatId>,
    ) -> Result<Option<(NetworkTies, Vec<ChatRole>)>, StorageError> {
        let found = entered(&mut self.connection, network, Some(account), chat, None).await?;
        Ok(found.map(|entered| (entered.ties, entered.chat_roles)))
    }

    /// The network that a chat belongs to.
    pub async fn network_of_chat(&mut self, chat: ChatId) -> Result<Option<NetworkId>, StorageError> {
        self.connection.one(OF_CHAT, values![chat], |row| row.parsed()).await
    }

    /// The networks that a person has anything to do with. What they are to each, `find_ties` says.
    pub async fn networks_of(&mut self, account: AccountId) -> Result<Vec<NetworkId>, StorageError> {
        self.connection.all(NETWORKS, values![account], |row| row.parsed()).await
    }
}

impl NetworkReading {
    /// What ties a person to the network by now; none where there is no such network.
    pub async fn ties_of(&mut self, account: AccountId) -> Result<Option<NetworkTies>, StorageError> {
        Ok(self.enter(Some(account), None, None).await?.map(|entered| entered.ties))
    }
}
