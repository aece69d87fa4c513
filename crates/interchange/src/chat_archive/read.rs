//! Reading a text archive. Every line is something or the file is refused, with the line.

use std::str::FromStr;

use domain::chat::archive::{
    Archive, BULLET, DEEPEST_QUOTE, Entry, IN_REPLY, LONGEST_LINE, LineEnd, MODERATOR, MOST_BYTES,
    MOST_ENTRIES, Part, Preamble, is_unwritable, reads_as_grammar,
};
use domain::chat::handle::{Handle, LONGEST_HANDLE};
use domain::chat::tag::Tag;
use domain::chat::zone::ZoneError;
use jiff::civil::Weekday;

use super::stamp::{StampError, read_date, read_stamp, read_time, weekday_name};
use super::text::{DEEPER, HEADER_INDENT};

/// Why a file is no archive.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct ChatArchiveError {
    /// The line, counted from 1. Where the file ends too early, the line that would have been next.
    pub line: usize,
    /// What is wrong with it.
    pub problem: Problem,
}

/// What is wrong with a line, and what was expected there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The file is too large.
    #[error("the file goes on past {} MiB, which is more than is read", MOST_BYTES / 1024 / 1024)]
    TooLarge,
    /// It holds too many messages.
    #[error("a file may hold {MOST_ENTRIES} messages and quotes, and this is one more")]
    TooManyEntries,
    /// The line is too long.
    #[error("the line is longer than {LONGEST_LINE} characters")]
    TooLong,
    /// It is not UTF-8.
    #[error("the line is not UTF-8 text; save the file as UTF-8")]
    NotUtf8,
    /// It holds a control character.
    #[error("the line holds the control character U+{:04X}; only tabs may stand in a line", u32::from(*.0))]
    ControlCharacter(char),
    /// Lines end in different ways.
    #[error("the line ends otherwise than the first one; let all lines end in one way")]
    MixedLineEnds,
    /// The file ends where more was expected.
    #[error("the file ends here, where {0} was expected")]
    Ends(&'static str),
    /// Something else stands here.
    #[error("expected {0}")]
    Expected(&'static str),
    /// The weekday is another.
    #[error("the date does not fall on that weekday but on a {}", weekday_name(*.0))]
    Weekday(Weekday),
    /// The zone is not in the table.
    #[error(transparent)]
    Zone(#[from] ZoneError),
    /// The line does not stand where anything of its kind would.
    #[error("the line stands {found} spaces in; {expected}")]
    Indent {
        /// The spaces before it.
        found: usize,
        /// What would stand where.
        expected: &'static str,
    },
    /// A quote lies too deep.
    #[error("a quote may lie {DEEPEST_QUOTE} deep, and this one lies deeper")]
    TooDeep,
    /// An empty line.
    #[error("the line is empty; messages follow each other without empty lines")]
    Empty,
}

const TITLE: &str = "the title, such as “#Tag Archive”";
const EMPTY: &str = "an empty line";
const BLURB: &str = "a line about who meets, and when";
const DATE: &str = "the date, such as “Monday March 5, 2018”";
const TIME: &str = "the time, such as “3:00 PM EST”";
const MESSAGE: &str = "a message, such as “  • handle Mar 5 @ 3:00 PM EST”";
const HEADER: &str = "a header, such as “• handle Mar 5 @ 3:00 PM EST” or “• handle - Moderator Mar 5 @ 3:00 PM \
    EST”; before text that begins with “•”, put a backslash";
const REPLY: &str = "names after “In reply to”, such as “In reply to @one, @two”; before text that begins \
    so, put a backslash";
const HEADER_PLACE: &str = "a header stands 2 spaces in, and 2 more for each depth of quoting; before text \
    that begins with “•”, put a backslash";
const REPLY_PLACE: &str = "a reply line stands as far in as the text it belongs to; before text that begins \
    with “In reply to @”, put a backslash";
const TEXT_PLACE: &str = "text stands below its header, 2 spaces further in, and before the quote and the \
    reply line";

/// Reads a text archive: UTF-8, with or without a byte order mark, lines all ending in one way.
pub fn read(bytes: &[u8]) -> Result<Archive, ChatArchiveError> {
    let file = FileText::of(bytes)?;
    let mut lines = Lines { lines: file.lines.iter(), number: 0 };
    let preamble = read_preamble(&mut lines)?;
    let entries = read_entries(&mut lines)?;
    Ok(Archive {
        preamble,
        entries,
        ends_with_newline: file.ends_with_newline,
        line_end: file.line_end,
        byte_order_mark: file.byte_order_mark,
    })
}

fn at(line: usize, problem: Problem) -> ChatArchiveError {
    ChatArchiveError { line, problem }
}

/// A file in lines, each fit to be read.
struct FileText<'bytes> {
    lines: Vec<&'bytes str>,
    ends_with_newline: bool,
    line_end: LineEnd,
    byte_order_mark: bool,
}

impl<'bytes> FileText<'bytes> {
    fn of(bytes: &'bytes [u8]) -> Result<Self, ChatArchiveError> {
        if bytes.len() > MOST_BYTES {
            return Err(at(line_of(bytes, MOST_BYTES), Problem::TooLarge));
        }
        let text = std::str::from_utf8(bytes)
            .map_err(|error| at(line_of(bytes, error.valid_up_to()), Problem::NotUtf8))?;
        let (text, byte_order_mark) =
            text.strip_prefix('\u{feff}').map_or((text, false), |text| (text, true));
        let first_end = text.find('\n').unwrap_or(0);
        let line_end = if text[..first_end].ends_with('\r') {
            LineEnd::CarriageReturnLineFeed
        } else {
            LineEnd::LineFeed
        };
        let ends_with_newline = text.ends_with('\n');
        let mut lines: Vec<&str> = text.split('\n').collect();
        let last = lines.pop().filter(|last| !last.is_empty());
        if line_end == LineEnd::CarriageReturnLineFeed {
            for (number, line) in (1..).zip(&mut lines) {
                *line = line.strip_suffix('\r').ok_or_else(|| at(number, Problem::MixedLineEnds))?;
            }
        }
        lines.extend(last);
        for (number, line) in (1..).zip(&lines) {
            check_line(line).map_err(|problem| at(number, problem))?;
        }
        Ok(Self { lines, ends_with_newline, line_end, byte_order_mark })
    }
}

fn line_of(bytes: &[u8], place: usize) -> usize {
    bytes[..place].split(|byte| *byte == b'\n').count()
}

fn check_line(line: &str) -> Result<(), Problem> {
    if line.len() > LONGEST_LINE && line.chars().count() > LONGEST_LINE {
        return Err(Problem::TooLong);
    }
    line.chars().find(|letter| is_unwritable(*letter)).map_or(Ok(()), |letter| {
        Err(if letter == '\r' { Problem::MixedLineEnds } else { Problem::ControlCharacter(letter) })
    })
}

/// The lines still to be read.
struct Lines<'text> {
    lines: std::slice::Iter<'text, &'text str>,
    /// The number of the last line taken.
    number: usize,
}

