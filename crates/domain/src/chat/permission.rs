//! Permissions in networks and chats by type, as in a school: a deed takes a `ChatPermit<P>`.

use std::marker::PhantomData;

use super::handle::Handle;
use super::role::ChatRole;
use crate::id::{AccountId, NetworkId};
use crate::people::NotPermitted;

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
    /// A member of a network. `standing` is what they are to the network, `in_chat` what they were made for
    /// the chat at hand.
    pub fn member(
        network: NetworkId,
        account: AccountId,
        name: String,
        handle: Option<Handle>,
        standing: ChatRole,
        in_chat: Vec<ChatRole>,
    ) -> Self {
        let mut roles = in_chat;
        roles.push(ChatRole::Member);
        roles.push(standing);
        roles.sort_unstable();
        roles.dedup();
        Self { network, account: Some(account), name, handle, roles, operator: false }
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
    pub fn permit<P: ChatPermission>(&self) -> Result<ChatPermit<P>, NotPermitted> {
        if self.may::<P>() {
            return Ok(ChatPermit { participant: self.clone(), permission: PhantomData });
        }
        Err(NotPermitted { what: P::WORDS })
    }

    /// Whether `P` is allowed, for pages that show only what a person can use.
    pub fn may<P: ChatPermission>(&self) -> bool {
        self.operator || P::ROLES.iter().any(|role| self.roles.contains(role))
    }

    /// Whether this is one of their roles here.
    pub fn is(&self, role: ChatRole) -> bool {
        self.roles.contains(&role)
    }

    /// Their roles here.
    pub fn roles(&self) -> &[ChatRole] {
        &self.roles
    }

    /// As history names them: by handle, never by name.
    pub fn shown(&self) -> String {
        match (&self.handle, self.operator) {
            (Some(handle), _) => handle.to_string(),
            (None, true) => "the operator".to_owned(),
            (None, false) => "somebody without a handle".to_owned(),
        }
    }
}

/// Something that roles in a network or chat allow or not.
pub trait ChatPermission: Send + Sync + 'static {
    /// Its name in code and in the route table.
    const NAME: &'static str;
    /// What it lets a person do, in words that follow “may”.
    const WORDS: &'static str;
    /// The roles that have it.
    const ROLES: &'static [ChatRole];
}

/// The proof that a participant may do `P`.
#[derive(Clone, Debug)]
pub struct ChatPermit<P> {
    participant: Participant,
    permission: PhantomData<P>,
}

impl<P> ChatPermit<P> {
    /// Who holds it.
    pub fn participant(&self) -> &Participant {
        &self.participant
    }

    /// The network it is for.
    pub fn network(&self) -> NetworkId {
        self.participant.network
    }

    /// Their account; none for the operator.
    pub fn account(&self) -> Option<AccountId> {
        self.participant.account
    }
}

/// One row of the table of permissions in chats, for tests and the user's book.
#[derive(Clone, Copy, Debug)]
pub struct ChatPermissionEntry {
    /// Its name.
    pub name: &'static str,
    /// What it lets a person do.
    pub words: &'static str,
    /// The roles that have it.
    pub roles: &'static [ChatRole],
}

macro_rules! chat_permission_table {
    ($($name:ident: $words:literal => [$($role:ident),*];)*) => {
        /// The permissions in networks and chats, each a type of its own.
        pub mod chat_permissions {
            use super::{ChatPermission, ChatRole};
            $(
                #[doc = concat!("May ", $words, ".")]
                #[derive(Clone, Copy, Debug)]
                pub struct $name;

                impl ChatPermission for $name {
                    const NAME: &'static str = stringify!($name);
                    const WORDS: &'static str = $words;
                    const ROLES: &'static [ChatRole] = &[$(ChatRole::$role),*];
                }
            )*
        }

        /// The whole table of permissions in networks and chats.
        pub const ALL_CHAT_PERMISSIONS: &[ChatPermissionEntry] = &[$(
            ChatPermissionEntry { name: stringify!($name), words: $words, roles: &[$(ChatRole::$role),*] },
        )*];
    };
}

chat_permission_table! {
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
