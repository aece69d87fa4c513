//! People: who belongs to a school, inviting them, correcting what is kept of them, and ending their access.

mod add;
mod correct;
mod end;
mod invite;
mod list;
mod seen;
mod show;
mod take_back;

pub use add::{PersonWanted, add, has_account};
pub(crate) use add::{check_address, check_name, fold_address};
pub use correct::Correct;
pub use end::EndAccess;
pub use invite::{Invite, Invited};
pub use list::{People, list, staff};
pub use seen::PersonSeen;
pub use show::{PersonShown, show};
pub use take_back::TakeBack;
