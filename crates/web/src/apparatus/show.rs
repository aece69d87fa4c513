//! One item.

pub(crate) mod page;
