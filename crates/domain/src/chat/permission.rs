//! Who acts in a network and its chats, and what each role may do there.

use super::handle::Handle;
use super::role::ChatRole;
use crate::id::{AccountId, NetworkId};
use crate::permission::{Acts, NotPermitted, Permission, Permit, Scope, permission_table};

impl Scope for NetworkId {
    type Role = ChatRole;
    type Actor = Participant;
}

/// Who is acting, in which network, and in a chat as what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    /// The network whose things they act on.
    pub network: NetworkId,
    /// Their account; none for a command that the operator of the server runs.
    pub account: Option<AccountId>,
    /// Their name on this server, for their own eyes only.
    pub name: String,
    /// The handle under which others see them, once they have chosen one.
    pub handle: Option<Handle>,
    roles: Vec<ChatRole>,
    operator: bool,
}

impl Participant {
    /// A member of a network. `in_network` is what they are to the network, `in_chat` what they were made for
    /// the chat at hand.
    pub fn member(
        network: NetworkId,
        account: AccountId,
        name: String,
        handle: Option<Handle>,
        in_network: ChatRole,
        in_chat: Vec<ChatRole>,
    ) -> Self {
        let mut roles = in_chat;
        roles.push(ChatRole::Member);
        roles.push(in_network);
        roles.sort_unstable();
        roles.dedup();
        Self { network, account: Some(account), name, handle, roles, operator: false }
    }

    /// The same person in a chat that gives them these roles, in place of those of any other chat.
    #[must_use]
    pub fn in_chat(self, roles: Vec<ChatRole>) -> Self {
        let mut all = roles;
        all.extend(self.roles.into_iter().filter(|role| !ChatRole::OF_A_CHAT.contains(role)));
        all.sort_unstable();
        all.dedup();
        Self { roles: all, ..self }
    }

    /// Whoever runs the server, by a command on it.
    pub fn operator(network: NetworkId) -> Self {
        Self {
            network,
            account: None,
            name: "the operator".to_owned(),
            handle: None,
            roles: Vec::new(),
            operator: true,
        }
    }

    /// A permit for `P`, if one of this person's roles allows it.
    pub fn permit<P: Permission<Scope = NetworkId>>(&self) -> Result<Permit<P>, NotPermitted> {
        Permit::of(self)
    }

    /// Whether `P` is allowed, for pages that show only what a person can use.
    pub fn may<P: Permission<Scope = NetworkId>>(&self) -> bool {
        self.is_any_of(P::ROLES)
    }

    /// Whether this is one of their roles here.
    pub fn is(&self, role: ChatRole) -> bool {
        self.roles.contains(&role)
    }

    /// Their roles here.
    pub fn roles(&self) -> &[ChatRole] {
        &self.roles
    }
}

impl Acts for Participant {
    type Scope = NetworkId;

    fn scope(&self) -> NetworkId {
        self.network
    }

    fn account(&self) -> Option<AccountId> {
        self.account
    }

    /// By handle, never by name.
    fn shown(&self) -> String {
        match (&self.handle, self.operator) {
            (Some(handle), _) => handle.to_string(),
            (None, true) => "the operator".to_owned(),
            (None, false) => "somebody without a handle".to_owned(),
        }
    }

    fn is_any_of(&self, roles: &[ChatRole]) -> bool {
        self.operator || roles.iter().any(|role| self.roles.contains(role))
    }
}

impl<P: Permission<Scope = NetworkId>> Permit<P> {
    /// The network it is for.
    pub fn network(&self) -> NetworkId {
        self.actor().network
    }

    /// Who holds it.
    pub fn participant(&self) -> &Participant {
        self.actor()
    }
}

permission_table! {
    /// The permissions in networks and chats, each a type of its own.
    chat_permissions,
    /// The whole table of permissions in networks and chats.
    ALL_CHAT_PERMISSIONS, crate::id::NetworkId, ChatRole;
    SeeNetwork: "see a network and its evenings" => [Member, NetworkAdministrator];
    ProposeTopics: "propose topics and vote for them" => [Member, NetworkAdministrator];
    FollowCalendar: "follow a network's calendar" => [Member, NetworkAdministrator];
    ManageNetwork: "change a network, its codes, schools and people" => [NetworkAdministrator];
    PlanChats: "plan a chat" => [NetworkAdministrator];
    ErasePeople: "erase a person from a network's chats" => [NetworkAdministrator];
    SeeRoom: "see the room of a chat" => [Member, NetworkAdministrator];
    Say: "write in a chat" => [Member, NetworkAdministrator];
    Report: "report a message" => [Member, NetworkAdministrator];
    TakeChair: "take the chair of a chat whose host is absent" => [Member, Moderator, Curator, NetworkAdministrator];
    SetUpChat: "prepare a chat: its time, questions and people" => [Host, NetworkAdministrator];
    SeeDesk: "see the host's desk" => [Host, Moderator, NetworkAdministrator];
    Lead: "open a chat, ask its questions, pin, slow down and close it" => [Host, NetworkAdministrator];
    Star: "star a message for the list" => [Host, Moderator, Curator, NetworkAdministrator];
    Moderate: "hide, restore, approve, mute and settle reports" => [Host, Moderator, NetworkAdministrator];
    Curate: "build the list of a chat" => [Host, Curator, NetworkAdministrator];
    Publish: "publish a chat and withdraw it" => [Curator, Host, NetworkAdministrator];
}
