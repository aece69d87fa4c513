//! What each page shows: plain structs with everything already in words, beside their templates.

pub mod calendar;
pub mod chat;
pub mod chat_work;
pub mod evening;
pub mod evidence;
pub mod first_day;
pub mod network;
pub mod people;
pub mod policy;
pub mod prep;
pub mod problem;
pub mod requisition;
pub mod search;
pub mod timetable;
