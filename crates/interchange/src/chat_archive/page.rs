//! An evening as one page that needs no server, no script and nothing from elsewhere.

use std::collections::BTreeMap;

use askama::Template;
use askama::filters::HtmlSafe;
use domain::chat::evening::{Evening, Gone, ListItem, Question, Quoted, Reply, Said};
use domain::chat::reply::Certainty;
use domain::chat::words::{self, Piece};
use domain::{Instant, Interval, wall_clock};
use jiff::tz::TimeZone;

/// The page's own style, which stands in it.
pub const STYLE: &str = include_str!("evening.css");

/// Why an evening cannot be written as a page.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    /// The tz database has no such zone.
    #[error("“{0}” is not a time zone of the tz database, such as Europe/London")]
    Zone(String),
    /// The template could not be filled.
    #[error("the page cannot be written")]
    Template(#[from] askama::Error),
}

/// The evening as one self-contained HTML file: the list on top, then by question, then by time. Message 12
/// is `#m12`, and `#q1-m12` among the answers to question 1.
pub fn html(evening: &Evening) -> Result<String, PageError> {
    let zone = domain::zone::named(&evening.zone).ok_or_else(|| PageError::Zone(evening.zone.clone()))?;
    let writing = Writing::of(evening, zone);
    Ok(writing.page(evening).render()?)
}

#[derive(Template)]
#[template(path = "chat_archive/evening.html")]
struct EveningPage<'evening> {
    style: &'static str,
    evening: &'evening Evening,
    heading: String,
    when: Moment,
    until: String,
    zone_note: String,
    published: Option<Moment>,
    people: String,
    list: Vec<Group<'evening>>,
    questions: Vec<Answered<'evening>>,
    talk: Vec<Talk<'evening>>,
}

/// A moment for people and for machines.
struct Moment {
    words: String,
    machine: String,
}

struct Group<'evening> {
    heading: &'evening str,
    items: Vec<Item<'evening>>,
}

struct Item<'evening> {
    kept: &'evening ListItem,
    /// The address, if it is a web address.
    url: Option<&'evening str>,
    /// The message it came from, if that is here.
    message: Option<u32>,
}

struct Answered<'evening> {
    question: &'evening Question,
    answers: Vec<Message<'evening>>,
}

/// What stands in the order of time: questions as they are asked, and messages.
enum Talk<'evening> {
    Asked { question: &'evening Question, time: String },
    Message(Box<Message<'evening>>),
}

#[derive(Template)]
#[template(path = "chat_archive/message.html")]
struct Message<'evening> {
    id: String,
    said: &'evening Said,
    at: Moment,
    /// The question it answers; none where it stands under that question already.
    answers: Option<u8>,
    lines: Vec<Vec<Piece<'evening>>>,
    reply: Option<ReplyLine>,
    quotes: Vec<Quote<'evening>>,
    gone: Option<&'static str>,
}

impl HtmlSafe for Message<'_> {}

#[derive(Template)]
#[template(path = "chat_archive/quote.html")]
struct Quote<'evening> {
    quoted: &'evening Quoted,
    at: Moment,
    /// The number of the message it quotes, if that is here.
    message: Option<u32>,
    lines: Vec<Vec<Piece<'evening>>>,
    reply_names: String,
    quotes: Vec<Self>,
    gone: Option<&'static str>,
}

impl HtmlSafe for Quote<'_> {}

/// “In reply to …”, as sure as it is.
struct ReplyLine {
    lead: &'static str,
    /// The message, and how it is named.
    parent: Option<(u32, String)>,
    /// What stands where no message can be linked.
    names: String,
    note: &'static str,
}

struct Writing<'evening> {
    zone: TimeZone,
    day: jiff::civil::Date,
    by_number: BTreeMap<u32, &'evening Said>,
    asked: BTreeMap<u8, &'evening Question>,
}

impl<'evening> Writing<'evening> {
    fn of(evening: &'evening Evening, zone: TimeZone) -> Self {
        let day = evening.starts_at.timestamp().to_zoned(zone.clone()).date();
        let by_number = evening.messages.iter().map(|said| (said.number, said)).collect();
        let asked = evening.questions.iter().map(|question| (question.number, question)).collect();
        Self { zone, day, by_number, asked }
    }

