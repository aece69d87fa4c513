//! Signing in and out: passwords, sessions, and accepting an invitation.

mod by_password;
mod hashing;
mod invitation;
mod password;
mod session;
mod tries;
mod visitor;

pub use by_password::sign_in;
pub use invitation::{accept_invitation, invitation};
pub use session::{SignedIn, end_session, sessions, sign_out};
pub use visitor::{Visitor, visitor};

pub(crate) use hashing::Hashing;
pub(crate) use password::{hash_password, verify_password};
pub(crate) use session::begin_session;
pub(crate) use tries::{forget_tries, tries_for, try_once};
