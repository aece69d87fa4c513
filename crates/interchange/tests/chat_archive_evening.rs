//! What leaves the house: an evening of our own as text that can be read again, and as a page that needs
//! nothing else.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeSet;

use domain::Instant;
use domain::chat::evening::{
    Brought, Evening, Gone, ListGroup, ListItem, Question, Quoted, Reply, Said, archive_of,
};
use domain::chat::reply::Certainty;
use interchange::chat_archive;
use proptest::prelude::*;

/// 8 pm in London on Monday 5 March 2018.
const EIGHT: Instant = Instant(1_520_280_000_000);

fn said(number: u32, author: &str, body: &[&str]) -> Said {
    Said {
        number,
        author: author.to_owned(),
        moderator: false,
        at: EIGHT.plus_minutes(i64::from(number)),
        body: body.iter().map(|line| (*line).to_owned()).collect(),
        question: None,
        reply: None,
        quotes: vec![],
        pinned: false,
        starred: false,
        brought: None,
        gone: None,
    }
}

fn reply_to(number: u32) -> Reply {
    Reply { to: Some(number), names: vec![], certainty: Certainty::Said }
}

fn quoted(of: &Said) -> Quoted {
    Quoted {
        message: Some(of.number),
        author: of.author.clone(),
        at: of.at,
        body: of.body.clone(),
        reply_names: vec![],
        quotes: of.quotes.clone(),
        gone: of.gone,
    }
}

fn evening(messages: Vec<Said>) -> Evening {
    Evening {
        network: "Test Network of Prep Rooms".to_owned(),
        tag: "PrepChat".parse().ok(),
        subject: "Small rooms".to_owned(),
        zone: "Europe/London".to_owned(),
        starts_at: EIGHT,
        ends_at: EIGHT.plus_minutes(60),
        revision: 2,
        published_at: Some(EIGHT.plus_minutes(3 * 24 * 60)),
        imported: false,
        questions: vec![],
        list: vec![],
        messages,
    }
}

/// An evening with everything in it.
fn full() -> Evening {
    let mut first =
        said(1, "prep_ann", &["Drawers with pictures on them #PrepChat", "See https://example.org/drawers."]);
    first.question = Some(1);
    first.starred = true;
    let mut second =
        said(2, "lab_bob", &["@prep_ann whose pictures? <script>alert('x')</script> & \"more\""]);
    second.moderator = true;
    second.reply = Some(reply_to(1));
    second.quotes = vec![quoted(&first)];
    let mut third = said(3, "tray_ted", &["Two deep"]);
    third.quotes = vec![quoted(&second)];
    third.question = Some(1);
    third.pinned = true;
    let mut hidden = said(4, "spam_sam", &["Goggles at half price"]);
    hidden.gone = Some(Gone::Hidden);
    let mut brought = said(5, "far_fay", &["We keep ours in jars"]);
    brought.brought = Some(Brought { by: "prep_ann".to_owned(), from: "the county list".to_owned() });
    let mut guessed = said(6, "glass_gwen", &["Jars break"]);
    guessed.reply =
        Some(Reply { to: Some(5), names: vec!["far_fay".to_owned()], certainty: Certainty::LatestOfSeveral });
    let mut outside = said(7, "glass_gwen", &["• not a header"]);
    outside.reply =
        Some(Reply { to: None, names: vec!["who_else".to_owned()], certainty: Certainty::NotFound });
    let mut back = said(8, "prep_ann", &["So we label twice"]);
    back.reply = Some(reply_to(2));
    let item = |words: &str, url: Option<&str>| ListItem {
        words: words.to_owned(),
        url: url.map(str::to_owned),
        credit: Some("prep_ann".to_owned()),
        message: Some(1),
    };
    Evening {
        questions: vec![
            Question {
                number: 1,
                words: "What saves you time?".to_owned(),
                asked_at: Some(EIGHT.plus_minutes(1)),
            },
            Question { number: 2, words: "And what costs it?".to_owned(), asked_at: None },
        ],
        list: vec![ListGroup {
            heading: "Storage".to_owned(),
            items: vec![
                item("A drawer plan", Some("https://example.org/drawers")),
                item("A trap", Some("javascript:alert(1)")),
            ],
        }],
        ..evening(vec![first, second, third, hidden, brought, guessed, outside, back])
    }
}

