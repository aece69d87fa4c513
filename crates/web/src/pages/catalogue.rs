//! Pages of the catalogue.

pub mod list;
pub mod show;
