//! Evenings as they are kept: what would be published now, publishing it, and reading what is published.

mod as_it_stands;
mod publish;
mod published;
mod revision;
mod revisions;
mod withdraw;

pub use as_it_stands::{archive, as_it_stands, network_of};
pub(crate) use as_it_stands::{archive_as_kept, evening_of};
pub use publish::Publish;
pub use published::{Found, PublishedEvening, PublishedShown, published, published_list, search_published};
pub(crate) use revision::make_revision;
pub use revisions::{RevisionShown, revisions};
pub use withdraw::Withdraw;
