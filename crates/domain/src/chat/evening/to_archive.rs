//! An evening as a text archive that is read back as it was written.
//!
//! Where a line of somebody's text would read as a header or a reply line, a backslash stands before it:
//! `\• beakers`, `\In reply to @ann`. Reading takes nothing away again, so that what a file says stays what
//! it says.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;

use super::{Brought, Evening, Gone, Quoted, Reply, Said};
use crate::Instant;
use crate::chat::archive::{
    self, Archive, DEEPEST_QUOTE, Entry, LONGEST_LINE, LineEnd, Part, Preamble, Stamp, StampTime,
};
use crate::chat::handle::{Handle, LONGEST_HANDLE};
use crate::chat::reply::{Certainty, own_mentions};
use crate::chat::tag::Tag;
use crate::chat::zone::Zone;

/// Why an evening cannot be written as an archive.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ToArchiveError {
    /// The tz database has no such zone.
    #[error("“{0}” is not a time zone of the tz database, such as Europe/London")]
    Zone(String),
}

/// The text archive of an evening. `blurb` says who meets and when; where it holds no words, the network's
/// name and the subject stand there. Names that are no handles are made into some; times are written in the
/// evening's zone where the table of zones has its abbreviation, and in UTC otherwise.
pub fn archive_of(evening: &Evening, blurb: &[String]) -> Result<Archive, ToArchiveError> {
    let zone = crate::zone::named(&evening.zone).ok_or_else(|| ToArchiveError::Zone(evening.zone.clone()))?;
    let mut writing = Writing { zone, handles: Handles::of_evening(evening), lists: BTreeMap::new() };
    let start = writing.local(evening.starts_at);
    let tag = evening.tag.clone().unwrap_or_else(|| tag_of(&evening.network));
    let entries = evening.messages.iter().map(|message| writing.entry(message, &tag)).collect();
    Ok(Archive {
        preamble: Preamble {
            blurb: blurb_of(evening, blurb),
            date: start.date,
            start: StampTime { hour: start.stamp.hour, minute: start.stamp.minute, zone: start.stamp.zone },
            tag,
        },
        entries,
        ends_with_newline: true,
        line_end: LineEnd::default(),
        byte_order_mark: false,
    })
}

fn blurb_of(evening: &Evening, blurb: &[String]) -> Vec<String> {
    let plain = |line: &String| plain_line(line);
    let mut lines: Vec<String> = blurb.iter().map(plain).filter(|line| !line.trim().is_empty()).collect();
    if lines.is_empty() {
        lines.push(plain_line(&format!("{}: {}", evening.network, evening.subject)));
    }
    lines
}

/// A tag made of the letters and figures of a network's name.
fn tag_of(network: &str) -> Tag {
    let letters: String =
        network.chars().filter(|letter| Tag::allows(*letter)).take(LONGEST_HANDLE).collect();
    letters.parse().unwrap_or_else(|_| Tag::chat())
}

/// One line that a file can hold: no line breaks or control characters, and not too long.
fn plain_line(line: &str) -> String {
    let plain = line.chars().map(|letter| if archive::is_unwritable(letter) { ' ' } else { letter });
    // Room for the deepest indent and the backslash.
    plain.take(LONGEST_LINE - 2 * DEEPEST_QUOTE - 8).collect()
}

/// The lines of a text, with a backslash before those that would read as grammar.
fn body_of(lines: &[String]) -> Vec<String> {
    let lines = lines.iter().flat_map(|line| line.split('\n')).map(plain_line);
    lines
        .map(
            |line| {
                if archive::reads_as_grammar(line.trim_start_matches(' ')) {
                    format!("\\{line}")
                } else {
                    line
                }
            },
        )
        .collect()
}

/// A moment as an archive writes it.
struct Local {
    date: jiff::civil::Date,
    stamp: Stamp,
}

/// What is known while the messages are written one after another.
struct Writing {
    zone: TimeZone,
    handles: Handles,
    /// By number: who said it, and the names that a reply to it inherits.
    lists: BTreeMap<u32, (Handle, Vec<Handle>)>,
}

impl Writing {
    fn local(&self, at: Instant) -> Local {
        let timestamp = at.timestamp();
        let info = self.zone.to_offset_info(timestamp);
        let zone = Zone::with_offset(info.abbreviation(), info.offset().seconds() / 60).unwrap_or(Zone::UTC);
        let shifted = Instant::plus_minutes(timestamp.into(), i64::from(zone.offset_minutes()));
        let local = shifted.timestamp().to_zoned(TimeZone::UTC);
        let stamp = Stamp {
            month: local.month().unsigned_abs(),
            day: local.day().unsigned_abs(),
            hour: local.hour().unsigned_abs(),
            minute: local.minute().unsigned_abs(),
            zone,
        };
        Local { date: local.date(), stamp }
    }

