//! What the school has.

pub(crate) mod page;
