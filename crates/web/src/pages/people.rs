//! Pages about people and the door.

pub mod invitation;
pub mod invited;
pub mod list;
pub mod sessions;
pub mod sign_in;
