//! The codes that let people and schools in.

pub(crate) mod page;
