//! People: the roles they have in a school, and what each role may do.

mod member;
mod permission;
mod role;

pub use member::{Invitation, Member, StaffMember};
pub use permission::{ALL_PERMISSIONS, Actor, permissions};
pub use role::{Role, Roles, UnknownRole};
