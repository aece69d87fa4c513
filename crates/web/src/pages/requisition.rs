//! Pages of one requisition, and of those that wait.

pub mod form;
pub mod inbox;
pub mod sheet;
