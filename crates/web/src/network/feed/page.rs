//! The address of a calendar feed, shown once to whoever made it.

use askama::Template;

use crate::parts::Shell;

/// The page after making a calendar address.
#[derive(Debug, Clone, Template)]
#[template(path = "network/feed/page.html")]
pub struct FeedPage {
    /// The frame.
    pub shell: Shell,
    /// Where the reader goes on.
    pub back_url: String,
    /// The network's name.
    pub network: String,
    /// The address; none where the same form was sent a second time, since it is shown once.
    pub address: Option<String>,
}
