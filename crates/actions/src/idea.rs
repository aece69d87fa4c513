//! The ideas box: what anybody in the department would like to try, and what became of it.

mod list;
mod save;
mod settle;
mod show;
mod suggest;

pub use domain::idea::{Idea, Outcome, Settlement};

pub use list::list;
pub use save::Save;
pub use settle::Settle;
pub use show::show;
pub use suggest::Suggest;
