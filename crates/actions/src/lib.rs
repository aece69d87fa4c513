//! What people do, one file a deed: who may, then the rule, then one unit of work, then its events.
//!
//! Every way in (page, command, import) comes through here, and every deed takes a permit, so that a
//! rule cannot hold on one path only.

pub mod almanac;
pub mod apparatus;
mod as_text;
mod beside;
pub mod by_address;
pub mod calendar;
pub mod catalogue;
pub mod chat;
pub mod check;
pub mod clock;
pub mod deed;
mod entry;
pub mod erasure;
mod error;
pub mod evening;
pub mod evidence;
pub mod exception;
pub mod history;
mod house;
pub mod idea;
pub mod ids;
pub mod list_item;
pub mod message;
pub mod network;
mod once;
pub mod people;
pub mod policy;
pub mod prep;
pub mod report;
pub mod requisition;
pub mod school;
pub mod search;
pub mod sign_in;
pub mod source;
pub mod timetable;
mod unit;

pub use beside::Beside;
pub use clock::{Clock, SystemClock};
pub use error::{ActionError, Invalid};
pub use house::House;
pub use ids::{Ids, SystemIds};
pub use once::Once;
pub use storage::{Address, Change, NetworkReading, Reading, ScopeId, Storage, StorageError};
