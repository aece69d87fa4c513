//! What stands where a list would, when there is nothing in it.

use super::Link;

/// What a list says when there is nothing in it.
#[derive(Debug, Clone)]
pub struct Empty {
    /// What is so.
    pub words: String,
    /// What to do first.
    pub advice: String,
    /// The way there.
    pub link: Option<Link>,
}
