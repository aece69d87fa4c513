//! Pages of the catalogue.

pub mod draft;
pub mod list;
pub mod show;
