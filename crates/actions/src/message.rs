//! Messages: what becomes of what was said in a chat.

mod hide;
mod reason;

pub use hide::Hide;
