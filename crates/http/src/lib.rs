//! The way in and out by HTTP, whatever is behind it: pages today, an API beside them. It knows no page and
//! no rule.

mod access;
pub mod entered;
mod field_state;
pub mod fields;
pub mod headers;
pub mod live;
pub mod origin;
pub mod packed;
pub mod problem;
pub mod readable;
pub mod routes;
mod sent_form;
pub mod serve;
mod server;
pub mod typed;
pub mod upload;
pub mod visitor;
pub mod words;

pub use access::Access;
pub use field_state::FieldState;
pub use problem::Problem;
pub use routes::{Answer, RouteEntry, Routes};
pub use sent_form::SentForm;
pub use serve::ServeError;
pub use server::{ServeSettings, Server};
