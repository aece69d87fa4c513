//! An evening as it is exported and published: everything a reader needs, nothing of how it is stored.
//!
//! The JSON of an [`Evening`] is the JSON export and the published revision. Instants are milliseconds since
//! 1970-01-01T00:00Z.

use serde::{Deserialize, Serialize};

use super::reply::Certainty;
use super::tag::Tag;
use crate::Instant;

mod from_archive;
mod to_archive;

pub use from_archive::said_of;
pub use to_archive::{ToArchiveError, archive_of};

/// One chat, from the first word to the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evening {
    /// The network or school it belongs to, by name.
    pub network: String,
    /// The tag it meets under.
    pub tag: Option<Tag>,
    /// What it was about.
    pub subject: String,
    /// The zone its times are shown in, by its IANA name: `Europe/London`.
    pub zone: String,
    /// When it began.
    pub starts_at: Instant,
    /// When it ended.
    pub ends_at: Instant,
    /// The number of this revision, from 1; 0 before anything is published.
    pub revision: u32,
    /// When this revision was published.
    pub published_at: Option<Instant>,
    /// Whether it was read from an archive of another service, whose authors never consented here.
    pub imported: bool,
    /// The questions, in order.
    pub questions: Vec<Question>,
    /// The list worth keeping, in its groups.
    pub list: Vec<ListGroup>,
    /// What was said, in the room's one order.
    pub messages: Vec<Said>,
}

/// A question prepared for the evening.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// From 1: the 2 of “Q2”.
    pub number: u8,
    /// What was asked.
    pub words: String,
    /// When the host put it to the room; none where it was never reached.
    pub asked_at: Option<Instant>,
}

/// A group of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListGroup {
    /// What its items have in common.
    pub heading: String,
    /// In the curator's order.
    pub items: Vec<ListItem>,
}

/// One thing worth keeping.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListItem {
    /// What it is.
    pub words: String,
    /// Where it leads: http or https.
    pub url: Option<String>,
    /// Whose it is.
    pub credit: Option<String>,
    /// The number of the message it came from.
    pub message: Option<u32>,
}

/// A message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Its number in this evening, from 1, in order.
    pub number: u32,
    /// Who said it, under the name it is published under.
    pub author: String,
    /// Whether its author moderated.
    pub moderator: bool,
    /// When it was said.
    pub at: Instant,
    /// The lines of its text; none where its words are gone, or only a picture was posted.
    pub body: Vec<String>,
    /// The question it answers, by number.
    pub question: Option<u8>,
    /// What it replies to.
    pub reply: Option<Reply>,
    /// What it quotes.
    pub quotes: Vec<Quoted>,
    /// Whether the host pinned it.
    pub pinned: bool,
    /// Whether the host starred it for the list.
    pub starred: bool,
    /// Where it came from, if it was said elsewhere and brought into the chat.
    pub brought: Option<Brought>,
    /// Why its words are not here any more.
    pub gone: Option<Gone>,
}

/// What a message replies to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// The number of the message it answers. None where that is not in this evening, or is a message
    /// that another only quotes.
    pub to: Option<u32>,
    /// The names of the reply line that it was read from; none for a reply of our own room.
    pub names: Vec<String>,
    /// How sure `to` is.
    pub certainty: Certainty,
}

/// A quoted message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quoted {
    /// The number of the message it quotes, where that is in this evening.
    pub message: Option<u32>,
    /// Who said it.
    pub author: String,
    /// When it was said.
    pub at: Instant,
    /// The lines of its text.
    pub body: Vec<String>,
    /// The names of its reply line.
    pub reply_names: Vec<String>,
    /// What it quotes in turn.
    pub quotes: Vec<Quoted>,
    /// Why its words are not here any more.
    pub gone: Option<Gone>,
}

/// How a message that was said elsewhere came into the chat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brought {
    /// Who brought it in.
    pub by: String,
    /// Where it was said.
    pub from: String,
}

/// Why a message's place is kept without its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gone {
    /// Its author took it back.
    Withdrawn,
    /// A moderator hid it.
    Hidden,
    /// Its author was erased.
    Erased,
}

impl Gone {
    /// For pages, after “This message was”.
    pub fn words(self) -> &'static str {
        match self {
            Self::Withdrawn => "withdrawn by its author",
            Self::Hidden => "hidden by a moderator",
            Self::Erased => "erased",
        }
    }

    /// The line that stands for its words in a text archive: “[withdrawn by its author]”.
    pub fn line(self) -> String {
        format!("[{}]", self.words())
    }
}
