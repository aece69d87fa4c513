//! A way to another page.

/// A way to another page.
#[derive(Debug, Clone)]
pub struct Link {
    /// Its words.
    pub words: String,
    /// Its address.
    pub url: String,
}
