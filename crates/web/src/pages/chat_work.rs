//! The work around an evening: planning it, its list, publishing it, saving from it, erasing somebody.

pub mod erase;
pub mod list;
pub mod plan;
pub mod publish;
pub mod save;
