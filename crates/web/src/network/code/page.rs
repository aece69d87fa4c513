//! A code that was made, shown once to whoever made it.

use askama::Template;

use crate::parts::Shell;

/// The page after making a code.
#[derive(Debug, Clone, Template)]
#[template(path = "network/code/page.html")]
pub struct CodePage {
    /// The frame.
    pub shell: Shell,
    /// Where the reader goes on.
    pub back_url: String,
    /// Whom it is for; may be empty.
    pub words: String,
    /// The code; none where the same form was sent a second time, since it is shown once.
    pub code: Option<ShownCode>,
}

/// A code as it is shown once.
#[derive(Debug, Clone)]
pub struct ShownCode {
    /// In two halves.
    pub code: String,
    /// The link with the code in it.
    pub link: String,
    /// Such as “3 people may join by it, until Monday 7 December.”
    pub about: String,
}
