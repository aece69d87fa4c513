//! The address of a calendar feed, shown once to whoever made it.

use askama::Template;

use crate::parts::{Section, Shell};

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
