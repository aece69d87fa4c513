//! Reports: word to the moderators, and what they do about it.

mod make;
mod settle;

pub use make::Make;
pub use settle::Settle;
