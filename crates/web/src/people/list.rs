//! Who belongs to the school.

pub(crate) mod page;
