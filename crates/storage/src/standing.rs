//! What ties a person to a network: asked at the door, before there is a scope to be in.

use domain::chat::handle::Handle;
use domain::chat::{ChatRole, SchoolTie, Ties};
use domain::id::{AccountId, ChatId, NetworkId, SchoolId};

use crate::Door;
use crate::connection::{Fields, statements, values};
use crate::error::StorageError;

/// A network, and what a person has to do with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkTies {
    /// The network.
    pub network: NetworkId,
    /// Its short name.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its zone's name in the IANA database.
    pub time_zone: String,
    /// The school whose department it is, where it is one.
    pub of_school: Option<SchoolId>,
    /// The person's handle in it, once chosen.
    pub handle: Option<Handle>,
    /// What ties them to it.
    pub ties: Ties,
}

statements! { "standing";
    NETWORK: [Text, Text, Text, Text, Text, Text, Text] = "select n.id, n.slug, n.name, n.time_zone, n.of_school, h.handle, p.role
        from network n
        left join network_handle h on h.network_id = n.id and h.account_id = $2
        left join network_person p on p.network_id = n.id and p.account_id = $2 and p.ended_at is null
        where n.id = $1";
    OF_CHAT: [Text] = "select network_id from chat where id = $1";
    SCHOOLS: [Text, Flag] = "select m.roles, coalesce(n.of_school = m.school_id, false)
        from network_school s
        join network n on n.id = s.network_id
        join membership m on m.school_id = s.school_id and m.account_id = $2 and m.ended_at is null
        where s.network_id = $1 and s.ended_at is null";
    ROLES: [Text] = "select role from chat_role where network_id = $1 and chat_id = $2 and account_id = $3";
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
        let found = self.connection.one(NETWORK, values![network, account], read_ties).await?;
        let Some(mut found) = found else { return Ok(None) };
        found.ties.schools = self
            .connection
            .all(SCHOOLS, values![network, account], |row| {
                Ok(SchoolTie { roles: row.parsed()?, is_own_department: row.flag()? })
            })
            .await?;
        Ok(Some(found))
    }

    /// The network that a chat belongs to.
    pub async fn network_of_chat(&mut self, chat: ChatId) -> Result<Option<NetworkId>, StorageError> {
        self.connection.one(OF_CHAT, values![chat], |row| row.parsed()).await
    }

    /// What a person was made for one chat.
    pub async fn chat_roles(
        &mut self,
        network: NetworkId,
        chat: ChatId,
        account: AccountId,
    ) -> Result<Vec<ChatRole>, StorageError> {
        self.connection.all(ROLES, values![network, chat, account], |row| row.parsed()).await
    }

    /// The networks that a person has anything to do with. What they are to each, `find_ties` says.
    pub async fn networks_of(&mut self, account: AccountId) -> Result<Vec<NetworkId>, StorageError> {
        self.connection.all(NETWORKS, values![account], |row| row.parsed()).await
    }
}

fn read_ties(row: &mut Fields<'_>) -> Result<NetworkTies, StorageError> {
    Ok(NetworkTies {
        network: row.parsed()?,
        slug: row.text()?,
        name: row.text()?,
        time_zone: row.text()?,
        of_school: row.parsed_or_none()?,
        handle: row.parsed_or_none()?,
        ties: Ties { joined_as: row.parsed_or_none()?, schools: Vec::new() },
    })
}
