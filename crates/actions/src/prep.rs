//! The prep room's pages: the board of a day, and what waits.

mod board;
mod hands;
mod inbox;
mod undo_together;
mod whole_period;

pub use board::{Board, board};
pub use hands::hands;
pub use inbox::{Exposure, Inbox, inbox};
pub use undo_together::UndoTogether;
pub use whole_period::{BoardStep, LeftAsItWas, MOST_CARDS, Together, WholePeriod};
