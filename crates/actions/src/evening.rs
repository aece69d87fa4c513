//! Evenings as they are kept: what would be published now, publishing it, and reading what is published.

mod as_it_stands;
mod published;
mod revision;

pub use as_it_stands::{archive, evening};
pub(crate) use as_it_stands::{archive_as_kept, evening_of};
pub use published::{Found, PublishedEvening, PublishedShown, published, published_list, search_published};
pub(crate) use revision::make_revision;
pub use revision::{RevisionShown, publish, revisions, withdraw};
