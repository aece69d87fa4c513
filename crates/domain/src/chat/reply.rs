//! Which message a reply answers, in archives whose messages have no ids.
//!
//! A reply line is the whole mention list of a post: first the author it answers, then the names that post
//! mentioned, each once and without the replier's own, then the mentions in the reply's own words. So the
//! parent is an earlier message by the first name whose mentions, without the replier and without repeats,
//! are the names that follow. Often several fit; what is inferred is kept with how sure it is and never shown as fact.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::archive::{Archive, Entry, Stamp};
use super::handle::Handle;
use super::words;

/// Posts that mention more people than this are no parents and have none: services cut such lists off.
const MOST_NAMES: usize = 50;

/// How sure it is that a reply answers the message it is shown under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// It was said as a reply in our own room, which knows what it answers.
    Said,
    /// It is the only message that fits.
    Only,
    /// Several fit; it alone mentions the replier.
    MentionsReplier,
    /// Several fit equally; it is the latest of them.
    LatestOfSeveral,
    /// No message fits; only the names are known.
    NotFound,
}

impl Certainty {
    /// Every degree, the surest first.
    pub const ALL: [Self; 5] =
        [Self::Said, Self::Only, Self::MentionsReplier, Self::LatestOfSeveral, Self::NotFound];

    /// The word it is kept as, the same in rows and in JSON.
    pub fn key(self) -> &'static str {
        match self {
            Self::Said => "said",
            Self::Only => "only",
            Self::MentionsReplier => "mentions_replier",
            Self::LatestOfSeveral => "latest_of_several",
            Self::NotFound => "not_found",
        }
    }

    /// Reads [`Certainty::key`].
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|certainty| certainty.key() == key)
    }

    /// Whether it was inferred rather than said.
    pub fn is_inferred(self) -> bool {
        self != Self::Said
    }

    /// For pages, after “in reply to …”; empty for what was said.
    pub fn words(self) -> &'static str {
        match self {
            Self::Said => "",
            Self::Only => "taken from the names it answers; only this message fits",
            Self::MentionsReplier => "taken from the names it answers; the only one that names who replied",
            Self::LatestOfSeveral => "taken from the names it answers; one of several it may be",
            Self::NotFound => "the message it answers is not in this archive",
        }
    }
}

/// A message of an archive, or a quoted block that quotes none of its messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParentRef {
    /// A message, by its place from 0.
    Message(usize),
    /// A post from outside the archive that one of its messages quotes.
    Quoted {
        /// The place of the message that quotes it, from 0.
        message: usize,
        /// Which of that message's quoted blocks it is, from 0, counted through every depth in the file's
        /// order.
        block: usize,
    },
}

/// A parent, and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InferredReply {
    /// What it answers.
    pub parent: ParentRef,
    /// How sure that is.
    pub certainty: Certainty,
}

/// The parent of every message of an archive, in the archive's order: none for what is no reply or
/// answers nothing in it.
pub fn infer(archive: &Archive) -> Vec<Option<InferredReply>> {
    let archived: BTreeSet<Post<'_>> = archive.entries.iter().map(post).collect();
    let mut earlier = Earlier::default();
    let mut inferred = Vec::with_capacity(archive.entries.len());
    for (message, entry) in archive.entries.iter().enumerate() {
        inferred.push(earlier.parent_of(entry));
        earlier.add(entry, ParentRef::Message(message));
        // The message itself is visited first, so the blocks are counted from there.
        let mut visited = 0;
        entry.visit(&mut |quote, depth| {
            if depth > 0 && !archived.contains(&post(quote)) {
                earlier.add(quote, ParentRef::Quoted { message, block: visited - 1 });
            }
            visited += 1;
        });
    }
    inferred
}

/// The names that a post mentions: its reply line, which holds them all, or else those in its words.
pub fn mention_list(entry: &Entry) -> Vec<Handle> {
    let in_reply: Vec<Handle> = entry.reply_names().cloned().collect();
    if in_reply.is_empty() { own_mentions(&entry.body) } else { in_reply }
}

/// The names in a post's own words.
pub(crate) fn own_mentions(body: &[String]) -> Vec<Handle> {
    body.iter().flat_map(|line| words::mentions(line)).map(|mention| mention.name).collect()
}

/// The names of a reply line that come from what it answers: all but the mentions in its own words.
pub(crate) fn inherited<'names>(names: &'names [Handle], body: &[String]) -> &'names [Handle] {
    let own = own_mentions(body);
    let Some(rest) = names.len().checked_sub(own.len()) else { return names };
    let ends_so = names[rest..].iter().zip(&own).all(|(name, own)| name.is(own));
    if ends_so { &names[..rest] } else { names }
}

/// The names without case, each where it first stands.
fn each_once(names: &[Handle]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    names.iter().map(Handle::folded).filter(|name| seen.insert(name.clone())).collect()
}

/// What makes two copies of a post one: author, minute and text.
pub(crate) type Post<'entry> = (String, [u8; 4], &'static str, &'entry [String]);

pub(crate) fn post(entry: &Entry) -> Post<'_> {
    let Stamp { month, day, hour, minute, zone } = entry.stamp;
    (entry.author.folded(), [month, day, hour, minute], zone.abbreviation(), &entry.body)
}

/// How many posts fit, and the latest of them.
#[derive(Clone, Copy)]
struct Fitting {
    count: usize,
    latest: ParentRef,
}

/// The posts before a message, found by author and mentions.
#[derive(Default)]
struct Earlier {
    /// By author and mention list.
    by_list: BTreeMap<(String, Vec<String>), Fitting>,
    /// By author, somebody mentioned, and the mention list without them.
    by_list_without: BTreeMap<(String, String, Vec<String>), Fitting>,
}

impl Earlier {
    fn add(&mut self, entry: &Entry, at: ParentRef) {
        let list = each_once(&mention_list(entry));
        if list.len() > MOST_NAMES {
            return;
        }
        let author = entry.author.folded();
        for name in &list {
            let without = list.iter().filter(|other| *other != name).cloned().collect();
            count(self.by_list_without.entry((author.clone(), name.clone(), without)), at);
        }
        count(self.by_list.entry((author, list)), at);
    }

    fn parent_of(&self, entry: &Entry) -> Option<InferredReply> {
        let names: Vec<Handle> = entry.reply_names().cloned().collect();
        let (first, rest) = inherited(&names, &entry.body).split_first()?;
        let (author, rest) = (first.folded(), each_once(rest));
        let replier = entry.author.folded();
        let silent =
            if rest.contains(&replier) { None } else { self.by_list.get(&(author.clone(), rest.clone())) };
        let naming = self.by_list_without.get(&(author, replier, rest));
        let (parent, certainty) = match (naming, silent) {
            (None, None) => return None,
            (Some(one), None) | (None, Some(one)) if one.count == 1 => (one.latest, Certainty::Only),
            (Some(naming), Some(_)) if naming.count == 1 => (naming.latest, Certainty::MentionsReplier),
            (Some(several), _) | (None, Some(several)) => (several.latest, Certainty::LatestOfSeveral),
        };
        Some(InferredReply { parent, certainty })
    }
}

fn count<Key: Ord>(entry: std::collections::btree_map::Entry<'_, Key, Fitting>, at: ParentRef) {
    let fitting = entry.or_insert(Fitting { count: 0, latest: at });
    fitting.count += 1;
    fitting.latest = at;
}
