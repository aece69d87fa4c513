//! The catalogue: what a school can ask for, and the one it starts with.

mod begin;
mod draft;
mod fill;
mod find;
mod note;
mod save_draft;
mod save_note;

pub(crate) use begin::{add_to, starting_catalogue};
pub use domain::catalogue::{PracticalNote, PracticalSource, SchoolPractical, SchoolPracticalLine};

pub use draft::{Draft, DraftWanted};
pub use fill::content_for;
pub use find::{PracticalShown, Suggestion, list, search, show, sources, suggestions};
pub use note::Note;
pub use save_draft::SaveDraft;
pub use save_note::SaveNote;
