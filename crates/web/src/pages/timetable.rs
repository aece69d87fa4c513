//! Pages of the timetable.

pub mod week;
