//! Made-up content.

use super::page::{CodePage, ShownCode};
use crate::parts::{Section, Shell};

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
