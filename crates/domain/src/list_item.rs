//! The list of an evening: what its curator thinks worth keeping.

use crate::id::{ListItemId, MessageId};

/// One item of an evening's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptItem {
    /// Its identifier.
    pub id: ListItemId,
    /// Its place, from 1.
    pub position: u32,
    /// What the items of its group have in common.
    pub heading: String,
    /// What it is.
    pub words: String,
    /// Where it leads.
    pub url: Option<String>,
    /// The message it came from.
    pub message: Option<MessageId>,
}
