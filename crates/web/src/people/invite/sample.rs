//! Made-up content.

use super::page::InvitedPage;
use crate::parts::{Section, Shell};

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
