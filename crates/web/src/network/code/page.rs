//! A code that was made, shown once to whoever made it.

use askama::Template;

use crate::parts::{Section, Shell};

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

impl CodePage {
    /// A code that was just made.
    pub fn sample() -> Self {
        Self {
            code: Some(ShownCode {
                code: "7K2MQ-X9D4T".to_owned(),
                link: "https://trolley.school.example/join/7K2MQ-X9D4T".to_owned(),
                about: "3 people may join by it, until Monday 7 December.".to_owned(),
            }),
            ..Self::empty()
        }
    }

    /// The form was sent again.
    pub fn empty() -> Self {
        Self {
            shell: Shell::sample_technician("A code", Section::Chats),
            back_url: "/networks/1/manage".to_owned(),
            words: "The October meeting".to_owned(),
            code: None,
        }
    }
}
