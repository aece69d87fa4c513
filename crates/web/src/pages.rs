//! What each page shows: plain structs with everything already in words, beside their templates.

pub mod prep;
pub mod requisition;
pub mod timetable;
