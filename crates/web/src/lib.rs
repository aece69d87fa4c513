//! What people see: pages and live updates.

pub mod assets;
pub mod pages;
pub mod parts;