impl<'text> Lines<'text> {
    fn next(&mut self) -> Option<&'text str> {
        self.number += 1;
        self.lines.next().copied()
    }

    fn expect(&mut self, expected: &'static str) -> Result<&'text str, ChatArchiveError> {
        self.next().ok_or_else(|| at(self.number, Problem::Ends(expected)))
    }

    fn expect_empty(&mut self) -> Result<(), ChatArchiveError> {
        let line = self.expect(EMPTY)?;
        if line.is_empty() { Ok(()) } else { Err(self.problem(Problem::Expected(EMPTY))) }
    }

    fn problem(&self, problem: Problem) -> ChatArchiveError {
        at(self.number, problem)
    }

    fn stamp_problem(&self, error: StampError, expected: &'static str) -> ChatArchiveError {
        self.problem(match error {
            StampError::Form => Problem::Expected(expected),
            StampError::Weekday(weekday) => Problem::Weekday(weekday),
            StampError::Zone(zone) => Problem::Zone(zone),
        })
    }
}

fn read_preamble(lines: &mut Lines<'_>) -> Result<Preamble, ChatArchiveError> {
    let title = lines.expect(TITLE)?;
    let tag = title.strip_prefix('#').and_then(|title| title.strip_suffix(" Archive"));
    let tag = tag.and_then(|tag| Tag::from_str(tag).ok());
    let tag = tag.ok_or_else(|| lines.problem(Problem::Expected(TITLE)))?;
    lines.expect_empty()?;
    let mut blurb = Vec::new();
    loop {
        let line = lines.expect(if blurb.is_empty() { BLURB } else { EMPTY })?;
        match (line.is_empty(), blurb.is_empty()) {
            (true, true) => return Err(lines.problem(Problem::Expected(BLURB))),
            (true, false) => break,
            (false, _) => blurb.push(line.to_owned()),
        }
    }
    let date = lines.expect(DATE)?;
    let date = read_date(date).map_err(|error| lines.stamp_problem(error, DATE))?;
    let start = lines.expect(TIME)?;
    let start = read_time(start).map_err(|error| lines.stamp_problem(error, TIME))?;
    lines.expect_empty()?;
    Ok(Preamble { tag, blurb, date, start })
}

fn read_entries(lines: &mut Lines<'_>) -> Result<Vec<Entry>, ChatArchiveError> {
    let mut open = Open::default();
    let first = lines.expect(MESSAGE)?;
    if first.is_empty() {
        return Err(lines.problem(Problem::Expected(MESSAGE)));
    }
    let mut next = Some(first);
    while let Some(line) = next {
        let read = read_line(line).and_then(|line| open.take(line));
        read.map_err(|problem| lines.problem(problem))?;
        next = lines.next();
    }
    open.close(0);
    Ok(open.closed)
}

