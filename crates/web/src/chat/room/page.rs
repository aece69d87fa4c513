//! The room: where the evening stands, what was said, and the place to write.

use askama::Template;

use crate::chat::head::RoomHead;
use crate::chat::said::Said;
use crate::chat::say::form::Say;
use crate::parts::{Link, Shell};

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
