//! Made-up content.

use super::page::FeedPage;
use crate::parts::{Section, Shell};

impl FeedPage {
    /// An address that was just made.
    pub fn sample() -> Self {
        Self {
            address: Some("https://trolley.school.example/feeds/0123456789abcdef".to_owned()),
            ..Self::empty()
        }
    }

    /// The form was sent again.
    pub fn empty() -> Self {
        Self {
            shell: Shell::sample_technician("A calendar address", Section::Chats),
            back_url: "/networks/1".to_owned(),
            network: "Sample County Technicians".to_owned(),
            address: None,
        }
    }
}
