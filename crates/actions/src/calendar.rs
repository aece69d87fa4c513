//! The calendar: setting terms, closures, week letters and single days.

mod set;

pub use set::Set;
