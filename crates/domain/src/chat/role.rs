//! What a person is to a network and to one of its chats.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::people::{Role, Roles};

/// What a person is in a chat. Member and network administrator come from the network; the others are given
/// for one chat at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ChatRole {
    /// Belongs to the network: reads, writes, reports, votes.
    Member,
    /// Leads the chat: asks the questions, opens and closes. A guest host is a host.
    Host,
    /// Keeps the room fit to be in: hides, mutes, settles reports.
    Moderator,
    /// Builds the list and publishes.
    Curator,
    /// Looks after the network: its people, its codes, its plans, and what becomes of imported archives.
    NetworkAdministrator,
}

impl ChatRole {
    /// Every role.
    pub const ALL: [Self; 5] =
        [Self::Member, Self::Host, Self::Moderator, Self::Curator, Self::NetworkAdministrator];

    /// The roles that are given for one chat.
    pub const OF_A_CHAT: [Self; 3] = [Self::Host, Self::Moderator, Self::Curator];

    /// The name that is kept.
    pub fn key(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Host => "host",
            Self::Moderator => "moderator",
            Self::Curator => "curator",
            Self::NetworkAdministrator => "administrator",
        }
    }

    /// The name as a page says it.
    pub fn words(self) -> &'static str {
        match self {
            Self::NetworkAdministrator => "network administrator",
            other => other.key(),
        }
    }
}

/// The text names no role in a chat.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a role in a chat; the roles are member, host, moderator, curator and administrator")]
pub struct UnknownChatRole(pub String);

impl FromStr for ChatRole {
    type Err = UnknownChatRole;

    fn from_str(text: &str) -> Result<Self, UnknownChatRole> {
        Self::ALL.into_iter().find(|role| role.key() == text).ok_or_else(|| UnknownChatRole(text.to_owned()))
    }
}

impl fmt::Display for ChatRole {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.key())
    }
}

/// What is known of a person and a network, before it is decided what they are to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ties {
    /// What they joined as by themselves, if they did and it has not ended.
    pub joined_as: Option<ChatRole>,
    /// Their roles in each member school.
    pub schools: Vec<SchoolTie>,
}

/// A person's place in one of a network's schools.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolTie {
    /// What they are to that school.
    pub roles: Roles,
    /// Whether the network is that school's own department.
    pub is_own_department: bool,
}

/// The roles of a school whose people belong to the networks of their school. The shared tablet is nobody
/// in particular, so it speaks nowhere; senior leaders and administrators join by a code if they wish to.
pub const TALKING_ROLES: [Role; 5] =
    [Role::Teacher, Role::Trainee, Role::Technician, Role::SeniorTechnician, Role::HeadOfScience];

/// The roles that look after the chats of their own department.
pub const DEPARTMENT_ADMINISTRATORS: [Role; 2] = [Role::SeniorTechnician, Role::HeadOfScience];

impl Ties {
    /// What a person is to a network by these ties; nothing where they do not belong to it.
    pub fn role(&self) -> Option<ChatRole> {
        let looks_after_department = self
            .schools
            .iter()
            .any(|tie| tie.is_own_department && tie.roles.has_any(&DEPARTMENT_ADMINISTRATORS));
        if self.joined_as == Some(ChatRole::NetworkAdministrator) || looks_after_department {
            return Some(ChatRole::NetworkAdministrator);
        }
        let by_school = self.schools.iter().any(|tie| tie.roles.has_any(&TALKING_ROLES));
        (self.joined_as.is_some() || by_school).then_some(ChatRole::Member)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tie(role: Role, is_own_department: bool) -> Ties {
        Ties { joined_as: None, schools: vec![SchoolTie { roles: Roles::new([role]), is_own_department }] }
    }

    #[test]
    fn people_of_a_member_school_belong_and_its_tablet_does_not() {
        assert_eq!(tie(Role::Technician, false).role(), Some(ChatRole::Member));
        assert_eq!(tie(Role::PrepRoom, false).role(), None);
        assert_eq!(tie(Role::SeniorLeader, false).role(), None);
        assert_eq!(Ties::default().role(), None);
    }

    #[test]
    fn the_head_of_science_looks_after_the_own_department_only() {
        assert_eq!(tie(Role::HeadOfScience, true).role(), Some(ChatRole::NetworkAdministrator));
        assert_eq!(tie(Role::HeadOfScience, false).role(), Some(ChatRole::Member));
    }

    #[test]
    fn whoever_joined_as_administrator_is_one() {
        let ties = Ties { joined_as: Some(ChatRole::NetworkAdministrator), schools: Vec::new() };
        assert_eq!(ties.role(), Some(ChatRole::NetworkAdministrator));
    }
}