#[test]
fn an_evening_of_our_own_is_written_as_such_archives_are() {
    let text = chat_archive::text(&archive_of(&full(), &["Mondays at 8 pm".to_owned()]).unwrap());
    let expected = "\
#PrepChat Archive

Mondays at 8 pm

Monday March 5, 2018
8:00 PM GMT

  • prep_ann Mar 5 @ 8:01 PM GMT
    Drawers with pictures on them #PrepChat
    See https://example.org/drawers.
  • lab_bob - Moderator Mar 5 @ 8:02 PM GMT
    @prep_ann whose pictures? <script>alert('x')</script> & \"more\"
    • prep_ann Mar 5 @ 8:01 PM GMT
      Drawers with pictures on them #PrepChat
      See https://example.org/drawers.
    In reply to @prep_ann, @prep_ann
  • tray_ted Mar 5 @ 8:03 PM GMT
    Two deep
    • lab_bob Mar 5 @ 8:02 PM GMT
      @prep_ann whose pictures? <script>alert('x')</script> & \"more\"
      • prep_ann Mar 5 @ 8:01 PM GMT
        Drawers with pictures on them #PrepChat
        See https://example.org/drawers.
  • spam_sam Mar 5 @ 8:04 PM GMT
    [hidden by a moderator]
  • prep_ann Mar 5 @ 8:05 PM GMT
    #PrepChat (said in the county list)
    • far_fay Mar 5 @ 8:05 PM GMT
      We keep ours in jars
  • glass_gwen Mar 5 @ 8:06 PM GMT
    Jars break
    In reply to @far_fay
  • glass_gwen Mar 5 @ 8:07 PM GMT
    \\• not a header
    In reply to @who_else
  • prep_ann Mar 5 @ 8:08 PM GMT
    So we label twice
    In reply to @lab_bob
";
    assert_eq!(text, expected);
}

#[test]
fn a_zone_outside_the_table_is_written_in_utc_and_an_unknown_one_refused() {
    // India's time is half past one in the morning of the next day; its letters are several zones'.
    let india = Evening { zone: "Asia/Kolkata".to_owned(), ..full() };
    let text = chat_archive::text(&archive_of(&india, &[]).unwrap());
    assert!(text.contains("\nMonday March 5, 2018\n8:00 PM UTC\n"), "{text}");
    assert!(text.contains("\n\nTest Network of Prep Rooms: Small rooms\n\n"), "{text}");
    let sydney = Evening { zone: "Australia/Sydney".to_owned(), ..full() };
    let text = chat_archive::text(&archive_of(&sydney, &[]).unwrap());
    assert!(text.contains("\nTuesday March 6, 2018\n7:00 AM AEDT\n"), "{text}");
    let nowhere = Evening { zone: "Europe/Nowhere".to_owned(), ..full() };
    assert!(archive_of(&nowhere, &[]).is_err());
    assert!(chat_archive::html(&nowhere).is_err());
}

#[test]
fn people_whose_names_are_no_handles_get_some_and_keep_them_apart() {
    let names =
        ["A. Teacher", "ATeacher", "A-Teacher", "Ω", "Somebody with a very long name", "Somebody with a"];
    let messages = (1..).zip(names).map(|(number, name)| said(number, name, &["Hello"])).collect();
    let archive = archive_of(&evening(messages), &[]).unwrap();
    let authors: BTreeSet<String> = archive.entries.iter().map(|entry| entry.author.folded()).collect();
    assert_eq!(authors.len(), names.len());
    assert_eq!(archive.entries[1].author.as_str(), "ATeacher");
}

