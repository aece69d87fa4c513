//! Networks: their schools, the people who joined them, and the codes that let them in.

use crate::Instant;
use crate::chat::ChatRole;
use crate::chat::handle::Handle;
use crate::chat::network::{CodeStanding, Readers};
use crate::id::{AccountId, CodeId, NetworkId, SchoolId};

/// A network, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Network {
    /// Its identifier.
    pub id: NetworkId,
    /// Its short name.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its zone's name in the IANA database.
    pub time_zone: String,
    /// The school whose department it is, where it is one.
    pub of_school: Option<SchoolId>,
    /// Who may read what it publishes.
    pub readers: Readers,
    /// Whether it is made up for a demonstration.
    pub demonstration: bool,
    /// When it began.
    pub created_at: Instant,
}

/// Somebody who joined a network by themselves, or looks after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkPerson {
    /// Their account.
    pub account: AccountId,
    /// Their name on this server.
    pub name: String,
    /// Their handle, once chosen.
    pub handle: Option<Handle>,
    /// Member or network administrator.
    pub role: ChatRole,
    /// When they joined.
    pub joined_at: Instant,
    /// When they left or were taken out, if they are not in it.
    pub ended_at: Option<Instant>,
}

/// A school that belongs to a network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkSchool {
    /// The school.
    pub id: SchoolId,
    /// Its name.
    pub name: String,
    /// When it joined.
    pub joined_at: Instant,
}

/// A code, as it is kept: without the code itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkCode {
    /// Its identifier.
    pub id: CodeId,
    /// Whom it is for, in the words of whoever made it.
    pub words: String,
    /// What it lets in, how many, and until when.
    pub standing: CodeStanding,
    /// When it was made.
    pub made_at: Instant,
}
