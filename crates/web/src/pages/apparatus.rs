//! Pages of the apparatus.

pub mod form;
pub mod list;
pub mod show;
