//! The timetable: bringing one, a teacher's week, and which subjects are science.

mod choose;
mod classes;
mod confirm;
mod import;
mod pairing;
mod subjects;
mod week;

pub use choose::Choose;
pub use classes::{TaughtClass, classes};
pub use confirm::Confirm;
pub use import::{Brought, ImportCounts, Preview, apply, bring, preview, preview_again};
pub use pairing::{Candidate, LessonInDoubt, LessonPaired, PersonInDoubt, Said};
pub use subjects::subjects;
pub use week::{Week, staff_for, week};
