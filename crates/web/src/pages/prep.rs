//! Pages of the prep room.

pub mod board;
pub mod initials;
