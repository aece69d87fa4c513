//! People: who belongs to a school, inviting them, and ending their access.

mod add;
mod end;
mod invite;
mod list;

pub use add::{PersonWanted, add};
pub(crate) use add::{check_address, check_name, fold_address};
pub use end::{end_access, take_back};
pub use invite::{InvitationWanted, Invited, invite};
pub use list::{People, list, staff};
