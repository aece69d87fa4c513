//! The archive of a chat's evening: the text format that such archives are kept in, read and written byte
//! for byte, and the JSON and the page that an evening is published as.

mod json;
mod page;
mod read;
mod stamp;
mod text;

pub use json::{FORMAT, JsonError, VERSION, json};
pub use page::{PageError, STYLE, html};
pub use read::{ChatArchiveError, Problem, read};
pub use text::text;
