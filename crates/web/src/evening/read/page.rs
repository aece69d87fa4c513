//! One evening as it was published: the list on top, then what was said, by question or by time.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::parts::{Link, Shell, Written};

/// An evening.
#[derive(Debug, Clone, Template)]
#[template(path = "evening/read/page.html")]
pub struct EveningPage {
    /// The frame.
    pub shell: Shell,
    /// The hashtag it met under, without “#”; may be empty.
    pub tag: String,
    /// What it was about.
    pub subject: String,
    /// Such as “Monday 5 March 2018, 20:00 to 21:00, Europe/London”.
    pub when: String,
    /// Whose it is, and which revision this is.
    pub about: String,
    /// What to know of an archive from elsewhere.
    pub imported: Option<String>,
    /// The files of it.
    pub downloads: Vec<Link>,
    /// The way to its room, for members of its network.
    pub work: Option<Link>,
    /// The list.
    pub list: KeptList,
    /// Whether there are questions to go by.
    pub has_questions: bool,
    /// Whether it is shown by time.
    pub by_time: bool,
    /// What was said: one part for each question and one for the rest, or one part for all.
    pub parts: Vec<SaidPart>,
}

/// The list worth keeping.
#[derive(Debug, Clone, Template)]
#[template(path = "evening/read/kept_list.html")]
pub struct KeptList {
    /// By heading.
    pub groups: Vec<KeptGroup>,
}

impl HtmlSafe for KeptList {}

/// A group of the list.
#[derive(Debug, Clone)]
pub struct KeptGroup {
    /// Its heading.
    pub heading: String,
    /// In the curator's order.
    pub items: Vec<KeptItem>,
}

/// One thing worth keeping.
#[derive(Debug, Clone)]
pub struct KeptItem {
    /// What it is.
    pub words: Written,
    /// Where it leads: http or https.
    pub url: Option<String>,
    /// Whose it is, with “@”; may be empty.
    pub credit: String,
    /// The number of the message it came from.
    pub message: Option<u32>,
    /// Where it can be saved for one's own school.
    pub save_url: Option<String>,
}

impl KeptItem {
    /// Whether anything stands below its words.
    pub fn has_line(&self) -> bool {
        self.url.is_some() || !self.credit.is_empty() || self.message.is_some() || self.save_url.is_some()
    }

    /// The host that its link leads to.
    pub fn host(&self) -> &str {
        self.url.as_deref().map_or("", host_of)
    }
}

/// The host of an address.
pub fn host_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}

/// What was said to one question, or all of it.
#[derive(Debug, Clone)]
pub struct SaidPart {
    /// Its place in the page.
    pub anchor: String,
    /// Such as “Q2”; empty where it is no question.
    pub number: String,
    /// The question; empty where everything stands in one part.
    pub heading: String,
    /// What stands there where nobody answered.
    pub nothing: &'static str,
    /// In the room's one order.
    pub said: Vec<SaidShown>,
}

/// A message.
#[derive(Debug, Clone)]
pub struct SaidShown {
    /// Its number in the evening.
    pub number: u32,
    /// Who said it, with “@”.
    pub author: String,
    /// Whether they moderated.
    pub moderator: bool,
    /// When, as clocks of the zone showed it.
    pub at: String,
    /// The question it answers, such as “Q2”; empty where none, or where it stands under it.
    pub question: String,
    /// Whether the host pinned it.
    pub pinned: bool,
    /// What it answers.
    pub reply: Option<ReplyLine>,
    /// Its words.
    pub body: Written,
    /// What it quotes.
    pub quotes: Vec<QuoteShown>,
    /// Who brought it into the chat, from where; empty for what was said here.
    pub brought: String,
    /// Why its words are not here; empty where they are.
    pub gone: String,
    /// Where it can be saved for one's own school.
    pub save_url: Option<String>,
}

impl SaidShown {
    /// Whether its words are not here any more.
    pub fn is_gone(&self) -> bool {
        !self.gone.is_empty()
    }
}

/// What a message answers.
#[derive(Debug, Clone)]
pub struct ReplyLine {
    /// The number of the message, where it is in this evening.
    pub to: Option<u32>,
    /// Such as “In reply to `@prep_ann`”.
    pub words: String,
    /// How that is known; empty where it was said so.
    pub how: &'static str,
}

/// A quoted message, with what it quotes in turn.
#[derive(Debug, Clone, Template)]
#[template(path = "evening/read/quote.html")]
pub struct QuoteShown {
    /// Who said it, with “@”.
    pub author: String,
    /// When.
    pub at: String,
    /// Its number, where it is in this evening.
    pub number: Option<u32>,
    /// Whom it answers; may be empty.
    pub answers: String,
    /// Its words.
    pub body: Written,
    /// Why its words are not here; empty where they are.
    pub gone: String,
    /// What it quotes.
    pub quotes: Vec<QuoteShown>,
}

impl HtmlSafe for QuoteShown {}
