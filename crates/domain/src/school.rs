//! A school.

use crate::id::SchoolId;
use crate::policy::Policy;

/// A school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct School {
    /// Its identifier.
    pub id: SchoolId,
    /// Its short name in commands and addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What it has decided.
    pub policy: Policy,
    /// Whether it was made up for a demonstration.
    pub demonstration: bool,
}
