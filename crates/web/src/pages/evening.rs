//! Evenings to read: all of them, and one.

pub mod list;
pub mod show;
