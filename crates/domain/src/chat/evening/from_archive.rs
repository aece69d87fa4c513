//! An archive of another service as an evening.

use std::collections::BTreeMap;

use super::{Evening, Gone, Quoted, Reply, Said};
use crate::Instant;
use crate::chat::archive::{Archive, Entry, NoSuchTime, Preamble};
use crate::chat::handle::Handle;
use crate::chat::reply::{self, Certainty, InferredReply, ParentRef};

/// How long an evening is taken to last where its archive says only when it began.
const USUAL_MINUTES: i64 = 60;

impl Evening {
    /// The evening that an archive holds, for the network or school of that name, with its times shown in
    /// `zone` (an IANA name). It ends an hour after it began, or with the minute of its last message where
    /// that is later.
    pub fn of_archive(archive: &Archive, network: &str, zone: &str) -> Result<Self, NoSuchTime> {
        let messages = said_of(archive)?;
        let starts_at = archive.starts_at()?;
        let last = messages.iter().map(|message| message.at.plus_minutes(1)).max();
        let usual_end = starts_at.plus_minutes(USUAL_MINUTES);
        let Preamble { tag, date, .. } = &archive.preamble;
        Ok(Self {
            network: network.to_owned(),
            tag: Some(tag.clone()),
            subject: format!("#{tag}, {}", date.strftime("%-d %B %Y")),
            zone: zone.to_owned(),
            starts_at,
            ends_at: last.map_or(usual_end, |last| last.max(usual_end)),
            revision: 0,
            published_at: None,
            imported: true,
            questions: Vec::new(),
            list: Vec::new(),
            messages,
        })
    }
}

/// The messages of an archive, numbered from 1 in the file's order. Quotes of archived messages are linked
/// to them by author, minute and text; what a reply answers is inferred.
pub fn said_of(archive: &Archive) -> Result<Vec<Said>, NoSuchTime> {
    let mut links = Links { preamble: &archive.preamble, numbers: BTreeMap::new() };
    for (number, entry) in (1..).zip(&archive.entries) {
        // Of equal copies the first is the original.
        links.numbers.entry(reply::post(entry)).or_insert(number);
    }
    let inferred = reply::infer(archive);
    let messages = (1..).zip(archive.entries.iter().zip(inferred));
    messages.map(|(number, (entry, inferred))| links.said(number, entry, inferred)).collect()
}

struct Links<'archive> {
    preamble: &'archive Preamble,
    numbers: BTreeMap<reply::Post<'archive>, u32>,
}

impl Links<'_> {
    fn said(&self, number: u32, entry: &Entry, inferred: Option<InferredReply>) -> Result<Said, NoSuchTime> {
        Ok(Said {
            number,
            author: entry.author.to_string(),
            moderator: entry.moderator,
            at: self.at(entry)?,
            body: body_of(entry),
            question: None,
            reply: reply_of(entry, inferred),
            quotes: self.quotes(entry)?,
            pinned: false,
            starred: false,
            brought: None,
            gone: gone_of(entry),
        })
    }

    fn at(&self, entry: &Entry) -> Result<Instant, NoSuchTime> {
        entry.instant(self.preamble)
    }

    fn quotes(&self, entry: &Entry) -> Result<Vec<Quoted>, NoSuchTime> {
        entry.quotes().map(|quote| self.quoted(quote)).collect()
    }

    fn quoted(&self, entry: &Entry) -> Result<Quoted, NoSuchTime> {
        Ok(Quoted {
            message: self.numbers.get(&reply::post(entry)).copied(),
            author: entry.author.to_string(),
            at: self.at(entry)?,
            body: body_of(entry),
            reply_names: entry.reply_names().map(Handle::to_string).collect(),
            quotes: self.quotes(entry)?,
            gone: gone_of(entry),
        })
    }
}

/// An erased message keeps its place in an archive and has no words of its own.
fn gone_of(entry: &Entry) -> Option<Gone> {
    let is_line = matches!(entry.body.as_slice(), [line] if *line == Gone::Erased.line());
    (entry.author.is_erased() && is_line).then_some(Gone::Erased)
}

fn body_of(entry: &Entry) -> Vec<String> {
    if gone_of(entry).is_some() { Vec::new() } else { entry.body.clone() }
}

fn reply_of(entry: &Entry, inferred: Option<InferredReply>) -> Option<Reply> {
    let names: Vec<String> = entry.reply_names().map(Handle::to_string).collect();
    if names.is_empty() {
        return None;
    }
    let to = inferred.and_then(|inferred| match inferred.parent {
        ParentRef::Message(at) => u32::try_from(at + 1).ok(),
        ParentRef::Quoted { .. } => None,
    });
    let certainty = inferred.map_or(Certainty::NotFound, |inferred| inferred.certainty);
    Some(Reply { to, names, certainty })
}
