//! The ideas box: what anybody in the department would like to try, and what became of it.

mod list;
mod settle;
mod show;
mod suggest;

pub use domain::idea::{Idea, Outcome, Settlement};

pub use list::list;
pub use settle::settle;
pub use show::show;
pub use suggest::suggest;
