//! The practicals that there are.

pub(crate) mod page;
