//! One evening as it was published: the list on top, then what was said, by question or by time.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::parts::{Link, Section, Shell, Written};

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

impl KeptList {
    /// A made-up list.
    pub fn sample() -> Self {
        Self {
            groups: vec![
                KeptGroup {
                    heading: "What do you label first?".to_owned(),
                    items: vec![KeptItem {
                        words: Written("A pencil survives the dishwasher.".to_owned()),
                        url: None,
                        credit: "@lab_bob".to_owned(),
                        message: Some(2),
                        save_url: Some("/chats/1/messages/2/save".to_owned()),
                    }],
                },
                KeptGroup {
                    heading: "Links".to_owned(),
                    items: vec![KeptItem {
                        words: Written("Labels for wet bottles".to_owned()),
                        url: Some("https://example.org/labels".to_owned()),
                        credit: String::new(),
                        message: None,
                        save_url: None,
                    }],
                },
            ],
        }
    }
}

impl EveningPage {
    fn sample_said(number: u32, author: &str, at: &str, words: &str) -> SaidShown {
        SaidShown {
            number,
            author: author.to_owned(),
            moderator: false,
            at: at.to_owned(),
            question: String::new(),
            pinned: false,
            reply: None,
            body: Written(words.to_owned()),
            quotes: Vec::new(),
            brought: String::new(),
            gone: String::new(),
            save_url: None,
        }
    }

    /// A made-up evening by question.
    pub fn sample() -> Self {
        let asked = SaidShown {
            moderator: true,
            pinned: true,
            ..Self::sample_said(1, "@prep_ann", "20:01", "Welcome, everybody. First question. #PrepChat")
        };
        let answer = SaidShown {
            reply: Some(ReplyLine {
                to: Some(1),
                words: "Probably in reply to @prep_ann".to_owned(),
                how: "taken from the names it answers; only this message fits",
            }),
            quotes: vec![QuoteShown {
                author: "@prep_ann".to_owned(),
                at: "20:01".to_owned(),
                number: Some(1),
                answers: String::new(),
                body: Written("Welcome, everybody.".to_owned()),
                gone: String::new(),
                quotes: vec![QuoteShown {
                    author: "@erased".to_owned(),
                    at: "19:58".to_owned(),
                    number: None,
                    answers: "In reply to @prep_ann".to_owned(),
                    body: Written(String::new()),
                    gone: "This message was erased.".to_owned(),
                    quotes: Vec::new(),
                }],
            }],
            brought: "Brought into the chat by @prep_ann; it was said in the staff room.".to_owned(),
            save_url: Some("/chats/1/messages/2/save".to_owned()),
            ..Self::sample_said(2, "@lab_bob", "20:03", "Pencil. See https://example.org/labels.")
        };
        let gone = SaidShown {
            gone: "This message was withdrawn by its author.".to_owned(),
            ..Self::sample_said(3, "@tech_cy", "20:04", "")
        };
        let part = |number: &str, heading: &str, said: Vec<SaidShown>| SaidPart {
            anchor: if number.is_empty() { "rest".to_owned() } else { number.to_lowercase() },
            number: number.to_owned(),
            heading: heading.to_owned(),
            nothing: "No message was marked as an answer to it.",
            said,
        };
        Self {
            subject: "Labels that last".to_owned(),
            imported: Some(
                "It was read from an archive of another service: what answers what is worked out from the names."
                    .to_owned(),
            ),
            work: Some(Link { words: "To its room".to_owned(), url: "/chats/1".to_owned() }),
            list: KeptList::sample(),
            has_questions: true,
            parts: vec![
                part("Q1", "What do you label first?", vec![answer, gone]),
                part("Q2", "Which pen survives the dishwasher?", Vec::new()),
                part("", "Besides the questions", vec![asked]),
            ],
            ..Self::empty()
        }
    }

    /// An evening on which nobody said anything.
    pub fn empty() -> Self {
        let file = |ending: &str, words: &str| Link {
            words: words.to_owned(),
            url: format!("/evenings/1/archive.{ending}"),
        };
        Self {
            shell: Shell::sample_technician("Labels that last", Section::Chats),
            tag: "PrepChat".to_owned(),
            subject: "An evening without a word".to_owned(),
            when: "Monday 12 January 2026, 20:00 to 21:00, Europe/London".to_owned(),
            about: "Test Network. Revision 2, published Thursday 15 January 2026.".to_owned(),
            imported: None,
            downloads: vec![file("html", "Web page"), file("txt", "Text"), file("json", "JSON")],
            work: None,
            list: KeptList { groups: Vec::new() },
            has_questions: false,
            by_time: false,
            parts: Vec::new(),
        }
    }
}
