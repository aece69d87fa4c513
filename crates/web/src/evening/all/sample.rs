//! Made-up content.

use super::page::{EveningRow, EveningsPage, FoundLine};
use crate::parts::{Empty, Link, Section, Shell};

impl EveningsPage {
    /// Two made-up evenings, read by a technician.
    pub fn sample() -> Self {
        let row = |id: &str, subject: &str, when: &str| EveningRow {
            subject: subject.to_owned(),
            url: format!("/evenings/{id}"),
            tag: "PrepChat".to_owned(),
            when: when.to_owned(),
            network: "Test Network".to_owned(),
            messages: "64 messages".to_owned(),
        };
        Self {
            shell: Shell::sample_technician("Evenings to read", Section::Chats),
            back: Some(Link { words: "Chats".to_owned(), url: "/chats".to_owned() }),
            found: "2 evenings".to_owned(),
            readers: "Those of your networks, and those that other networks publish for everybody."
                .to_owned(),
            evenings: vec![
                row("2", "Labels that last", "Monday 12 January 2026, 20:00"),
                row("1", "Requests that arrive in time", "Monday 5 January 2026, 20:00"),
            ],
            empty: None,
            ..Self::empty()
        }
    }

    /// What a search found.
    pub fn sample_found() -> Self {
        Self {
            words: "pencil".to_owned(),
            found: "Found in 1 place".to_owned(),
            evenings: Vec::new(),
            found_lines: vec![FoundLine {
                words: "A pencil survives the dishwasher.".to_owned(),
                author: "@lab_bob".to_owned(),
                subject: "Labels that last".to_owned(),
                url: "/evenings/2#m12".to_owned(),
                when: "Monday 12 January 2026".to_owned(),
            }],
            ..Self::sample()
        }
    }

    /// No evening, for somebody who is not signed in.
    pub fn empty() -> Self {
        Self {
            shell: Shell {
                person: None,
                links: Vec::new(),
                school: String::new(),
                ..Shell::sample_teacher("Evenings to read", Section::Chats)
            },
            back: None,
            words: String::new(),
            found: "No evenings".to_owned(),
            readers: "Those that networks publish for everybody. Sign in to read those of your own networks."
                .to_owned(),
            evenings: Vec::new(),
            found_lines: Vec::new(),
            empty: Some(Empty {
                words: "Nothing has been published yet.".to_owned(),
                advice: "An evening stands here two days after it has closed, when its network publishes it."
                    .to_owned(),
                link: None,
            }),
        }
    }
}
