//! What people would like to talk about: proposing topics, and voting for them.

mod propose;
mod retire;
mod vote;

pub use propose::Propose;
pub use retire::Retire;
pub use vote::Vote;