    fn entry(&mut self, said: &Said, tag: &Tag) -> Entry {
        let author = self.handles.of(&said.author);
        let body = words_of(&said.body, said.gone);
        let names = self.reply_names(said, &author, &body);
        let list = if names.is_empty() { own_mentions(&body) } else { names.clone() };
        self.lists.insert(said.number, (author.clone(), list));
        let stamp = self.local(said.at).stamp;
        let mut parts: Vec<Part> = said
            .quotes
            .iter()
            .filter_map(|quote| self.quote(quote, 1 + usize::from(said.brought.is_some())))
            .collect();
        parts.extend((!names.is_empty()).then_some(Part::Reply(names)));
        let entry = Entry { author, moderator: said.moderator, stamp, body, parts };
        match &said.brought {
            Some(brought) => self.brought(brought, entry, tag),
            None => entry,
        }
    }

    /// What was said elsewhere stands as a quote in the message that brought it in.
    fn brought(&mut self, brought: &Brought, said: Entry, tag: &Tag) -> Entry {
        let from = brought.from.trim();
        let line = if from.is_empty() { format!("#{tag}") } else { format!("#{tag} (said in {from})") };
        Entry {
            author: self.handles.of(&brought.by),
            moderator: false,
            stamp: said.stamp,
            body: body_of(&[line]),
            parts: vec![Part::Quote(Entry { moderator: false, ..said })],
        }
    }

    /// The names of the reply line: as they were read, or for a reply of our own room by the rule such
    /// lines follow.
    fn reply_names(&self, said: &Said, author: &Handle, body: &[String]) -> Vec<Handle> {
        let Some(Reply { to, names, certainty }) = &said.reply else { return Vec::new() };
        if *certainty != Certainty::Said {
            return names.iter().filter_map(|name| name.parse().ok()).collect();
        }
        let Some((parent, list)) = to.and_then(|to| self.lists.get(&to)) else { return Vec::new() };
        let mut line = vec![parent.clone()];
        for name in list {
            // What a reply inherits, it inherits once.
            if !name.is(author) && !line[1..].iter().any(|other| other.is(name)) {
                line.push(name.clone());
            }
        }
        line.extend(own_mentions(body));
        line.truncate(MOST_WRITTEN_NAMES);
        line
    }

    /// A quote, unless it lies deeper than the format goes.
    fn quote(&mut self, quoted: &Quoted, depth: usize) -> Option<Part> {
        if depth > DEEPEST_QUOTE {
            return None;
        }
        let names: Vec<Handle> = quoted.reply_names.iter().filter_map(|name| name.parse().ok()).collect();
        let mut parts: Vec<Part> =
            quoted.quotes.iter().filter_map(|inner| self.quote(inner, depth + 1)).collect();
        parts.extend((!names.is_empty()).then_some(Part::Reply(names)));
        Some(Part::Quote(Entry {
            author: self.handles.of(&quoted.author),
            moderator: false,
            stamp: self.local(quoted.at).stamp,
            body: words_of(&quoted.body, quoted.gone),
            parts,
        }))
    }
}

/// The most names a reply line is given; 500 of 15 letters keep well under the longest line.
const MOST_WRITTEN_NAMES: usize = 500;

fn words_of(body: &[String], gone: Option<Gone>) -> Vec<String> {
    gone.map_or_else(|| body_of(body), |gone| vec![gone.line()])
}

/// The handles that people's names are written as: each name one handle, each handle one name.
#[derive(Default)]
struct Handles {
    by_name: BTreeMap<String, Handle>,
    taken: BTreeSet<String>,
}

impl Handles {
    /// Knows the names that are handles already, so that no other name is made into one of them.
    fn of_evening(evening: &Evening) -> Self {
        let mut handles = Self::default();
        for said in &evening.messages {
            handles.keep(&said.author);
            if let Some(brought) = &said.brought {
                handles.keep(&brought.by);
            }
            handles.keep_quoted(&said.quotes);
        }
        handles
    }

    fn keep_quoted(&mut self, quotes: &[Quoted]) {
        for quote in quotes {
            self.keep(&quote.author);
            self.keep_quoted(&quote.quotes);
        }
    }

    fn keep(&mut self, name: &str) {
        if let Ok(handle) = name.parse::<Handle>() {
            self.taken.insert(handle.folded());
            self.by_name.insert(name.to_owned(), handle);
        }
    }

    fn of(&mut self, name: &str) -> Handle {
        if let Some(handle) = self.by_name.get(name) {
            return handle.clone();
        }
        let handle = self.made_from(name);
        self.taken.insert(handle.folded());
        self.by_name.insert(name.to_owned(), handle.clone());
        handle
    }

    /// Letters and figures of the name, with a figure behind them where somebody else has those.
    fn made_from(&self, name: &str) -> Handle {
        let letters: String = name.chars().filter(|letter| Handle::allows(*letter)).collect();
        let letters = if letters.is_empty() { "somebody" } else { &letters };
        let numbered = (2..).map(|number: u32| {
            let number = number.to_string();
            format!("{}{number}", &letters[..letters.len().min(LONGEST_HANDLE - number.len())])
        });
        let first = letters[..letters.len().min(LONGEST_HANDLE)].to_owned();
        let mut free = std::iter::once(first)
            .chain(numbered)
            .filter(|text| !self.taken.contains(&text.to_ascii_lowercase()));
        free.find_map(|text| text.parse().ok()).unwrap_or_else(Handle::erased)
    }
}