#[test]
fn json_says_what_it_is_and_reads_as_the_same_evening() {
    let text = chat_archive::json(&full()).unwrap();
    assert!(
        text.starts_with("{\n  \"format\": \"trolley-evening\",\n  \"version\": 1,\n")
            && text.ends_with("}\n")
    );
    assert_eq!(serde_json::from_str::<Evening>(&text).unwrap(), full());
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["messages"][0]["at"], serde_json::json!(EIGHT.plus_minutes(1).milliseconds()));
    assert_eq!(value["messages"][3]["gone"], "hidden");
    assert_eq!(value["messages"][5]["reply"]["certainty"], "latest_of_several");
}

/// The values of an attribute, in order.
fn attributes<'html>(html: &'html str, name: &str) -> Vec<&'html str> {
    let opening = format!(" {name}=\"");
    html.split(&opening).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn the_page_needs_nothing_from_elsewhere_and_its_links_lead_somewhere() {
    let html = chat_archive::html(&full()).unwrap();
    for foreign in [
        "<script",
        " src=",
        "<link",
        "@import",
        "url(",
        "javascript:alert(1)\"",
        "<form",
        "http-equiv=\"refresh",
    ] {
        assert!(!html.contains(foreign), "{foreign}");
    }
    let ids = attributes(&html, "id");
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "every id once");
    for href in attributes(&html, "href") {
        match href.strip_prefix('#') {
            Some(id) => assert!(unique.contains(id), "{href} leads nowhere"),
            None => assert!(href.starts_with("https://example.org/"), "{href}"),
        }
    }
    assert_eq!(
        html.matches("<a href=\"https://").count(),
        html.matches("rel=\"nofollow noreferrer\"").count()
    );
    for number in 1..=8 {
        assert!(unique.contains(format!("m{number}").as_str()));
    }
    assert!(unique.contains("q1-m1") && unique.contains("q1-m3"));
    for expected in
        ["lang=\"en-GB\"", "<main>", "<header>", "<nav ", "<footer>", "<title>Small rooms · Test Network"]
    {
        assert!(html.contains(expected), "{expected}");
    }
    let headings: Vec<&str> =
        html.split("<h").skip(1).map(|rest| &rest[..1]).filter(|level| "123".contains(level)).collect();
    assert_eq!(headings, ["1", "2", "3", "2", "3", "3", "2"]);
}

#[test]
fn the_page_says_what_was_said_and_what_is_only_guessed() {
    let html = chat_archive::html(&full()).unwrap();
    let says = |expected: &str| assert!(html.contains(expected), "{expected}\n{html}");
    says("&#60;script&#62;");
    says("Monday 5 March 2018, 20:00</time> to 21:00");
    says("Europe/London (GMT)");
    says("revision 2, published");
    says("8 messages by 6 people");
    says("This message was hidden by a moderator.");
    says("In reply to <a href=\"#m1\">prep_ann, 20:01</a></p>");
    says("Probably in reply to <a href=\"#m5\">far_fay, 20:06</a>".replace("20:06", "20:05").as_str());
    says("one of several it may be)");
    says("In reply to @who_else");
    says("Brought into the chat by prep_ann; said in the county list");
    says("This question was not reached.");
    assert!(!html.contains("Goggles at half price"));
    assert!(!html.contains("read from another service"));
    assert!(
        chat_archive::html(&Evening { imported: true, ..full() })
            .unwrap()
            .contains("read from another service")
    );
}

#[test]
fn an_evening_in_which_nothing_was_said_is_a_page_too() {
    let html = chat_archive::html(&evening(vec![])).unwrap();
    assert!(html.contains("Nothing was said.") && !html.contains("By question"));
    assert_eq!(archive_of(&evening(vec![]), &[]).unwrap().entries, []);
}

