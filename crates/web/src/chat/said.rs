//! One message as a room shows it: the same for everybody, so that it is rendered once for all.

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
    source = r#"<blockquote class="quoted"><p class="quoted-by">{% if let Some(url) = url %}<a href="{{ url }}"{% if let Some(number) = number %} data-number="{{ number }}"{% endif %}>@{{ handle }}</a>{% else %}@{{ handle }}{% endif %}, {{ time }}</p>{% match words %}{% when Some with (words) %}<p class="words">{{ words }}</p>{% when None %}<p class="soft">{{ gone }}</p>{% endmatch %}{% if let Some(quote) = quote %}{{ quote }}{% endif %}</blockquote>"#,
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
    pub quote: Option<Box<Self>>,
}

impl HtmlSafe for Quote {}

impl Said {
    /// The address of its own page.
    pub fn url(&self) -> String {
        format!("/chats/{}/messages/{}", self.chat, self.id)
    }

    /// A made-up message.
    pub fn sample(number: u32, handle: &str, words: &str) -> Self {
        Self {
            chat: "sample".to_owned(),
            id: format!("sample-{number}"),
            anchor: format!("m-{number}"),
            number: Some(number),
            handle: handle.to_owned(),
            moderator: false,
            time: format!("20:{:02}", number % 60),
            instant: format!("2026-11-26T20:{:02}:00Z", number % 60),
            question: None,
            reply: None,
            brought: None,
            words: Some(Written(words.to_owned())),
            gone: "",
            quote: None,
            starred: false,
            pinned: false,
        }
    }

    /// A made-up evening with everything that a message can carry.
    pub fn samples() -> Vec<Self> {
        let quoted = Quote {
            handle: "b_technician".to_owned(),
            time: "20:02".to_owned(),
            number: Some(2),
            url: Some("/chats/sample/messages/sample-2".to_owned()),
            words: Some(Written("Gummy bears overnight: they double.".to_owned())),
            gone: "",
            quote: Some(Box::new(Quote {
                handle: "c_teacher".to_owned(),
                time: "20:01".to_owned(),
                number: Some(1),
                url: Some("/chats/sample/messages/sample-1".to_owned()),
                words: None,
                gone: "A moderator has hidden this message.",
                quote: None,
            })),
        };
        vec![
            Self {
                words: None,
                gone: "A moderator has hidden this message.",
                ..Self::sample(1, "c_teacher", "")
            },
            Self {
                question: Some(1),
                starred: true,
                ..Self::sample(2, "b_technician", "Gummy bears overnight: they double.")
            },
            Self {
                question: Some(1),
                quote: Some(quoted),
                ..Self::sample(
                    3,
                    "a_technician",
                    "This one. #Osmosis for pennies, see https://example.org/bears?a=1&b=2.",
                )
            },
            Self {
                reply: Some(ReplyTo {
                    words: "In reply to",
                    handle: "a_technician".to_owned(),
                    number: Some(3),
                    url: Some("/chats/sample/messages/sample-3".to_owned()),
                    doubt: "",
                }),
                ..Self::sample(
                    4,
                    "d_technician",
                    "@a_technician Do they keep?\nOurs went to <slime> & \"glue\".",
                )
            },
            Self {
                reply: Some(ReplyTo {
                    words: "Probably in reply to",
                    handle: "b_technician".to_owned(),
                    number: None,
                    url: None,
                    doubt: "taken from the names it answers; one of several it may be, the latest",
                }),
                brought: Some(Brought {
                    by: "the_host".to_owned(),
                    from: Written("the prep room".to_owned()),
                }),
                moderator: true,
                pinned: true,
                ..Self::sample(5, "e_technician", "Not if they are covered.")
            },
        ]
    }
}
