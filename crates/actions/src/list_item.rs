//! The list of an evening: what is worth keeping of it, in the order and the groups its curator gives it.

mod add;
mod change;
mod list;
mod move_item;
mod order;
mod remove;
mod seed;
mod wording;

pub use add::Add;
pub use change::{Change, ItemSeen};
pub use list::{ListItem, list};
pub use move_item::Move;
pub use order::MOST_ITEMS;
pub use remove::Remove;
pub use seed::Seed;
