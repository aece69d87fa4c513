//! Apparatus: listing it, counting it, and changing what is kept about it.

mod add;
mod change;
mod count;
mod list;
mod wanted;

pub use add::Add;
pub use change::Change;
pub use count::Count;
pub use list::{ItemShown, almanac, list, show};
pub use wanted::ItemChange;
