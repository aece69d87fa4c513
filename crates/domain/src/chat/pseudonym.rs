//! Publishing an evening without its people's names: each person becomes `person1`, `person2`… in the order
//! in which they first appear, wherever they stand: as authors, in reply lines, in mentions, in quotes, on the
//! list. What a name cannot be told from, words without “@”, stays.

use std::collections::BTreeMap;

use super::evening::{Evening, Quoted, Said};
use super::handle::Handle;
use super::words::names;

/// The evening with a pseudonym for everybody in it. Erased people stay erased.
#[must_use]
pub fn with_pseudonyms(mut evening: Evening) -> Evening {
    let mut people = People::default();
    // Authors come first, so that they have the low numbers; people who are only mentioned follow.
    for message in &evening.messages {
        people.see_authors(message);
    }
    people.text(&mut evening.subject);
    for question in &mut evening.questions {
        people.text(&mut question.words);
    }
    for message in &mut evening.messages {
        people.said(message);
    }
    for group in &mut evening.list {
        people.text(&mut group.heading);
        for item in &mut group.items {
            people.text(&mut item.words);
            if let Some(url) = &mut item.url {
                people.text(url);
            }
            if let Some(credit) = &mut item.credit {
                people.name(credit);
            }
        }
    }
    evening
}

/// Whether an evening was published with pseudonyms, which the same evening as it is kept shows.
pub fn has_pseudonyms(published: &Evening, as_kept: &Evening) -> bool {
    let kept: BTreeMap<u32, &str> =
        as_kept.messages.iter().map(|said| (said.number, said.author.as_str())).collect();
    let erased = Handle::erased();
    published.messages.iter().any(|said| {
        let author = kept.get(&said.number).copied().unwrap_or(&said.author);
        said.author != author && said.author != erased.as_str() && author != erased.as_str()
    })
}

/// The pseudonyms given so far, by folded name.
#[derive(Default)]
struct People {
    given: BTreeMap<String, String>,
}

impl People {
    fn see_authors(&mut self, message: &Said) {
        self.pseudonym(&message.author);
        for quote in &message.quotes {
            self.see_quoted(quote);
        }
    }

    fn see_quoted(&mut self, quoted: &Quoted) {
        self.pseudonym(&quoted.author);
        for inner in &quoted.quotes {
            self.see_quoted(inner);
        }
    }

    fn pseudonym(&mut self, name: &str) -> String {
        let erased = Handle::erased();
        if name.eq_ignore_ascii_case(erased.as_str()) {
            return erased.to_string();
        }
        let next = self.given.len() + 1;
        self.given.entry(name.to_lowercase()).or_insert_with(|| format!("person{next}")).clone()
    }

    fn name(&mut self, name: &mut String) {
        let written = name.strip_prefix('@');
        *name = match written {
            Some(bare) => format!("@{}", self.pseudonym(bare)),
            None => self.pseudonym(name),
        };
    }

    fn text(&mut self, text: &mut String) {
        let found = names(text).into_iter();
        let named: Vec<_> =
            found.map(|mention| (mention.at, self.pseudonym(mention.name.as_str()))).collect();
        // From the end, so that the places before stay where they are.
        for (at, pseudonym) in named.into_iter().rev() {
            text.replace_range(at, &format!("@{pseudonym}"));
        }
    }

    fn lines(&mut self, lines: &mut [String]) {
        for line in lines {
            self.text(line);
        }
    }

    fn said(&mut self, said: &mut Said) {
        self.name(&mut said.author);
        if let Some(reply) = &mut said.reply {
            reply.names.iter_mut().for_each(|name| self.name(name));
        }
        if let Some(brought) = &mut said.brought {
            self.name(&mut brought.by);
            self.text(&mut brought.from);
        }
        self.lines(&mut said.body);
        said.quotes.iter_mut().for_each(|quote| self.quoted(quote));
    }

    fn quoted(&mut self, quoted: &mut Quoted) {
        self.name(&mut quoted.author);
        quoted.reply_names.iter_mut().for_each(|name| self.name(name));
        self.lines(&mut quoted.body);
        quoted.quotes.iter_mut().for_each(|inner| self.quoted(inner));
    }
}
