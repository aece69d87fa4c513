//! The link of an invitation, shown once to whoever made it.

use askama::Template;

use crate::parts::{Section, Shell};

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

impl InvitedPage {
    /// A link that was just made.
    pub fn sample() -> Self {
        Self {
            link: Some("https://trolley.school.example/invitation/0123456789abcdef".to_owned()),
            ..Self::empty()
        }
    }

    /// The form was sent again.
    pub fn empty() -> Self {
        Self {
            shell: Shell::sample_technician("Invitation", Section::People),
            name: "B. Teacher".to_owned(),
            email: "b.teacher@school.example".to_owned(),
            link: None,
        }
    }
}
