//! Taking one person out of what was said: their words, copies of them, and their name in other people's.
//!
//! Places stay: whoever answered them still answers somebody, “@erased”. A reply line of theirs keeps whom
//! it answered and loses the names of their own words. What they quoted was said by others and stays. A name
//! written without “@” cannot be told from other words and is found by people only.

use serde::{Deserialize, Serialize};

use super::archive::{Archive, Entry, Part};
use super::evening::{Evening, Gone, Quoted, Said};
use super::handle::Handle;
use super::reply::inherited;
use super::words::without_mentions_of;

/// What an erasure changes, or would.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Touched {
    /// Messages that they wrote or brought into the chat.
    pub messages: usize,
    /// Copies of their words in quotes, at any depth.
    pub quotes: usize,
    /// Other people's reply lines that name them.
    pub reply_lines: usize,
    /// Other people's texts that mention them: each text once, however often it does.
    pub mentions: usize,
    /// Items of lists that credit or mention them.
    pub list_items: usize,
}

impl Touched {
    /// Everything together.
    pub fn total(self) -> usize {
        self.messages + self.quotes + self.reply_lines + self.mentions + self.list_items
    }

    /// What two erasures change together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            messages: self.messages + other.messages,
            quotes: self.quotes + other.quotes,
            reply_lines: self.reply_lines + other.reply_lines,
            mentions: self.mentions + other.mentions,
            list_items: self.list_items + other.list_items,
        }
    }
}

/// Takes a person out of an archive. What it would touch is known by erasing from a copy.
pub fn erase(archive: &mut Archive, person: &Handle) -> Touched {
    let mut eraser = Eraser { person, touched: Touched::default() };
    for line in &mut archive.preamble.blurb {
        eraser.text(line);
    }
    for entry in &mut archive.entries {
        eraser.entry(entry, 0);
    }
    eraser.touched
}

/// Takes a person out of an evening, its questions and its list.
pub fn erase_from_evening(evening: &mut Evening, person: &Handle) -> Touched {
    let mut eraser = Eraser { person, touched: Touched::default() };
    eraser.text(&mut evening.subject);
    for question in &mut evening.questions {
        eraser.text(&mut question.words);
    }
    for message in &mut evening.messages {
        eraser.said(message);
    }
    for item in evening.list.iter_mut().flat_map(|group| &mut group.items) {
        let credited = item.credit.as_mut().is_some_and(|credit| eraser.name(credit));
        let mentioned = eraser.replaced(&mut item.words);
        let in_credit = item.credit.as_mut().is_some_and(|credit| eraser.replaced(credit));
        let in_url = item.url.as_mut().is_some_and(|url| eraser.replaced(url));
        eraser.touched.list_items += usize::from(credited || mentioned || in_credit || in_url);
    }
    eraser.touched
}

/// One text without a person's mentions, and whether it held any.
pub fn erase_from_text(text: &str, person: &Handle) -> (String, bool) {
    let erased = without_mentions_of(text, person);
    let changed = erased != text;
    (erased, changed)
}

struct Eraser<'person> {
    person: &'person Handle,
    touched: Touched,
}

impl Eraser<'_> {
    fn entry(&mut self, entry: &mut Entry, depth: usize) {
        let theirs = !entry.author.is_erased() && entry.author.is(self.person);
        if theirs {
            let body = std::mem::replace(&mut entry.body, vec![Gone::Erased.line()]);
            entry.author = Handle::erased();
            // Where one person moderated, the flag would tell who it was.
            entry.moderator = false;
            self.count_theirs(depth > 0);
            for part in &mut entry.parts {
                keep_inherited(part, &body);
            }
            entry.parts.retain(|part| !matches!(part, Part::Reply(names) if names.is_empty()));
        } else {
            self.lines(&mut entry.body);
        }
        for part in &mut entry.parts {
            match part {
                Part::Quote(quote) => self.entry(quote, depth + 1),
                Part::Reply(names) => {
                    let named = names.iter_mut().filter(|name| !name.is_erased() && name.is(self.person));
                    let found = named.map(|name| *name = Handle::erased()).count();
                    self.touched.reply_lines += usize::from(found > 0 && !theirs);
                }
            }
        }
    }

    fn said(&mut self, said: &mut Said) {
        let theirs = self.name(&mut said.author);
        let brought = said.brought.as_mut().is_some_and(|brought| self.name(&mut brought.by));
        self.touched.messages += usize::from(theirs || brought);
        if let Some(brought) = &mut said.brought {
            self.replaced(&mut brought.from);
        }
        if let Some(reply) = &mut said.reply {
            if theirs {
                cut_to_inherited(&mut reply.names, &said.body);
            }
            let found = self.names(&mut reply.names);
            self.touched.reply_lines += usize::from(found && !theirs);
        }
        if theirs {
            said.moderator = false;
            said.body.clear();
            said.gone = Some(Gone::Erased);
        } else {
            self.lines(&mut said.body);
        }
        for quote in &mut said.quotes {
            self.quoted(quote);
        }
    }

    fn quoted(&mut self, quoted: &mut Quoted) {
        let theirs = self.name(&mut quoted.author);
        if theirs {
            self.touched.quotes += 1;
            cut_to_inherited(&mut quoted.reply_names, &quoted.body);
            quoted.body.clear();
            quoted.gone = Some(Gone::Erased);
        } else {
            self.lines(&mut quoted.body);
        }
        let found = self.names(&mut quoted.reply_names);
        self.touched.reply_lines += usize::from(found && !theirs);
        for inner in &mut quoted.quotes {
            self.quoted(inner);
        }
    }

    fn count_theirs(&mut self, is_quote: bool) {
        if is_quote {
            self.touched.quotes += 1;
        } else {
            self.touched.messages += 1;
        }
    }

    /// Whether `name` is theirs; if so, it is erased.
    fn name(&self, name: &mut String) -> bool {
        let written = name.strip_prefix('@').unwrap_or(name);
        let theirs = written.eq_ignore_ascii_case(self.person.as_str()) && !self.person.is_erased();
        if theirs {
            *name = Handle::erased().to_string();
        }
        theirs
    }

    fn names(&self, names: &mut [String]) -> bool {
        names.iter_mut().filter_map(|name| self.name(name).then_some(())).count() > 0
    }

    /// The lines of one text of somebody else's.
    fn lines(&mut self, lines: &mut [String]) {
        let found = lines.iter_mut().map(|line| self.replaced(line)).filter(|changed| *changed).count();
        self.touched.mentions += usize::from(found > 0);
    }

    fn text(&mut self, text: &mut String) {
        self.touched.mentions += usize::from(self.replaced(text));
    }

    fn replaced(&self, text: &mut String) -> bool {
        let (erased, changed) = erase_from_text(text, self.person);
        if changed && !self.person.is_erased() {
            *text = erased;
            return true;
        }
        false
    }
}

fn keep_inherited(part: &mut Part, body: &[String]) {
    if let Part::Reply(names) = part {
        let kept = inherited(names, body).len();
        names.truncate(kept);
    }
}

fn cut_to_inherited(names: &mut Vec<String>, body: &[String]) {
    let handles: Vec<Handle> = names.iter().filter_map(|name| name.parse().ok()).collect();
    if handles.len() == names.len() {
        names.truncate(inherited(&handles, body).len());
    }
}
