//! The room: where the evening stands, what was said, and the place to write.

use askama::Template;

use crate::chat::head::RoomHead;
use crate::chat::said::Said;
use crate::chat::say::form::Say;
use crate::parts::{Link, Section, Shell};

/// The room, or an earlier stretch of it.
#[derive(Debug, Clone, Template)]
#[template(path = "chat/room/page.html")]
pub struct RoomPage {
    /// The frame.
    pub shell: Shell,
    /// Its own address.
    pub here_url: String,
    /// Its newest messages. Another address each time: a link to the page on show would only scroll it.
    pub look_url: String,
    /// Address of the live stream, after what the page shows; none on an earlier stretch.
    pub live_url: Option<String>,
    /// The name others see, once it is chosen.
    pub handle: String,
    /// Where the evening stands.
    pub head: RoomHead,
    /// Ways from here: the desk, the list, the calendar.
    pub ways: Vec<Link>,
    /// What was said, in order.
    pub messages: Vec<Said>,
    /// What to say when nothing was.
    pub empty: &'static str,
    /// Address of what came before.
    pub earlier_url: Option<String>,
    /// The links that people posted.
    pub links: Vec<LinkPosted>,
    /// The place to write.
    pub say: Say,
}

/// A link that somebody posted.
#[derive(Debug, Clone)]
pub struct LinkPosted {
    /// Where it leads.
    pub url: String,
    /// Who posted it.
    pub handle: String,
    /// The number of the message.
    pub number: Option<u32>,
}

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
