//! Pages of the timetable.

pub mod choose;
pub mod preview;
pub mod show;
pub mod subjects;
pub mod week;
