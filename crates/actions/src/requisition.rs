//! Requisitions: the deeds of the table in `domain::requisition`, one file each, and what is read of
//! them.

mod accept;
mod approve;
mod change;
mod count;
mod decline;
mod free;
mod not_used;
mod query;
mod send;
mod show;
mod step;
mod turn;
mod undo;
mod ways_out;
mod weigh;
mod withdraw;

pub use accept::accept;
pub use approve::approve;
pub use change::{answer, change};
pub use count::{CountBack, count};
pub use decline::decline;
pub use free::{ItemFree, free_for};
pub use not_used::not_used;
pub use query::query;
pub use send::{Asked, save, send};
pub use show::{Shown, also_for, find, steps_for};
pub use step::{Tick, collect, deliver, prepare};
pub use turn::Done;
pub use undo::undo;
pub use ways_out::{ClashReport, ClashWords, WayOut};
pub use withdraw::withdraw;
