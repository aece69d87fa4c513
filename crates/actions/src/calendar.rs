//! The school's time: its calendar, and what becomes of requests when it or the timetable changes.

mod change;
mod close;
mod dates;
mod difference;
mod dispute;
mod effects;
mod follow;
mod letter;
mod lift;
mod list;
mod meetings;
mod put_back;
mod reversal;
mod rows;
mod school_time;
mod seen;
mod set;
mod sites;
mod turning;

pub use close::Close;
pub use dates::Dates;
pub use dispute::Dispute;
pub use effects::{Effects, Short, TimeChanged, Touched, Untied, Whereabouts};
pub(crate) use follow::day as day_words;
pub use letter::SetLetter;
pub use lift::Lift;
pub use list::{Change, changes};
pub(crate) use meetings::Meetings;
pub use put_back::PutBack;
pub(crate) use reversal::{NameAndZone, Reversal};
pub use school_time::SchoolTime;
pub use seen::{Seen, change_as_seen};
pub use set::Set;
pub use sites::{SetSite, SetSites, Way};
