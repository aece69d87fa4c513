//! Networks: the home of everybody who talks in one, coming into one, and looking after it.

pub mod chats;
pub mod code;
pub mod evening_row;
pub mod feed;
pub mod join;
pub mod manage;
pub mod new;
pub mod show;
