//! An evening as it was archived: plain text, one entry below another, quotes and reply lines by indent.
//!
//! The grammar, which `interchange::chat_archive` reads and writes:
//!
//! ```text
//! #Tag Archive
//!
//! A line or more about who meets, and when.
//!
//! Monday March 5, 2018
//! 3:00 PM EST
//!
//!   • prep_ann - Moderator Mar 5 @ 3:00 PM EST
//!     What she wrote.
//!     • lab_bob Mar 5 @ 2:58 PM EST
//!       What she quoted of him.
//!       In reply to @prep_ann, @tech_cy
//! ```
//!
//! A header stands 2 spaces in and 2 more for each depth of quoting; its text and its reply line stand two
//! further in. Stamps have no year and no seconds, messages have no ids.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::handle::Handle;
use super::tag::Tag;
use super::zone::Zone;
use crate::Instant;

/// The most messages and quotes that an archive may hold, counted together.
pub const MOST_ENTRIES: usize = 20_000;
/// The most characters of a line.
pub const LONGEST_LINE: usize = 10_000;
/// The most bytes of an archive's file.
pub const MOST_BYTES: usize = 16 * 1024 * 1024;
/// How deep a quote may lie: 1 is a quote in a message, 2 a quote in that quote.
pub const DEEPEST_QUOTE: usize = 8;
/// How many days after the archive's date a stamp may lie. A stamp that would lie later belongs to an
/// earlier year.
pub const LATEST_STAMP_DAYS: i32 = 31;

/// What opens a header, after its indent.
pub const BULLET: &str = "•";
/// What opens a reply line, after its indent; a name follows.
pub const IN_REPLY: &str = "In reply to @";
/// What stands between the author and the stamp of a moderator's header.
pub const MODERATOR: &str = " - Moderator";

/// Whether a line, without its indent, is read as a header or a reply line (or a broken one) and never as
/// somebody's words.
pub fn reads_as_grammar(line: &str) -> bool {
    let after_bullet = line.strip_prefix(BULLET);
    after_bullet.is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')) || line.starts_with(IN_REPLY)
}

/// Whether a line may not hold `letter`: control characters other than the tab.
pub fn is_unwritable(letter: char) -> bool {
    letter.is_control() && letter != '\t'
}

/// How the lines of a file end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineEnd {
    /// A line feed.
    #[default]
    LineFeed,
    /// A carriage return and a line feed, as Windows writes them.
    CarriageReturnLineFeed,
}

impl LineEnd {
    /// The characters themselves.
    pub fn text(self) -> &'static str {
        match self {
            Self::LineFeed => "\n",
            Self::CarriageReturnLineFeed => "\r\n",
        }
    }
}

/// A whole archive, with everything that writing it out again byte for byte needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Archive {
    /// What stands above the messages.
    pub preamble: Preamble,
    /// The messages in the file's order, which is the only order there is within a minute.
    pub entries: Vec<Entry>,
    /// Whether the last line ends.
    pub ends_with_newline: bool,
    /// How lines end.
    #[serde(default)]
    pub line_end: LineEnd,
    /// Whether the file begins with a byte order mark (U+FEFF).
    #[serde(default)]
    pub byte_order_mark: bool,
}

/// What stands above the messages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preamble {
    /// The tag as the title writes it.
    pub tag: Tag,
    /// Who meets, and when: one line or more, none of them empty.
    pub blurb: Vec<String>,
    /// The day in the zone of `start`; the only place with a year.
    pub date: Date,
    /// When it began.
    pub start: StampTime,
}

/// A time of day with its zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StampTime {
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// The zone it is written in.
    pub zone: Zone,
}

/// When something was said: to the minute, without a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// The zone it is written in.
    pub zone: Zone,
}

/// A message, or a quote of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Who said it.
    pub author: Handle,
    /// Whether the header flags its author as a moderator.
    pub moderator: bool,
    /// When.
    pub stamp: Stamp,
    /// The lines of its text; none where only a picture was posted or the words are gone.
    pub body: Vec<String>,
    /// Its quotes and reply lines, in the file's order.
    pub parts: Vec<Part>,
}

/// What follows the text of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// What it quotes.
    Quote(Entry),
    /// Its reply line: every name the post mentions, first the one it answers.
    Reply(Vec<Handle>),
}

/// How much an archive holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Messages, quotes not among them.
    pub messages: usize,
    /// Quoted blocks at any depth.
    pub quotes: usize,
    /// Reply lines of messages and of quotes.
    pub replies: usize,
    /// Different authors of messages and quotes.
    pub authors: usize,
    /// Different people whom a header flags as moderators.
    pub moderators: usize,
}

