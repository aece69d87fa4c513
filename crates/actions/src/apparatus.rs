//! Apparatus: listing it, counting it, and changing what is kept about it.

mod change;
mod list;

pub use change::{ItemChange, add, change};
pub use list::{ItemShown, list, show};
