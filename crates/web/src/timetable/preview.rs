//! What another timetable would change.

pub(crate) mod page;
