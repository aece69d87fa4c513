//! Something that could not be done.

pub(crate) mod page;
