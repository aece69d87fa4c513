//! The routes, driven in process on both databases, filed by address.

mod addresses;
mod board;
mod door;
mod escaping;
mod faults;
mod headers;
mod live;
mod once;
mod page;
mod requisitions;
mod schools;
mod site;
mod walks;
mod week;
