//! What a person relies on when they bring an evening's archive, and when they take it away again.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use domain::chat::archive::{
    Archive, Counts, DEEPEST_QUOTE, LONGEST_LINE, LineEnd, MOST_BYTES, MOST_ENTRIES,
};
use domain::chat::erasure::{self, Touched};
use domain::chat::evening::{Evening, archive_of};
use domain::chat::handle::Handle;
use domain::chat::reply::{self, Certainty, ParentRef};
use interchange::chat_archive;
use proptest::prelude::*;

const TWIN: &str = include_str!("fixtures/chat-archive-twin.txt");

/// The archive that people brought, where it lies beside the project.
fn brought() -> Option<String> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let shared = std::env::var_os("TROLLEY_SHARED").map_or_else(beside, PathBuf::from);
    std::fs::read_to_string(shared.join("seeds/asechat-2018-03-05.txt")).ok()
}

/// The made-up archive, and the one that people brought.
fn archives() -> Vec<String> {
    std::iter::once(TWIN.to_owned()).chain(brought()).collect()
}

fn read(text: &str) -> Archive {
    chat_archive::read(text.as_bytes()).unwrap()
}

fn refused(text: &str) -> (usize, String) {
    let error = chat_archive::read(text.as_bytes()).unwrap_err();
    (error.line, error.to_string())
}

/// A file with these lines below the preamble, which takes lines 1 to 7.
fn with_messages(lines: &[&str]) -> String {
    format!(
        "#Test Archive\n\nTests meet here.\n\nMonday March 5, 2018\n3:00 PM EST\n\n{}\n",
        lines.join("\n")
    )
}

const ANN: &str = "  • prep_ann Mar 5 @ 3:00 PM EST";

#[test]
fn the_archives_hold_what_they_were_counted_to_hold() {
    let expected = [
        // By hand from the fixture: its header lines, those further in, its reply lines, its names.
        Counts { messages: 27, quotes: 7, replies: 11, authors: 12, moderators: 2 },
        // Counted by those who brought it.
        Counts { messages: 64, quotes: 15, replies: 31, authors: 22, moderators: 2 },
    ];
    for (text, expected) in archives().iter().zip(expected) {
        assert_eq!(read(text).counts(), expected);
    }
}

#[test]
fn what_is_read_is_written_byte_for_byte() {
    for text in archives() {
        let windows = format!("\u{feff}{}\r\n", text.replace('\n', "\r\n"));
        for text in [text.clone(), format!("{text}\n"), windows] {
            assert_eq!(chat_archive::text(&read(&text)), text);
        }
    }
    let archive = read(&format!("\u{feff}{}", TWIN.replace('\n', "\r\n")));
    assert!(archive.byte_order_mark && !archive.ends_with_newline);
    assert_eq!(archive.line_end, LineEnd::CarriageReturnLineFeed);
}

#[test]
fn what_is_kept_as_json_is_the_same_archive() {
    for text in archives() {
        let kept = serde_json::to_string(&read(&text)).unwrap();
        let archive: Archive = serde_json::from_str(&kept).unwrap();
        assert_eq!(chat_archive::text(&archive), text);
    }
}

#[test]
fn a_file_cut_anywhere_is_refused_with_its_line_or_is_whole_as_far_as_it_goes() {
    for text in archives() {
        let preamble_ends = text.find("  •").unwrap();
        // Every byte of our own file always; of the longer one in the long checks.
        let step = if text == TWIN || std::env::var_os("TROLLEY_LONG").is_some() { 1 } else { 7 };
        for cut in (0..text.len()).step_by(step) {
            let bytes = &text.as_bytes()[..cut];
            let lines = bytes.split(|byte| *byte == b'\n').count();
            match chat_archive::read(bytes) {
                Ok(archive) => {
                    assert!(cut > preamble_ends, "read without a message at {cut}");
                    assert_eq!(chat_archive::text(&archive).as_bytes(), bytes, "cut at {cut}");
                }
                // What is missing is missing on the last line, or on the one that would be next.
                Err(error) => assert!((lines..=lines + 1).contains(&error.line), "{error} at {cut}"),
            }
        }
    }
}

