//! Made-up content.

use super::page::{LinkPosted, RoomPage};
use crate::chat::head::RoomHead;
use crate::chat::said::Said;
use crate::chat::say::form::Say;
use crate::parts::{Link, Section, Shell};

impl RoomPage {
    /// A made-up evening.
    pub fn sample() -> Self {
        let link = |words: &str, url: &str| Link { words: words.to_owned(), url: url.to_owned() };
        Self {
            shell: Shell::sample_technician("Cheap kit that lasts", Section::Chats),
            here_url: "/chats/sample".to_owned(),
            look_url: "/chats/sample?look=1764190800000#say".to_owned(),
            live_url: Some("/chats/sample/live?after=12".to_owned()),
            handle: "a_technician".to_owned(),
            head: RoomHead::sample(),
            ways: vec![link("Host’s desk", "/chats/sample/desk"), link("The list", "/chats/sample/list")],
            messages: Said::samples(),
            empty: "",
            earlier_url: Some("/chats/sample?before=1".to_owned()),
            links: vec![LinkPosted {
                url: "https://example.org/bears?a=1&b=2".to_owned(),
                handle: "a_technician".to_owned(),
                number: Some(3),
            }],
            say: Say::sample(),
        }
    }

    /// A made-up evening to come.
    pub fn empty() -> Self {
        Self {
            head: RoomHead::sample_scheduled(),
            messages: Vec::new(),
            empty: "Nobody has written yet.",
            earlier_url: None,
            links: Vec::new(),
            ways: Vec::new(),
            handle: String::new(),
            say: Say::sample_agreement(),
            ..Self::sample()
        }
    }
}