fn cases() -> u32 {
    // A case builds a whole evening; a twentieth of the budget is as much work.
    std::env::var("TROLLEY_FUZZ_CASES").map_or(200, |cases| cases.parse::<u32>().unwrap() / 20)
}

fn any_author() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec!["ann", "Ann", "bob", "A. Teacher", "erased", ""]).prop_map(str::to_owned),
        "\\PC{0,20}"
    ]
}

fn any_body() -> impl Strategy<Value = Vec<String>> {
    let line = prop_oneof![
        "\\PC{0,30}",
        " {0,6}(• |•|In reply to @|In reply to @ann|\\\\|@ann|@bob@ann|#Tag)[ -~]{0,20}",
        Just("    • ann Mar 5 @ 3:00 PM EST".to_owned()),
        Just("  In reply to @ann, @bob".to_owned()),
        Just("line\nbreak\r\nand\u{0}nought".to_owned()),
    ];
    proptest::collection::vec(line, 0..4)
}

fn any_gone() -> impl Strategy<Value = Option<Gone>> {
    prop::sample::select(vec![
        None,
        None,
        None,
        Some(Gone::Withdrawn),
        Some(Gone::Hidden),
        Some(Gone::Erased),
    ])
}

fn any_quotes() -> impl Strategy<Value = Vec<Quoted>> {
    let leaf = (
        any_author(),
        any_body(),
        any_gone(),
        -500_000_i64..100,
        proptest::collection::vec("[a-z_]{1,15}", 0..3),
    );
    let leaf = leaf.prop_map(|(author, body, gone, minutes, reply_names)| Quoted {
        message: None,
        author,
        at: EIGHT.plus_minutes(minutes),
        body,
        reply_names,
        quotes: vec![],
        gone,
    });
    let tree = leaf.prop_recursive(10, 12, 2, |inner| {
        (inner.clone(), proptest::collection::vec(inner, 0..3))
            .prop_map(|(quoted, quotes)| Quoted { quotes, ..quoted })
    });
    proptest::collection::vec(tree, 0..2)
}

fn any_said() -> impl Strategy<Value = Said> {
    let reply = proptest::option::of((
        1_u32..12,
        proptest::collection::vec("[A-Za-z_]{1,15}", 0..4),
        prop::sample::select(Certainty::ALL.to_vec()),
    ));
    let brought = proptest::option::of((any_author(), "\\PC{0,20}"));
    (any_author(), any::<bool>(), 0_i64..90, any_body(), reply, any_quotes(), brought, any_gone()).prop_map(
        |(author, moderator, minute, body, reply, quotes, brought, gone)| Said {
            moderator,
            at: EIGHT.plus_minutes(minute),
            body,
            reply: reply.map(|(to, names, certainty)| Reply { to: Some(to), names, certainty }),
            quotes,
            brought: brought.map(|(by, from)| Brought { by, from }),
            gone,
            ..said(0, &author, &[])
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_evening_written_as_text_is_read_again_as_it_was_written(messages in proptest::collection::vec(any_said(), 1..12), zone in prop::sample::select(vec!["Europe/London", "Asia/Kolkata", "America/New_York", "Australia/Adelaide"]), network in "\\PC{0,20}", subject in "\\PC{0,20}", blurb in proptest::collection::vec("\\PC{0,10}", 0..3), tagged in any::<bool>()) {
        let messages = (1..).zip(messages).map(|(number, message)| Said { number, ..message }).collect();
        let mut evening = Evening { zone: zone.to_owned(), network, subject, ..evening(messages) };
        evening.tag = evening.tag.filter(|_| tagged);
        let archive = archive_of(&evening, &blurb).unwrap();
        let text = chat_archive::text(&archive);
        let read = chat_archive::read(text.as_bytes());
        prop_assert_eq!(read, Ok(archive), "{}", text);
        prop_assert!(chat_archive::html(&evening).is_ok());
    }
}
