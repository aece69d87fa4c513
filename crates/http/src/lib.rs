//! The way in and out by HTTP, whatever is behind it: pages today, an API beside them. It knows no page and
//! no rule.

pub mod headers;
pub mod packed;
pub mod problem;
pub mod words;

pub use problem::Problem;
