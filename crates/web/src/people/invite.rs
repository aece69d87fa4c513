//! Inviting somebody.

pub(crate) mod page;
