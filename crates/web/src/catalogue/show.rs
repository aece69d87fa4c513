//! One practical.

pub(crate) mod page;
