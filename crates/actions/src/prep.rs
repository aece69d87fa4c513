//! The prep room's pages: the board of a day, and what waits.

mod board;
mod inbox;

pub use board::{Board, board};
pub use inbox::{Exposure, Inbox, inbox};
