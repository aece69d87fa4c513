//! What a school has decided: the deadline, who approves, and the minutes around lessons.

mod read;
mod set;

pub use read::read;
pub use set::{CutOff, Hours, Set};
