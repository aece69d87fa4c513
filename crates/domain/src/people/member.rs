//! Who is in a school: its staff, those who may sign in, and those who are asked to.

use super::role::Roles;
use crate::Instant;
use crate::id::{AccountId, InvitationId, StaffId};

/// A member of staff, as the timetable names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffMember {
    /// Their identifier.
    pub id: StaffId,
    /// Their name, as the timetable has it.
    pub name: String,
}

/// Somebody who belongs to the school and can sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Their account.
    pub account: AccountId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// What they are to the school.
    pub roles: Roles,
    /// Who they are in the timetable.
    pub staff: Option<StaffId>,
    /// Their mentor, where they are a trainee.
    pub mentor: Option<StaffId>,
    /// When their access ended, if it did.
    pub ended_at: Option<Instant>,
}

/// An invitation that nobody has used yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Its identifier.
    pub id: InvitationId,
    /// For whom.
    pub email: String,
    /// Their name.
    pub name: String,
    /// What they will be.
    pub roles: Roles,
    /// Who they will be in the timetable.
    pub staff: Option<StaffId>,
    /// Their mentor.
    pub mentor: Option<StaffId>,
    /// When it stops working.
    pub ends_at: Instant,
    /// When it was used.
    pub used_at: Option<Instant>,
}
