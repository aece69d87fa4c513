//! Whose week to see.

pub(crate) mod page;