#[test]
fn the_parents_of_replies_are_found_as_surely_as_can_be() {
    use Certainty::{LatestOfSeveral, MentionsReplier, Only};
    // Worked out on paper, by the line of the reply: the line of the parent's header.
    let expected = [
        (16, 10, LatestOfSeveral),
        (23, 17, Only),
        (26, 21, MentionsReplier),
        (46, 24, Only),
        (54, 49, Only),
        (57, 52, Only),
        // Line 31 fits too, and does not name who replied.
        (64, 44, MentionsReplier),
        // Lines 24 and 62 fit equally.
        (67, 62, LatestOfSeveral),
        (72, 65, Only),
    ];
    let lines: Vec<&str> = TWIN.lines().collect();
    let headers: Vec<usize> =
        (1..).zip(&lines).filter(|(_, line)| line.starts_with("  • ")).map(|(number, _)| number).collect();
    let found = replies_by_line(TWIN);
    let found: Vec<_> = found
        .into_iter()
        .map(|(line, inferred)| {
            let (parent, certainty) = inferred.unwrap();
            let header = match parent {
                ParentRef::Message(at) => headers[at],
                ParentRef::Quoted { message, block } => headers[message] + 2 + block,
            };
            (line, header, certainty)
        })
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn the_brought_archive_s_replies_are_as_sure_as_was_found() {
    let Some(text) = brought() else { return };
    let found = replies_by_line(&text);
    let of = |certainty: Certainty| {
        let lines = found.iter().filter(|(_, inferred)| inferred.is_some_and(|(_, sure)| sure == certainty));
        lines.map(|(line, _)| *line).collect::<Vec<_>>()
    };
    assert_eq!(found.len(), 25);
    assert_eq!(of(Certainty::Only).len(), 12);
    assert_eq!(of(Certainty::MentionsReplier).len(), 5);
    assert_eq!(of(Certainty::LatestOfSeveral), [16, 43, 57, 109, 114, 128, 145, 162]);
    let outside =
        found.iter().filter(|(_, inferred)| matches!(inferred, Some((ParentRef::Quoted { .. }, _))));
    assert_eq!(outside.map(|(line, _)| *line).collect::<Vec<_>>(), [122]);
}

/// What was inferred for the messages with reply lines, by the number of that line.
fn replies_by_line(text: &str) -> Vec<(usize, Option<(ParentRef, Certainty)>)> {
    let (mut found, mut message) = (vec![], 0);
    let inferred = reply::infer(&read(text));
    for (number, line) in (1..).zip(text.lines()) {
        message += usize::from(line.starts_with("  • "));
        if line.starts_with("    In reply to @") {
            let inferred = inferred[message - 1].map(|inferred| (inferred.parent, inferred.certainty));
            found.push((number, inferred));
        }
    }
    found
}

#[test]
fn quotes_of_archived_messages_lead_to_them() {
    // The lines of the quotes' headers and of the headers of what they quote, looked up by hand.
    let twin = [(35, 31), (39, 33), (41, 31), (77, 68)];
    let real =
        [(65, 53), (72, 53), (86, 58), (93, 63), (95, 53), (148, 126), (181, 175), (185, 177), (189, 175)];
    for (text, expected) in archives().iter().zip([twin.as_slice(), real.as_slice()]) {
        let evening = Evening::of_archive(&read(text), "Test Network", "Europe/London").unwrap();
        let lines: Vec<(usize, &str)> = (1..).zip(text.lines()).filter(|(_, line)| is_header(line)).collect();
        let top: Vec<usize> =
            lines.iter().filter(|(_, line)| line.starts_with("  • ")).map(|(number, _)| *number).collect();
        let mut linked = vec![];
        for said in &evening.messages {
            visit(&said.quotes, &mut |quote| {
                linked.push(quote.message.map(|number| top[number as usize - 1]));
            });
        }
        let quotes = lines.iter().filter(|(_, line)| !line.starts_with("  • ")).map(|(number, _)| *number);
        let linked: Vec<(usize, usize)> =
            quotes.zip(linked).filter_map(|(quote, parent)| Some((quote, parent?))).collect();
        assert_eq!(linked, expected);
    }
}

fn is_header(line: &str) -> bool {
    line.trim_start().starts_with("• ")
}

fn visit(quotes: &[domain::chat::evening::Quoted], look: &mut dyn FnMut(&domain::chat::evening::Quoted)) {
    for quote in quotes {
        look(quote);
        visit(&quote.quotes, look);
    }
}

#[test]
fn an_evening_begins_when_it_began_in_the_zone_it_is_stamped_in() {
    let evening = Evening::of_archive(&read(TWIN), "Test Network", "Europe/London").unwrap();
    // 15:00 five hours behind UTC.
    assert_eq!(evening.starts_at.to_string(), "2018-03-05T20:00:00Z");
    assert_eq!(evening.ends_at.to_string(), "2018-03-05T21:00:00Z");
    assert_eq!(evening.messages[1].quotes[0].at.to_string(), "2018-03-05T15:52:00Z");
    assert!(evening.imported && evening.tag.unwrap().as_str() == "PrepChat");
}

#[test]
fn an_imported_evening_goes_out_as_it_came_in() {
    for text in archives() {
        let archive = read(&text);
        // The zone whose winter time the archive is stamped in.
        let evening = Evening::of_archive(&archive, "Test Network", "America/New_York").unwrap();
        let out = archive_of(&evening, &archive.preamble.blurb).unwrap();
        assert_eq!(chat_archive::text(&out), format!("{text}\n"));
        let json: Evening = serde_json::from_str(&chat_archive::json(&evening).unwrap()).unwrap();
        assert_eq!(json, evening);
    }
}

/// What erasing each name of a file should touch, counted line by line without reading its grammar.
fn plain_counts(text: &str) -> BTreeMap<String, Touched> {
    let lines: Vec<&str> = text.lines().skip(7).collect();
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let author = |line: &str| line.trim_start().split(' ').nth(1).unwrap().to_lowercase();
    let names = |line: &str| -> Vec<String> {
        line.split('@').skip(1).map(|name| name.trim_end_matches(", ").to_lowercase()).collect()
    };
    let mut everybody: Vec<String> = vec![];
    for line in &lines {
        if is_header(line) {
            everybody.push(author(line));
        } else if line.trim_start().starts_with("In reply to @") {
            everybody.extend(names(line));
        }
    }
    let mut counts = BTreeMap::new();
    for person in everybody {
        let mut touched = Touched::default();
        for (at, line) in lines.iter().enumerate() {
            if is_header(line) {
                let is_quote = usize::from(indent(line) > 2);
                let theirs = usize::from(author(line) == person);
                touched.messages += theirs * (1 - is_quote);
                touched.quotes += theirs * is_quote;
                continue;
            }
            // The header that this line belongs to is the last one that stands two spaces less far in.
            let header =
                lines[..at].iter().rev().find(|other| is_header(other) && indent(other) + 2 == indent(line));
            if author(header.unwrap()) == person {
                continue;
            }
            if line.trim_start().starts_with("In reply to @") {
                touched.reply_lines += usize::from(names(line).contains(&person));
            } else {
                let line = line.to_lowercase();
                let named = line.match_indices(&format!("@{person}")).any(|(start, found)| {
                    let next = line[start + found.len()..].chars().next();
                    !next.is_some_and(|next| next.is_ascii_alphanumeric() || next == '_')
                });
                touched.mentions += usize::from(named);
            }
        }
        counts.insert(person, touched);
    }
    counts
}

#[test]
fn erasing_anybody_touches_what_a_plain_count_finds_and_leaves_nothing_of_them() {
    for text in archives() {
        let counts = plain_counts(&text);
        for (person, expected) in &counts {
            let handle: Handle = person.parse().unwrap();
            let mut archive = read(&text);
            let before = archive.counts();
            assert_eq!(erasure::erase(&mut archive, &handle), *expected);
            let erased = chat_archive::text(&archive);
            assert!(!plain_counts(&erased).contains_key(person));
            assert_eq!(read(&erased), archive);
            let after = archive.counts();
            assert_eq!((after.messages, after.quotes), (before.messages, before.quotes));
            assert_eq!(erasure::erase(&mut archive, &handle), Touched::default());

            let mut evening = Evening::of_archive(&read(&text), "Test Network", "Europe/London").unwrap();
            let parents = |evening: &Evening| -> Vec<Option<u32>> {
                evening.messages.iter().map(|said| said.reply.as_ref().and_then(|reply| reply.to)).collect()
            };
            let answered = parents(&evening);
            assert_eq!(erasure::erase_from_evening(&mut evening, &handle), *expected);
            assert_eq!(parents(&evening), answered);
            let html = chat_archive::html(&evening).unwrap().to_lowercase();
            assert!(!html.contains(&format!("@{person}<")) && !html.contains(&format!(">{person}<")));
        }
    }
}

#[test]
fn the_brought_archive_s_two_examples_are_touched_as_was_counted() {
    let Some(text) = brought() else { return };
    let active = Touched { messages: 4, quotes: 2, reply_lines: 2, ..Touched::default() };
    let only_named = Touched { reply_lines: 1, mentions: 1, ..Touched::default() };
    for expected in [active, only_named] {
        let people = plain_counts(&text).into_iter().filter(|(_, touched)| *touched == expected);
        for (person, _) in people.collect::<BTreeMap<_, _>>() {
            let mut archive = read(&text);
            assert_eq!(erasure::erase(&mut archive, &person.parse().unwrap()), expected);
        }
    }
    assert!(plain_counts(&text).values().any(|touched| *touched == active));
    assert!(plain_counts(&text).values().any(|touched| *touched == only_named));
}

#[test]
fn the_twin_s_people_are_touched_as_counted_on_paper() {
    let counts = plain_counts(TWIN);
    let active = Touched { messages: 2, quotes: 1, reply_lines: 4, ..Touched::default() };
    assert_eq!(counts["glass_gwen"], active);
    let only_named = Touched { reply_lines: 1, mentions: 1, ..Touched::default() };
    assert_eq!(counts["biscuit_bill"], only_named);
}

#[test]
fn other_zones_are_read_by_the_table_and_unknown_ones_refused_with_their_line() {
    for (zone, expected) in [
        ("EST", "2018-03-05T20:00:00Z"),
        ("GMT", "2018-03-05T15:00:00Z"),
        ("BST", "2018-03-05T14:00:00Z"),
        ("CET", "2018-03-05T14:00:00Z"),
        ("NZDT", "2018-03-05T02:00:00Z"),
        ("ACDT", "2018-03-05T04:30:00Z"),
    ] {
        let archive = read(&TWIN.replace("EST", zone));
        assert_eq!(archive.starts_at().unwrap().to_string(), expected, "{zone}");
        assert_eq!(archive.entries[0].instant(&archive.preamble).unwrap().to_string(), expected, "{zone}");
    }
    for (zone, said) in [("XYZ", "not known"), ("ET", "EST or EDT"), ("IST", "Ireland"), ("est", "not known")]
    {
        let header = format!("    • lab_bob Mar 5 @ 2:59 PM {zone}");
        let (line, message) = refused(&with_messages(&[ANN, "    Words.", &header]));
        assert_eq!(line, 10);
        assert!(message.contains(zone) && message.contains(said) && message.contains("EST"), "{message}");
    }
}

#[test]
fn the_year_of_a_stamp_is_that_of_the_evening_around_new_year_too() {
    let archive = |date: &str, stamp: &str| {
        read(&format!("#Test Archive\n\nTests.\n\n{date}\n3:00 PM UTC\n\n  • prep_ann {stamp}\n"))
    };
    let at = |date: &str, stamp: &str| {
        let archive = archive(date, stamp);
        archive.entries[0].instant(&archive.preamble).unwrap().to_string()
    };
    let (january, december) = ("Tuesday January 2, 2018", "Sunday December 31, 2017");
    assert_eq!(at(january, "Dec 31 @ 11:59 PM UTC"), "2017-12-31T23:59:00Z");
    assert_eq!(at(december, "Jan 1 @ 12:05 AM UTC"), "2018-01-01T00:05:00Z");
    assert_eq!(at(january, "Jan 2 @ 12:05 PM UTC"), "2018-01-02T12:05:00Z");
    // Half a year away it can only have been said before.
    assert_eq!(at(january, "Jul 1 @ 9:00 AM UTC"), "2017-07-01T09:00:00Z");
    assert_eq!(at(january, "Feb 29 @ 9:00 AM UTC"), "2016-02-29T09:00:00Z");
}

#[test]
fn texts_of_several_lines_and_several_quotes_are_read() {
    let text = with_messages(&[
        ANN,
        "    One.",
        "    ",
        "      Two, further in.",
        "    • lab_bob Mar 5 @ 2:59 PM EST",
        "      Three.",
        "      In reply to @prep_ann",
        "    • lab_bob Mar 5 @ 2:58 PM EST",
        "    In reply to @lab_bob, @LAB_BOB",
        "  • lab_bob - Moderator Mar 5 @ 12:00 AM EST",
    ]);
    let archive = read(&text);
    assert_eq!(archive.entries[0].body, ["One.", "", "  Two, further in."]);
    assert_eq!(archive.counts(), Counts { messages: 2, quotes: 2, replies: 2, authors: 2, moderators: 1 });
    assert_eq!(archive.entries[1].stamp.hour, 0);
    assert_eq!(chat_archive::text(&archive), text);
}

#[test]
fn what_is_no_archive_is_refused_with_the_line_and_what_was_expected() {
    let cases: &[(&[&str], usize, &str)] = &[
        (&["", ANN], 8, "a message"),
        (&["Words."], 8, "a message"),
        (&[ANN, "", ANN], 9, "empty"),
        (&[ANN, "  Words."], 9, "2 spaces"),
        (&["    • prep_ann Mar 5 @ 3:00 PM EST"], 8, "header stands"),
        (&[ANN, "      • lab_bob Mar 5 @ 3:00 PM EST"], 9, "header stands"),
        (&[ANN, "   • lab_bob Mar 5 @ 3:00 PM EST"], 9, "header stands"),
        (&[ANN, "    • beakers"], 9, "backslash"),
        (&[ANN, "    •"], 9, "backslash"),
        (&[ANN, "      In reply to @lab_bob"], 9, "reply line stands"),
        (&[ANN, "    In reply to @lab_bob: yes"], 9, "backslash"),
        (&[ANN, "    In reply to @lab_bob, @"], 9, "names"),
        (&[ANN, "    In reply to @lab_bob", "    Words."], 10, "text stands"),
        (&["  • prep_ann - moderator Mar 5 @ 3:00 PM EST"], 8, "header"),
        (&["  • prep_ann_prep_ann Mar 5 @ 3:00 PM EST"], 8, "header"),
        (&["  • prep_ann Mar 05 @ 3:00 PM EST"], 8, "header"),
        (&["  • prep_ann Feb 30 @ 3:00 PM EST"], 8, "header"),
        (&["  • prep_ann Mar 5 @ 13:00 PM EST"], 8, "header"),
        (&["  • prep_ann Mar 5 @ 0:30 AM EST"], 8, "header"),
        (&["  • prep_ann Mar 5 @ 3:60 PM EST"], 8, "header"),
        (&[ANN, "    A bell: \u{7}"], 9, "U+0007"),
        (&[ANN, "    Words.\r", ANN], 9, "ends otherwise"),
    ];
    for (lines, line, expected) in cases {
        let (found, message) = refused(&with_messages(lines));
        assert_eq!(found, *line, "{lines:?}: {message}");
        assert!(message.contains(expected), "{lines:?}: {message}");
        assert!(message.starts_with(&format!("line {line}: ")));
    }
    let head = with_messages(&[ANN]);
    for (from, to, line, expected) in [
        ("#Test", "Test", 1, "title"),
        ("Archive\n\n", "Archive\n", 2, "empty line"),
        ("Tests meet here.\n", "\n", 3, "who meets"),
        ("Monday", "Tuesday", 5, "Monday"),
        ("March 5", "March 32", 5, "date"),
        ("3:00 PM EST\n\n", "3 PM EST\n\n", 6, "time"),
        ("3:00 PM EST\n\n", "3:00 PM LMT\n\n", 6, "LMT"),
    ] {
        let (found, message) = refused(&head.replacen(from, to, 1));
        assert_eq!(found, line, "{to}: {message}");
        assert!(message.contains(expected), "{to}: {message}");
    }
    assert_eq!(refused("").0, 1);
    let error = chat_archive::read(b"#Test Archive\n\n\xff\n").unwrap_err();
    assert_eq!((error.line, error.to_string().contains("UTF-8")), (3, true));
}

#[test]
fn an_archive_has_its_limits() {
    let deep = |depth: usize| -> String {
        let headers = (0..=depth).map(|depth| format!("{:1$}{ANN}", "", 2 * depth));
        let lines: Vec<String> = headers.collect();
        with_messages(&lines.iter().map(String::as_str).collect::<Vec<_>>())
    };
    assert_eq!(read(&deep(DEEPEST_QUOTE)).counts().quotes, DEEPEST_QUOTE);
    assert_eq!(refused(&deep(DEEPEST_QUOTE + 1)).0, 8 + DEEPEST_QUOTE + 1);

    let long = |length: usize| with_messages(&[ANN, &format!("    {}", "é".repeat(length - 4))]);
    assert_eq!(read(&long(LONGEST_LINE)).entries.len(), 1);
    assert_eq!(refused(&long(LONGEST_LINE + 1)).0, 9);

    assert_eq!(read(&with_messages(&vec![ANN; MOST_ENTRIES])).entries.len(), MOST_ENTRIES);
    assert_eq!(refused(&with_messages(&vec![ANN; MOST_ENTRIES + 1])).0, 8 + MOST_ENTRIES);

    let (line, message) = refused(&"\n".repeat(MOST_BYTES + 1));
    assert_eq!(line, MOST_BYTES + 1);
    assert!(message.contains("16 MiB"), "{message}");
}

/// Reads bytes that may be anything: what reads is written back as it was, an error names a line there is.
fn check(bytes: &[u8]) -> bool {
    match chat_archive::read(bytes) {
        Ok(archive) => {
            assert_eq!(chat_archive::text(&archive).as_bytes(), bytes);
            let evening = Evening::of_archive(&archive, "Test Network", "Europe/London").unwrap();
            assert_eq!(evening.messages.len(), archive.entries.len());
            true
        }
        Err(error) => {
            let lines = bytes.split(|byte| *byte == b'\n').count();
            assert!((1..=lines + 1).contains(&error.line), "{error}");
            assert!(error.to_string().len() > 15);
            false
        }
    }
}

fn cases() -> u32 {
    std::env::var("TROLLEY_FUZZ_CASES")
        .map_or(1000, |cases| cases.parse().expect("TROLLEY_FUZZ_CASES is a number"))
}

/// What a damaged file gains: bytes, and pieces of the grammar in wrong places.
fn damage() -> impl Strategy<Value = Vec<u8>> {
    let pieces: Vec<&[u8]> = vec![
        b"\n",
        b"\r\n",
        b"  ",
        b"    ",
        b"\n    ",
        "• ".as_bytes(),
        "\n    • x Mar 5 @ 3:00 PM EST".as_bytes(),
        "\n  • y - Moderator Dec 31 @ 12:59 AM BST".as_bytes(),
        b"In reply to @",
        b"\n    In reply to @a, @b",
        b", @",
        b" - Moderator",
        b" @ ",
        b"AM",
        b"EST",
        b"ET",
        b"#",
        b"\\",
        b"\xef\xbb\xbf",
        b"\xff",
        b"\0",
        b"Feb 29",
        b"12:00",
        b"https://example.org/(a).",
        b"@a@b#c",
    ];
    prop_oneof![
        any::<u8>().prop_map(|byte| vec![byte]),
        prop::sample::select(pieces).prop_map(<[u8]>::to_vec)
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_archive_is_read_or_refused(start in any::<prop::sample::Index>(), length in 0_usize..2000, changes in proptest::collection::vec((any::<prop::sample::Index>(), damage(), 0_usize..8), 0..6)) {
        // The preamble and a stretch of the messages, so that a case is quick.
        let headers: Vec<usize> = TWIN.match_indices("  • ").map(|(at, _)| at).filter(|at| TWIN.as_bytes()[at - 1] == b'\n').collect();
        let start = headers[start.index(headers.len())];
        let mut bytes = TWIN.as_bytes()[..headers[0]].to_vec();
        bytes.extend(TWIN.as_bytes()[start..].iter().take(length));
        for (at, piece, taken) in changes {
            let at = at.index(bytes.len());
            let end = bytes.len().min(at + taken);
            bytes.splice(at..end, piece);
        }
        check(&bytes);
    }
}

#[test]
fn any_bytes_are_refused_or_read() {
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases: cases() / 10,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let bytes = proptest::collection::vec(any::<u8>(), 0..500);
    runner
        .run(&bytes, |bytes| {
            check(&bytes);
            Ok(())
        })
        .unwrap();
}