/// A stamp that is no moment: its day or time does not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("month {month}, day {day}, {hour}:{minute:02} is not a time there is")]
pub struct NoSuchTime {
    /// The month written.
    pub month: u8,
    /// The day written.
    pub day: u8,
    /// The hour written.
    pub hour: u8,
    /// The minute written.
    pub minute: u8,
}

impl Archive {
    /// How much it holds.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts { messages: self.entries.len(), ..Counts::default() };
        let mut authors = BTreeSet::new();
        let mut moderators = BTreeSet::new();
        for entry in &self.entries {
            entry.visit(&mut |entry, depth| {
                counts.quotes += usize::from(depth > 0);
                counts.replies += entry.parts.iter().filter(|part| matches!(part, Part::Reply(_))).count();
                authors.insert(entry.author.folded());
                if entry.moderator {
                    moderators.insert(entry.author.folded());
                }
            });
        }
        Counts { authors: authors.len(), moderators: moderators.len(), ..counts }
    }

    /// When the evening began.
    pub fn starts_at(&self) -> Result<Instant, NoSuchTime> {
        let StampTime { hour, minute, zone } = self.preamble.start;
        let date = self.preamble.date;
        let month = date.month().unsigned_abs();
        let stamp = Stamp { month, day: date.day().unsigned_abs(), hour, minute, zone };
        stamp.on(date)
    }
}

impl Entry {
    /// Its quotes, in the file's order.
    pub fn quotes(&self) -> impl Iterator<Item = &Self> {
        self.parts.iter().filter_map(|part| match part {
            Part::Quote(quote) => Some(quote),
            Part::Reply(_) => None,
        })
    }

    /// The names of its reply lines, in the file's order.
    pub fn reply_names(&self) -> impl Iterator<Item = &Handle> {
        self.parts.iter().flat_map(|part| match part {
            Part::Quote(_) => [].iter(),
            Part::Reply(names) => names.iter(),
        })
    }

    /// When it was said. Only the archive's date has a year; a stamp belongs to the last year in which it
    /// lies no more than [`LATEST_STAMP_DAYS`] after that date. A December stamp in a January archive is of
    /// the year before; one just past midnight on New Year's Eve is of the year after.
    pub fn instant(&self, preamble: &Preamble) -> Result<Instant, NoSuchTime> {
        self.stamp.near(preamble.date)
    }

    /// Calls `look` with this entry (depth 0) and every quote in it, in the file's order.
    pub fn visit(&self, look: &mut dyn FnMut(&Self, usize)) {
        self.visit_at(0, look);
    }

    fn visit_at(&self, depth: usize, look: &mut dyn FnMut(&Self, usize)) {
        look(self, depth);
        for quote in self.quotes() {
            quote.visit_at(depth + 1, look);
        }
    }
}

impl Stamp {
    /// The moment of this stamp in an archive of `date`; see [`Entry::instant`].
    pub fn near(self, date: Date) -> Result<Instant, NoSuchTime> {
        // Eight years hold a 29 February even across a century without a leap day.
        let years = (date.year().saturating_sub(8)..=date.year().saturating_add(1)).rev();
        let days = years.filter_map(|year| self.day_in(year));
        let mut near =
            days.filter(|day| date.until(*day).is_ok_and(|away| away.get_days() <= LATEST_STAMP_DAYS));
        near.next().ok_or_else(|| self.no_such_time()).and_then(|day| self.on(day))
    }

    fn day_in(self, year: i16) -> Option<Date> {
        Date::new(year, self.month.try_into().ok()?, self.day.try_into().ok()?).ok()
    }

    fn on(self, day: Date) -> Result<Instant, NoSuchTime> {
        let hour = i8::try_from(self.hour).map_err(|_| self.no_such_time())?;
        let minute = i8::try_from(self.minute).map_err(|_| self.no_such_time())?;
        let time = jiff::civil::Time::new(hour, minute, 0, 0).map_err(|_| self.no_such_time())?;
        let as_utc = day.to_datetime(time).to_zoned(jiff::tz::TimeZone::UTC);
        let as_utc = as_utc.map_err(|_| self.no_such_time())?;
        let behind = -i64::from(self.zone.offset_minutes());
        Ok(Instant::from(as_utc.timestamp()).plus_minutes(behind))
    }

    fn no_such_time(self) -> NoSuchTime {
        let Self { month, day, hour, minute, .. } = self;
        NoSuchTime { month, day, hour, minute }
    }
}
