//! What stands in a message's text: names, tags and links.
//!
//! “@” begins a name unless the character before it is a letter, a figure or an underscore that is not
//! itself part of a name: `ann@example.org` is an address, `@one@two#three` are two names and a tag. The
//! same holds for “#”. Links come first: an “@” inside one is part of the link.

use std::ops::Range;

use super::handle::{Handle, LONGEST_HANDLE};
use super::tag::{LONGEST_TAG, Tag};

/// A name after “@”.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The bytes of the text that it takes, “@” with them.
    pub at: Range<usize>,
    /// The name as it was written.
    pub name: Handle,
}

/// A web address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The bytes of the text that it takes.
    pub at: Range<usize>,
    /// The address as it was written.
    pub url: String,
}

/// A piece of a text. The pieces of a text, one after another, are the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'text> {
    /// Words.
    Plain(&'text str),
    /// A name with its “@”.
    Mention(&'text str),
    /// A tag with its “#”.
    Tag(&'text str),
    /// A web address: http or https, with a host.
    Link(&'text str),
}

impl<'text> Piece<'text> {
    /// As it was written.
    pub fn text(self) -> &'text str {
        match self {
            Self::Plain(text) | Self::Mention(text) | Self::Tag(text) | Self::Link(text) => text,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Mention,
    Tag,
    Link,
}

/// The names that `text` mentions, in order, repeats too.
pub fn mentions(text: &str) -> Vec<Mention> {
    mentions_with(text, Links::AsLinks)
}

/// The names after “@” anywhere in `text`, inside web addresses too, because an address may carry a name.
pub fn names(text: &str) -> Vec<Mention> {
    mentions_with(text, Links::AsWords)
}

fn mentions_with(text: &str, links: Links) -> Vec<Mention> {
    let found = scan(text, links).into_iter().filter(|(kind, _)| *kind == Kind::Mention);
    found
        .filter_map(|(_, at)| {
            let name = text[at.start + 1..at.end].parse().ok()?;
            Some(Mention { at, name })
        })
        .collect()
}

/// The tags in `text`, in order, repeats too.
pub fn tags(text: &str) -> Vec<Tag> {
    let found = scan(text, Links::AsLinks).into_iter().filter(|(kind, _)| *kind == Kind::Tag);
    found.filter_map(|(_, at)| text[at.start + 1..at.end].parse().ok()).collect()
}

/// The web addresses in `text`, in order, repeats too. A full stop, comma, quotation mark or unpaired
/// bracket at the end belongs to the sentence, not to the address.
pub fn links(text: &str) -> Vec<Link> {
    let found = scan(text, Links::AsLinks).into_iter().filter(|(kind, _)| *kind == Kind::Link);
    found.map(|(_, at)| Link { url: text[at.clone()].to_owned(), at }).collect()
}

/// `text` in pieces, for pages.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut done = 0;
    for (kind, at) in scan(text, Links::AsLinks) {
        if done < at.start {
            pieces.push(Piece::Plain(&text[done..at.start]));
        }
        done = at.end;
        pieces.push(match kind {
            Kind::Mention => Piece::Mention(&text[at]),
            Kind::Tag => Piece::Tag(&text[at]),
            Kind::Link => Piece::Link(&text[at]),
        });
    }
    if done < text.len() {
        pieces.push(Piece::Plain(&text[done..]));
    }
    pieces
}

/// `text` with `@erased` for every `@name` of this handle: whole names only, without case, inside links
/// too, because an address may carry the name.
#[must_use]
pub fn without_mentions_of(text: &str, handle: &Handle) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut done = 0;
    for (kind, at) in scan(text, Links::AsWords) {
        if kind == Kind::Mention && text[at.start + 1..at.end].eq_ignore_ascii_case(handle.as_str()) {
            kept.push_str(&text[done..=at.start]);
            kept.push_str(Handle::erased().as_str());
            done = at.end;
        }
    }
    kept.push_str(&text[done..]);
    kept
}

/// The length in bytes of the run of handle letters that `text` begins with.
fn name_length(text: &str) -> usize {
    text.find(|letter| !Handle::allows(letter)).unwrap_or(text.len())
}

/// Whether a scan takes a web address as one thing or reads on inside it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Links {
    AsLinks,
    AsWords,
}

/// Everything in `text` that is more than words, in order.
fn scan(text: &str, links: Links) -> Vec<(Kind, Range<usize>)> {
    let mut found = Vec::new();
    let mut at = 0;
    // Whether the character before `at` is part of a word that is neither a name nor a tag.
    let mut in_word = false;
    while let Some(letter) = text[at..].chars().next() {
        let rest = &text[at..];
        let token = if in_word { None } else { token(rest, letter, links) };
        if let Some((kind, length)) = token {
            found.push((kind, at..at + length));
            at += length;
            continue;
        }
        in_word = Tag::allows(letter);
        at += letter.len_utf8();
    }
    found
}

/// The name, tag or link that `rest` begins with, and its length in bytes.
fn token(rest: &str, first: char, links: Links) -> Option<(Kind, usize)> {
    match first {
        '@' => {
            let length = name_length(&rest[1..]);
            (1..=LONGEST_HANDLE).contains(&length).then_some((Kind::Mention, 1 + length))
        }
        '#' => {
            let run = &rest[1..];
            let length = run.find(|letter| !Tag::allows(letter)).unwrap_or(run.len());
            let word = &run[..length];
            // “#1” counts something; it is no tag.
            let fits = word.chars().count() <= LONGEST_TAG && word.chars().any(char::is_alphabetic);
            fits.then_some((Kind::Tag, 1 + length))
        }
        'h' | 'H' if links == Links::AsLinks => link_length(rest).map(|length| (Kind::Link, length)),
        _ => None,
    }
}

/// The length in bytes of the web address that `rest` begins with.
fn link_length(rest: &str) -> Option<usize> {
    let scheme = ["https://", "http://"]
        .into_iter()
        .find(|scheme| rest.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))?;
    let ends = |letter: char| {
        letter.is_whitespace() || letter.is_control() || matches!(letter, '<' | '>' | '"' | '“' | '”' | '`')
    };
    let length = rest.find(ends).unwrap_or(rest.len());
    let length = without_punctuation(&rest[..length]).len();
    let authority = rest.get(scheme.len()..length)?.split(['/', '?', '#']).next()?;
    let (host, port) = authority.split_once(':').unwrap_or((authority, "0"));
    let host_is_one =
        host.eq_ignore_ascii_case("localhost") || (host.contains('.') && host.split('.').all(is_label));
    (host_is_one && port.parse::<u16>().is_ok()).then_some(length)
}

fn is_label(label: &str) -> bool {
    !label.is_empty() && label.chars().all(|letter| letter.is_alphanumeric() || letter == '-')
}

/// An address without the punctuation of the sentence around it. A closing bracket stays where the address
/// opened it.
fn without_punctuation(mut address: &str) -> &str {
    while let Some(last) = address.chars().next_back() {
        let opening = match last {
            ')' => Some('('),
            ']' => Some('['),
            '}' => Some('{'),
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | '‘' | '»' | '…' | '*' => None,
            _ => return address,
        };
        if let Some(opening) = opening {
            let count = |letter| address.chars().filter(|other| *other == letter).count();
            if count(opening) >= count(last) {
                return address;
            }
        }
        address = &address[..address.len() - last.len_utf8()];
    }
    address
}
