//! An invitation, as the person who got it sees it.

pub(crate) mod page;
