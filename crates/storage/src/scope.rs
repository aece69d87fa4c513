//! Scopes: everything that is kept belongs to a school or to a network, and so does every reading and
//! every unit of work.

use std::fmt;
use std::str::FromStr;

use domain::id::{NetworkId, NotAnId, SchoolId};

use crate::connection::{Statement, Value};

/// A school or a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ScopeId {
    /// A school.
    School(SchoolId),
    /// A network.
    Network(NetworkId),
}

impl ScopeId {
    /// Its identifier, as rows keep it.
    pub(crate) fn id(self) -> String {
        match self {
            Self::School(id) => id.to_string(),
            Self::Network(id) => id.to_string(),
        }
    }
}

/// As processes tell it to one another: `school ID` or `network ID`.
impl fmt::Display for ScopeId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::School(id) => write!(out, "school {id}"),
            Self::Network(id) => write!(out, "network {id}"),
        }
    }
}

impl FromStr for ScopeId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        match text.split_once(' ').ok_or(NotAnId)? {
            ("school", id) => id.parse().map(Self::School),
            ("network", id) => id.parse().map(Self::Network),
            _ => Err(NotAnId),
        }
    }
}

/// What a reading or a unit of work is bound to.
pub trait Scope: Rows {}

impl<S: Rows> Scope for S {}

/// How the history of a scope is kept. Only this room can say so, hence the module's own trait.
pub trait Rows: domain::permission::Scope + Into<ScopeId> {
    /// An entry of its history.
    type Event: Send;
    /// Allots the next number of its history.
    const ALLOT: Statement;
    /// Adds an entry under that number, and says it.
    const ADD_EVENT: Statement;
    /// Does both on PostgreSQL, and tells the other processes.
    const RECORD: Statement;

    /// The values of an entry, without its number.
    fn row(self, event: Self::Event) -> Vec<Value>;
}

impl From<SchoolId> for ScopeId {
    fn from(id: SchoolId) -> Self {
        Self::School(id)
    }
}

impl From<NetworkId> for ScopeId {
    fn from(id: NetworkId) -> Self {
        Self::Network(id)
    }
}
