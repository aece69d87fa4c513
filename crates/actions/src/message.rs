//! Messages: saying something in a chat, and what becomes of it.

mod approve;
mod bring;
mod hide;
mod reason;
mod refuse;
mod restore;
mod say;
mod star;
mod take_back;

pub use approve::Approve;
pub use bring::Bring;
pub use hide::Hide;
pub(crate) use hide::{forget, hide};
pub(crate) use reason::reason_given;
pub use refuse::Refuse;
pub use restore::Restore;
pub use say::{Say, Saying};
pub use star::Star;
pub use take_back::TakeBack;
