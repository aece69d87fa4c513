//! People: who belongs to a school, inviting them, and ending their access.

mod add;
mod end;
mod invite;
mod list;
mod take_back;

pub use add::{PersonWanted, add};
pub(crate) use add::{check_address, check_name, fold_address};
pub use end::EndAccess;
pub use invite::{Invite, Invited};
pub use list::{People, list, staff};
pub use take_back::TakeBack;
