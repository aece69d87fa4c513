//! The catalogue: what a school can ask for, and the one it starts with.

mod begin;
mod fill;
mod find;

pub(crate) use begin::{add_to, starting_catalogue};
pub use storage::catalogue::{SchoolPractical, SchoolPracticalLine};

pub use fill::content_for;
pub use find::{PracticalShown, Suggestion, list, search, show, suggestions};
