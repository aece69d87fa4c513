//! Pages about people and the door.

pub mod sign_in;
