//! The link of an invitation, shown once to whoever made it.

use askama::Template;

use crate::parts::Shell;

/// The page after inviting somebody.
#[derive(Debug, Clone, Template)]
#[template(path = "people/invite/page.html")]
pub struct InvitedPage {
    /// The frame.
    pub shell: Shell,
    /// For whom.
    pub name: String,
    /// Their address.
    pub email: String,
    /// The link; none where the same form was sent a second time, since the link is shown once.
    pub link: Option<String>,
}
