//! The list of an evening: what is worth keeping of it, in the order and the groups its curator gives it.

mod list;

pub use list::{
    ItemWanted, ListItem, MOST_ITEMS, add_item, change_item, list, move_item, remove_item, seed_list,
};
