//! Writing an archive out, byte for byte as it was read.

use std::fmt::Write as _;

use domain::chat::archive::{Archive, BULLET, Entry, MODERATOR, Part, Preamble};

use super::stamp::{date_text, stamp_text, time_text};

/// How far a header stands in.
pub(super) const HEADER_INDENT: usize = 2;
/// How much further in its words stand, and each quote in it.
pub(super) const DEEPER: usize = 2;

/// The archive as a text file. What [`super::read()`] read is written back byte for byte.
pub fn text(archive: &Archive) -> String {
    let Preamble { tag, blurb, date, start } = &archive.preamble;
    let mut lines = vec![format!("#{tag} Archive"), String::new()];
    lines.extend(blurb.iter().cloned());
    lines.extend([String::new(), date_text(*date), time_text(*start)]);
    if !archive.entries.is_empty() {
        lines.push(String::new());
    }
    for entry in &archive.entries {
        write_entry(&mut lines, entry, HEADER_INDENT);
    }
    let line_end = archive.line_end.text();
    let mut text = String::from(if archive.byte_order_mark { "\u{feff}" } else { "" });
    text.push_str(&lines.join(line_end));
    text.push_str(if archive.ends_with_newline { line_end } else { "" });
    text
}

fn write_entry(lines: &mut Vec<String>, entry: &Entry, indent: usize) {
    let flag = if entry.moderator { MODERATOR } else { "" };
    lines.push(format!("{:indent$}{BULLET} {}{flag} {}", "", entry.author, stamp_text(entry.stamp)));
    let inner = indent + DEEPER;
    lines.extend(entry.body.iter().map(|line| format!("{:inner$}{line}", "")));
    for part in &entry.parts {
        match part {
            Part::Quote(quote) => write_entry(lines, quote, inner),
            Part::Reply(names) => {
                let mut line = format!("{:inner$}In reply to ", "");
                for (at, name) in names.iter().enumerate() {
                    // Writing to a string cannot fail.
                    let _ = write!(line, "{}@{name}", if at == 0 { "" } else { ", " });
                }
                lines.push(line);
            }
        }
    }
}
