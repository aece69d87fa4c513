//! What other programs do and read, by name and in JSON: every deed, every read, and what could not be done. It
//! knows no rule; whoever asks is found out here, and everything else is the deed's or the read's own.

mod asker;
mod deeds;
mod given;
mod instant;
mod near;
mod problem;
mod reads;

pub use asker::{Asker, Within};
pub use deeds::{DeedEntry, MOST_BYTES, act, every as every_deed, find as find_deed};
pub use problem::Problem;
pub use reads::{Parameter, ReadEntry, every as every_read, find as find_read, read};
