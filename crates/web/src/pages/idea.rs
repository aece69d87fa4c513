//! The ideas box.

pub mod list;
