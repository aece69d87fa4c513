//! Which subjects are science.

pub(crate) mod page;
