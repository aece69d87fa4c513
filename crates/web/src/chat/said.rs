//! One message as a room shows it: the same for everybody, so that it is rendered once for all.

#[cfg(any(test, feature = "samples"))]
mod sample;

use askama::Template;
use askama::filters::HtmlSafe;

use crate::parts::Written;

/// A message in the room.
#[derive(Debug, Clone, Template)]
#[template(path = "chat/said.html")]
pub struct Said {
    /// The chat's identifier.
    pub chat: String,
    /// Its own.
    pub id: String,
    /// Unlike any other on the page, such as `m-12`.
    pub anchor: String,
    /// Its number in the room; none while it waits for a moderator.
    pub number: Option<u32>,
    /// Who wrote it.
    pub handle: String,
    /// Whether they wrote it as a host or moderator.
    pub moderator: bool,
    /// Such as “20:14”.
    pub time: String,
    /// The same for programs, in RFC 3339.
    pub instant: String,
    /// The question that it answers.
    pub question: Option<u8>,
    /// What it replies to.
    pub reply: Option<ReplyTo>,
    /// Who brought it into the chat, where it was said elsewhere.
    pub brought: Option<Brought>,
    /// What was written; none once it is gone.
    pub words: Option<Written>,
    /// Why it is gone, as a sentence.
    pub gone: &'static str,
    /// What it quotes.
    pub quote: Option<Quote>,
    /// Whether it is starred for the list.
    pub starred: bool,
    /// Whether it is pinned.
    pub pinned: bool,
}

impl HtmlSafe for Said {}

/// What a message replies to.
#[derive(Debug, Clone)]
pub struct ReplyTo {
    /// “In reply to”, or “Probably in reply to”.
    pub words: &'static str,
    /// To whom.
    pub handle: String,
    /// The number of the message, where it is known and shown.
    pub number: Option<u32>,
    /// Its page.
    pub url: Option<String>,
    /// How sure that is, where it was inferred; else empty.
    pub doubt: &'static str,
}

/// Who brought a message into the chat.
#[derive(Debug, Clone)]
pub struct Brought {
    /// Their handle.
    pub by: String,
    /// Where it was said.
    pub from: Written,
}

/// What a message quotes, and what that quotes.
#[derive(Debug, Clone, Template)]
#[template(
    source = r#"<blockquote class="quoted"><p class="quoted-by">{% if let Some(url) = url %}<a href="{{ url }}"{% if let Some(number) = number %} data-number="{{ number }}"{% endif %}>@{{ handle }}</a>{% else %}@{{ handle }}{% endif %}, {{ time }}</p>{% match words %}{% when Some with (words) %}<p class="words">{{ words }}</p>{% when None %}<p class="soft">{{ gone }}</p>{% endmatch %}{% if let Some(quote) = within %}{{ quote }}{% endif %}</blockquote>"#,
    ext = "html"
)]
pub struct Quote {
    /// Who wrote it.
    pub handle: String,
    /// Such as “20:10”.
    pub time: String,
    /// Its number, where it stands in this room.
    pub number: Option<u32>,
    /// Its page, where it stands in this room.
    pub url: Option<String>,
    /// What was written; none once it is gone.
    pub words: Option<Written>,
    /// Why it is gone.
    pub gone: &'static str,
    /// What it quotes itself.
    pub within: Option<Box<Self>>,
}

impl HtmlSafe for Quote {}

impl Said {
    /// The address of its own page.
    pub fn url(&self) -> String {
        format!("/chats/{}/messages/{}", self.chat, self.id)
    }
}
