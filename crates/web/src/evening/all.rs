//! Evenings to read.

pub(crate) mod page;
