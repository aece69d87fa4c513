//! Who may use a route.

use domain::chat::ChatRole;
use domain::people::Role;

/// Who may use a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anybody, signed in or not.
    Anybody,
    /// Those whose roles give them this permission.
    Permitted {
        /// The permission's name.
        permission: &'static str,
        /// The roles that have it.
        roles: &'static [Role],
    },
    /// Anybody who is signed in, in a school or not.
    SignedIn,
    /// Those whose roles in the network or chat give them this permission; others do not find it.
    InNetwork {
        /// The permission's name.
        permission: &'static str,
        /// The roles that have it.
        roles: &'static [ChatRole],
    },
}