/// What a line is.
enum Line<'text> {
    Header { indent: usize, entry: Entry },
    Reply { indent: usize, names: Vec<Handle> },
    Text { indent: usize, line: &'text str },
}

fn read_line(line: &str) -> Result<Line<'_>, Problem> {
    if line.is_empty() {
        return Err(Problem::Empty);
    }
    let words = line.trim_start_matches(' ');
    let indent = line.len() - words.len();
    if !reads_as_grammar(words) {
        return Ok(Line::Text { indent, line });
    }
    if words.starts_with(IN_REPLY) {
        return Ok(Line::Reply { indent, names: read_names(words)? });
    }
    let header = words.strip_prefix(BULLET).and_then(|words| words.strip_prefix(' '));
    Ok(Line::Header { indent, entry: read_header(header.ok_or(Problem::Expected(HEADER))?)? })
}

fn read_names(words: &str) -> Result<Vec<Handle>, Problem> {
    let names = words.strip_prefix(IN_REPLY).ok_or(Problem::Expected(REPLY))?;
    let names: Result<_, _> = names.split(", @").map(Handle::from_str).collect();
    names.map_err(|_| Problem::Expected(REPLY))
}

fn read_header(words: &str) -> Result<Entry, Problem> {
    let length = words.find(' ').filter(|length| *length <= LONGEST_HANDLE);
    let (author, rest) = words.split_at(length.ok_or(Problem::Expected(HEADER))?);
    let author = author.parse().map_err(|_| Problem::Expected(HEADER))?;
    let (rest, moderator) = rest.strip_prefix(MODERATOR).map_or((rest, false), |rest| (rest, true));
    let stamp = rest.strip_prefix(' ').ok_or(Problem::Expected(HEADER))?;
    let stamp = read_stamp(stamp).map_err(|error| match error {
        StampError::Zone(zone) => Problem::Zone(zone),
        StampError::Form | StampError::Weekday(_) => Problem::Expected(HEADER),
    })?;
    Ok(Entry { author, moderator, stamp, body: Vec::new(), parts: Vec::new() })
}

/// The messages read, and the one being read with the quotes it is in: each lies in the one before it.
#[derive(Default)]
struct Open {
    closed: Vec<Entry>,
    stack: Vec<Entry>,
    entries: usize,
}

impl Open {
    fn take(&mut self, line: Line<'_>) -> Result<(), Problem> {
        match line {
            Line::Header { indent, entry } => self.header(indent, entry),
            Line::Reply { indent, names } => {
                let depth = Self::depth(indent, HEADER_INDENT + DEEPER);
                let depth = depth.filter(|depth| *depth < self.stack.len());
                let depth = depth.ok_or(Problem::Indent { found: indent, expected: REPLY_PLACE })?;
                self.close(depth + 1);
                if let Some(entry) = self.stack.last_mut() {
                    entry.parts.push(Part::Reply(names));
                }
                Ok(())
            }
            Line::Text { indent, line } => {
                let place = Problem::Indent { found: indent, expected: TEXT_PLACE };
                let inner = HEADER_INDENT + DEEPER * self.stack.len();
                match self.stack.last_mut() {
                    Some(entry) if indent >= inner && entry.parts.is_empty() => {
                        entry.body.push(line[inner..].to_owned());
                        Ok(())
                    }
                    Some(_) => Err(place),
                    None => Err(Problem::Expected(MESSAGE)),
                }
            }
        }
    }

    fn header(&mut self, indent: usize, entry: Entry) -> Result<(), Problem> {
        let depth = Self::depth(indent, HEADER_INDENT).filter(|depth| *depth <= self.stack.len());
        let depth = depth.ok_or(Problem::Indent { found: indent, expected: HEADER_PLACE })?;
        if depth > DEEPEST_QUOTE {
            return Err(Problem::TooDeep);
        }
        self.entries += 1;
        if self.entries > MOST_ENTRIES {
            return Err(Problem::TooManyEntries);
        }
        self.close(depth);
        self.stack.push(entry);
        Ok(())
    }

    /// The depth of a line that stands `indent` spaces in where depth 0 stands `outermost` in.
    fn depth(indent: usize, outermost: usize) -> Option<usize> {
        let deeper = indent.checked_sub(outermost)?;
        (deeper % DEEPER == 0).then_some(deeper / DEEPER)
    }

    /// Closes what lies deeper than the first `keep` that are open.
    fn close(&mut self, keep: usize) {
        while self.stack.len() > keep {
            let Some(entry) = self.stack.pop() else { return };
            match self.stack.last_mut() {
                Some(holder) => holder.parts.push(Part::Quote(entry)),
                None => self.closed.push(entry),
            }
        }
    }
}
