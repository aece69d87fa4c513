//! What people see: pages and live updates. It knows no rule, and how requests come in is the room `http`.
//!
//! Pages are plain structs beside their templates (`pages`), put together from `parts`; `routes` turns
//! requests into deeds and deeds into pages. A route is added with the permission it needs, or not at all.

mod address;
mod answer;
mod app;
mod apparatus;
pub mod assets;
mod calendar;
mod catalogue;
mod chat;
mod evening;
mod evidence;
mod exception;
mod first_day;
mod form;
mod home;
mod idea;
mod kept;
mod network;
mod participant;
pub mod parts;
mod people;
mod policy;
mod prep;
mod problem;
mod problems;
mod requisition;
mod room;
mod room_stream;
mod routes;
#[cfg(any(test, feature = "samples"))]
pub mod samples;
mod school;
mod search;
mod serve;
mod shell;
mod sign_in;
mod timetable;
mod words;
mod zoned;

use http::{fields, live, visitor};

pub use http::{Access, RouteEntry, ServeError, ServeSettings};
pub use room::FRAMES_KEPT;
pub use routes::route_list;
pub use serve::{router, router_keeping, serve};
