//! Evenings as an iCalendar file (RFC 5545), which calendar programs import or follow.
//!
//! Written here rather than by the `icalendar` crate, because that asks a clock and draws randomness while it
//! writes; the tests read with it what is written here.

use domain::Instant;

/// The longest line, in octets without its end (RFC 5545, 3.1).
const LONGEST_LINE: usize = 75;
/// What made the file (RFC 5545, 3.7.3).
const PRODUCT: &str = "-//Trolley//Evenings//EN";

/// A calendar of evenings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EveningCalendar {
    /// Its name.
    pub name: String,
    /// When it was written.
    pub written_at: Instant,
    /// Its evenings, in the order in which they are written.
    pub evenings: Vec<CalendarEvening>,
}

/// One evening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarEvening {
    /// What stays the same through every change of it: programs know it again by this.
    pub uid: String,
    /// Grows with every change.
    pub sequence: u32,
    /// When it begins.
    pub starts_at: Instant,
    /// When it ends.
    pub ends_at: Instant,
    /// What it is, in a line.
    pub summary: String,
    /// More on it; may be empty.
    pub description: String,
    /// Where it takes place.
    pub url: Option<String>,
    /// Whether it does not take place.
    pub is_cancelled: bool,
}

/// The calendar as an iCalendar file: lines end in CR LF, and none is longer than 75 octets.
pub fn write(calendar: &EveningCalendar) -> String {
    let mut out = String::new();
    line(&mut out, "BEGIN", "VCALENDAR");
    line(&mut out, "VERSION", "2.0");
    line(&mut out, "PRODID", PRODUCT);
    line(&mut out, "CALSCALE", "GREGORIAN");
    // The name twice: as RFC 7986 has it, and as programs before it look for it.
    line(&mut out, "NAME", &text(&calendar.name));
    line(&mut out, "X-WR-CALNAME", &text(&calendar.name));
    line(&mut out, "REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
    for evening in &calendar.evenings {
        write_evening(&mut out, evening, calendar.written_at);
    }
    line(&mut out, "END", "VCALENDAR");
    out
}

fn write_evening(out: &mut String, evening: &CalendarEvening, written_at: Instant) {
    line(out, "BEGIN", "VEVENT");
    line(out, "UID", &text(&evening.uid));
    line(out, "DTSTAMP", &date_time(written_at));
    line(out, "SEQUENCE", &evening.sequence.to_string());
    line(out, "DTSTART", &date_time(evening.starts_at));
    line(out, "DTEND", &date_time(evening.ends_at));
    line(out, "SUMMARY", &text(&evening.summary));
    if !evening.description.is_empty() {
        line(out, "DESCRIPTION", &text(&evening.description));
    }
    if let Some(url) = &evening.url {
        // An address has no escapes of its own here; what cannot stand in one would end the line.
        let address: String = url.chars().filter(char::is_ascii_graphic).collect();
        line(out, "URL", &address);
    }
    line(out, "STATUS", if evening.is_cancelled { "CANCELLED" } else { "CONFIRMED" });
    line(out, "END", "VEVENT");
}

/// A date and time in UTC: `20260302T200000Z` (RFC 5545, 3.3.5).
fn date_time(instant: Instant) -> String {
    instant.timestamp().strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Text with its escapes (RFC 5545, 3.3.11). Every kind of line end becomes one; other control characters,
/// which text cannot hold, are left out.
fn text(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for letter in words.replace("\r\n", "\n").chars() {
        match letter {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(letter);
            }
            '\n' | '\r' => out.push_str("\\n"),
            '\t' => out.push('\t'),
            control if control.is_control() => {}
            other => out.push(other),
        }
    }
    out
}

/// Adds a line, folded so that no part of it is too long and no character is cut (RFC 5545, 3.1).
fn line(out: &mut String, name: &str, value: &str) {
    let mut length = 0;
    for letter in name.chars().chain([':']).chain(value.chars()) {
        if length + letter.len_utf8() > LONGEST_LINE {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(letter);
        length += letter.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use icalendar::{Calendar, CalendarDateTime, Component as _, DatePerhapsTime, Event};
    use proptest::prelude::*;

    use super::*;

    fn evening() -> CalendarEvening {
        CalendarEvening {
            uid: "one@trolley".to_owned(),
            sequence: 3,
            // 2026-03-02, eight in the evening in London.
            starts_at: Instant(1_772_481_600_000),
            ends_at: Instant(1_772_485_200_000),
            summary: "#testchat: Burettes, beakers; and more".to_owned(),
            description: String::new(),
            url: Some("https://trolley.example/chats/one".to_owned()),
            is_cancelled: false,
        }
    }

    fn calendar(evenings: Vec<CalendarEvening>) -> EveningCalendar {
        EveningCalendar { name: "Test Network".to_owned(), written_at: Instant(1_772_400_000_000), evenings }
    }

    fn events(written: &str) -> Vec<Event> {
        let read: Calendar = written.parse().unwrap();
        read.components.iter().filter_map(|component| component.as_event().cloned()).collect()
    }

    fn seconds(when: &DatePerhapsTime) -> i64 {
        match when {
            DatePerhapsTime::DateTime(CalendarDateTime::Utc(at)) => at.timestamp(),
            other => panic!("not an instant in UTC: {other:?}"),
        }
    }

    #[test]
    fn an_evening_is_written_as_the_standard_has_it() {
        let put_off = CalendarEvening { is_cancelled: true, url: None, ..evening() };
        let expected = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Trolley//Evenings//EN\r\nCALSCALE:GREGORIAN\r\n\
            NAME:Test Network\r\nX-WR-CALNAME:Test Network\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n\
            BEGIN:VEVENT\r\nUID:one@trolley\r\nDTSTAMP:20260301T212000Z\r\nSEQUENCE:3\r\nDTSTART:20260302T200000Z\r\n\
            DTEND:20260302T210000Z\r\nSUMMARY:#testchat: Burettes\\, beakers\\; and more\r\nSTATUS:CANCELLED\r\n\
            END:VEVENT\r\nEND:VCALENDAR\r\n";
        assert_eq!(write(&calendar(vec![put_off])), expected);
    }

    #[test]
    fn no_line_can_be_smuggled_in() {
        let sly = CalendarEvening {
            summary: "Chat\r\nATTACH:https://elsewhere.example\rX:1\u{0}\u{85}".to_owned(),
            url: Some("https://trolley.example/\r\nATTACH:x y".to_owned()),
            ..evening()
        };
        let written = write(&calendar(vec![sly]));
        assert!(written.lines().all(|line| !line.starts_with("ATTACH") && !line.starts_with("X:1")));
        let read = events(&written);
        assert_eq!(read[0].get_summary().unwrap(), "Chat\nATTACH:https://elsewhere.example\nX:1");
        assert_eq!(read[0].get_url().unwrap(), "https://trolley.example/ATTACH:xy");
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back_by_another_program(
            summary in "[^\\p{Cc}]{0,200}",
            description in "[^\\p{Cc}\\s][^\\p{Cc}]{0,400}(\n[^\\p{Cc}]{0,80}){0,3}",
            sequence in any::<u32>(),
            starts_at in 0_i64..4_102_444_800,
            minutes in 5_i64..720,
            is_cancelled in any::<bool>(),
        ) {
            let one = CalendarEvening {
                sequence,
                starts_at: Instant(starts_at * 1_000),
                ends_at: Instant(starts_at * 1_000).plus_minutes(minutes),
                summary,
                description,
                is_cancelled,
                ..evening()
            };
            let written = write(&calendar(vec![one.clone(), evening()]));
            for line in written.split_terminator("\r\n") {
                prop_assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line:?}");
            }
            let read = events(&written);
            prop_assert_eq!(read.len(), 2);
            prop_assert_eq!(read[0].get_uid(), Some("one@trolley"));
            prop_assert_eq!(read[0].get_sequence(), Some(sequence));
            prop_assert_eq!(read[0].get_summary().unwrap_or_default(), &one.summary);
            prop_assert_eq!(read[0].get_description().unwrap(), &one.description);
            prop_assert_eq!(seconds(&read[0].get_start().unwrap()), starts_at);
            prop_assert_eq!(seconds(&read[0].get_end().unwrap()), starts_at + minutes * 60);
            let status = if is_cancelled { "CANCELLED" } else { "CONFIRMED" };
            prop_assert_eq!(read[0].property_value("STATUS"), Some(status));
        }
    }
}