    fn page(&self, evening: &'evening Evening) -> EveningPage<'evening> {
        let start = evening.starts_at.timestamp();
        let info = self.zone.to_offset_info(start);
        EveningPage {
            style: STYLE,
            evening,
            heading: heading(evening),
            when: self.moment(evening.starts_at, "%A %-d %B %Y, "),
            until: wall_clock::end(&self.zone, Interval { from: evening.starts_at, until: evening.ends_at }),
            zone_note: format!("{} ({})", evening.zone, info.abbreviation()),
            published: evening.published_at.map(|at| self.date(at)),
            people: people(evening),
            list: self.list(evening),
            questions: evening.questions.iter().map(|question| self.answered(evening, question)).collect(),
            talk: self.talk(evening),
        }
    }

    /// The time of day, after its date in this format.
    fn moment(&self, at: Instant, date: &str) -> Moment {
        let date = wall_clock::local(&self.zone, at).strftime(date);
        Moment { words: format!("{date}{}", wall_clock::time(&self.zone, at)), machine: at.to_string() }
    }

    fn date(&self, at: Instant) -> Moment {
        let words = wall_clock::local(&self.zone, at).strftime("%-d %B %Y").to_string();
        Moment { words, machine: at.to_string() }
    }

    /// The time of day, and the date where it is another than the evening's.
    fn time(&self, at: Instant) -> Moment {
        let same_day = at.timestamp().to_zoned(self.zone.clone()).date() == self.day;
        self.moment(at, if same_day { "" } else { "%-d %b %Y, " })
    }

    fn list(&self, evening: &'evening Evening) -> Vec<Group<'evening>> {
        let items = |items: &'evening [ListItem]| items.iter().map(|item| self.item(item)).collect();
        let groups = evening.list.iter().filter(|group| !group.items.is_empty());
        groups.map(|group| Group { heading: &group.heading, items: items(&group.items) }).collect()
    }

    fn item(&self, item: &'evening ListItem) -> Item<'evening> {
        let url = item.url.as_deref().filter(|url| is_web_address(url));
        Item { kept: item, url, message: item.message.filter(|number| self.by_number.contains_key(number)) }
    }

    fn answered(&self, evening: &'evening Evening, question: &'evening Question) -> Answered<'evening> {
        let number = question.number;
        let answers = evening.messages.iter().filter(|said| said.question == Some(number));
        let id = |said: &Said| format!("q{number}-m{}", said.number);
        Answered { question, answers: answers.map(|said| self.message(said, id(said), None)).collect() }
    }

    fn talk(&self, evening: &'evening Evening) -> Vec<Talk<'evening>> {
        let asked = evening.questions.iter().filter_map(|question| Some((question.asked_at?, question)));
        let mut asked: Vec<(Instant, &Question)> = asked.collect();
        asked.sort_by_key(|(at, question)| (*at, question.number));
        let mut asked = asked.into_iter().peekable();
        let ask = |(at, question)| Talk::Asked { question, time: self.time(at).words };
        let mut talk = Vec::new();
        for said in &evening.messages {
            while let Some(next) = asked.next_if(|(at, _)| *at <= said.at) {
                talk.push(ask(next));
            }
            let answers = said.question.filter(|number| self.asked.contains_key(number));
            let id = format!("m{}", said.number);
            talk.push(Talk::Message(Box::new(self.message(said, id, answers))));
        }
        talk.extend(asked.map(ask));
        talk
    }

    fn message(&self, said: &'evening Said, id: String, answers: Option<u8>) -> Message<'evening> {
        Message {
            id,
            said,
            at: self.time(said.at),
            answers,
            lines: lines(&said.body, said.gone),
            reply: said.reply.as_ref().map(|reply| self.reply(reply)),
            quotes: said.quotes.iter().map(|quoted| self.quote(quoted)).collect(),
            gone: said.gone.map(Gone::words),
        }
    }

    fn quote(&self, quoted: &'evening Quoted) -> Quote<'evening> {
        Quote {
            quoted,
            at: self.time(quoted.at),
            message: quoted.message.filter(|number| self.by_number.contains_key(number)),
            lines: lines(&quoted.body, quoted.gone),
            reply_names: at_names(&quoted.reply_names),
            quotes: quoted.quotes.iter().map(|inner| self.quote(inner)).collect(),
            gone: quoted.gone.map(Gone::words),
        }
    }

    fn reply(&self, reply: &Reply) -> ReplyLine {
        let parent = reply.to.and_then(|number| self.by_number.get(&number));
        let parent =
            parent.map(|said| (said.number, format!("{}, {}", said.author, self.time(said.at).words)));
        let first = reply.names.get(..1).map(at_names).unwrap_or_default();
        let names = match reply.certainty {
            _ if parent.is_some() => String::new(),
            Certainty::Said => "a message that is not here".to_owned(),
            Certainty::NotFound => first,
            Certainty::Only | Certainty::MentionsReplier | Certainty::LatestOfSeveral => {
                format!("a message of {first} that is only quoted here")
            }
        };
        let is_guess = reply.certainty.is_inferred() && reply.certainty != Certainty::NotFound;
        let lead = if is_guess { "Probably in reply to" } else { "In reply to" };
        ReplyLine { lead, parent, names, note: reply.certainty.words() }
    }
}

fn heading(evening: &Evening) -> String {
    if evening.subject.trim().is_empty() { evening.network.clone() } else { evening.subject.clone() }
}

fn people(evening: &Evening) -> String {
    let mut authors: Vec<&str> = evening.messages.iter().map(|said| said.author.as_str()).collect();
    authors.sort_unstable();
    authors.dedup();
    format!(
        "{} by {}",
        counted(evening.messages.len(), "message", "messages"),
        counted(authors.len(), "person", "people")
    )
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn at_names(names: impl AsRef<[String]>) -> String {
    let names: Vec<String> = names.as_ref().iter().map(|name| format!("@{name}")).collect();
    names.join(", ")
}

fn lines(body: &[String], gone: Option<Gone>) -> Vec<Vec<Piece<'_>>> {
    if gone.is_some() {
        return Vec::new();
    }
    body.iter().map(|line| words::pieces(line)).collect()
}

/// Whether the whole text is one http or https address.
fn is_web_address(text: &str) -> bool {
    matches!(words::pieces(text).as_slice(), [Piece::Link(_)])
}
