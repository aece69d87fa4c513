//! What an erasure touches, in numbers.

use domain::chat::erasure;
use serde::{Deserialize, Serialize};

/// What an erasure changed, or would.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Touched {
    /// Messages that they wrote or brought into a chat.
    pub messages: usize,
    /// Copies of their words in quotes, at any depth.
    pub quotes: usize,
    /// Other people's replies to them, and reply lines that name them.
    pub reply_lines: usize,
    /// Other texts that mention them.
    pub mentions: usize,
    /// Items of lists that were theirs or mention them.
    pub list_items: usize,
    /// Published evenings that got a new revision without them.
    pub revisions: usize,
    /// Topics that they proposed or that mention them.
    pub topics: usize,
    /// Reports that they made or that mention them.
    pub reports: usize,
    /// Ideas, trial notes and drafts in schools that were saved from their messages or mention them.
    pub saved: usize,
    /// What the network kept of their account: handle, consents, roles, votes, mutes, calendar feed.
    pub records: usize,
}

impl Touched {
    /// Everything together.
    pub fn total(self) -> usize {
        self.messages
            + self.quotes
            + self.reply_lines
            + self.mentions
            + self.list_items
            + self.revisions
            + self.topics
            + self.reports
            + self.saved
            + self.records
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
            revisions: self.revisions + other.revisions,
            topics: self.topics + other.topics,
            reports: self.reports + other.reports,
            saved: self.saved + other.saved,
            records: self.records + other.records,
        }
    }

    /// Adds what was touched of an archive.
    pub(super) fn add(&mut self, texts: erasure::Touched) {
        self.messages += texts.messages;
        self.quotes += texts.quotes;
        self.reply_lines += texts.reply_lines;
        self.mentions += texts.mentions;
        self.list_items += texts.list_items;
    }
}
