//! The timetable: bringing one, a teacher's week, and which subjects are science.

mod import;
mod science;
mod week;

pub use import::{Brought, ImportCounts, Preview, apply, bring, confirm, preview};
pub use science::{choose, subjects};
pub use week::{Week, staff_for, week};
