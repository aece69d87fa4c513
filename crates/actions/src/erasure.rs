//! Erasing a person from everything that a network keeps of them.

mod eraser;

pub use eraser::{Touched, erase, erase_account, erasure_of, erasure_of_account};
