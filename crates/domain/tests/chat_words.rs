//! What readers of a chat rely on in its words: names, tags, links, zones, handles.

use domain::Instant;
use domain::chat::handle::{Handle, HandleError};
use domain::chat::reply::Certainty;
use domain::chat::tag::Tag;
use domain::chat::words::{self, Piece};
use domain::chat::zone::{Zone, ZoneError, ZoneSource};
use jiff::tz::TimeZone;
use proptest::prelude::*;

fn names(text: &str) -> Vec<String> {
    words::mentions(text).into_iter().map(|mention| mention.name.to_string()).collect()
}

fn tags(text: &str) -> Vec<String> {
    words::tags(text).iter().map(Tag::to_string).collect()
}

fn links(text: &str) -> Vec<String> {
    words::links(text).into_iter().map(|link| link.url).collect()
}

#[test]
fn names_are_found_in_order_and_glued_together_but_not_in_addresses() {
    for (text, expected) in [
        ("@ann and @Ann, (@bob)", vec!["ann", "Ann", "bob"]),
        ("seen @one@two#three", vec!["one", "two"]),
        ("“@ann” said: @the Guild", vec!["ann", "the"]),
        ("write to ann@example.org or first.last@example.org", vec![]),
        ("isn’t that right, @biscuit_bill?", vec!["biscuit_bill"]),
        ("@ alone, @@ann, @abcdefghijklmnop too long", vec!["ann"]),
        ("https://example.org/@ann", vec![]),
        ("né@ann", vec![]),
    ] {
        assert_eq!(names(text), expected, "{text}");
    }
    let text = "so @ann says";
    let found = &words::mentions(text)[0];
    assert_eq!(&text[found.at.clone()], "@ann");
}

#[test]
fn tags_are_found_wherever_they_stand() {
    assert_eq!(
        tags("#PrepChat first, last and doubled? yes#no strategy?#prepchat (#Füller)"),
        ["PrepChat", "prepchat", "Füller"]
    );
    assert_eq!(tags("the #1 rule, C#sharp, https://example.org/page#part"), Vec::<String>::new());
    let (one, other): (Tag, Tag) = ("PrepChat".parse().unwrap(), "prepCHAT".parse().unwrap());
    assert!(one.same_as(&other) && one != other);
    assert_eq!(Tag::typed(" #PrepChat ").unwrap(), one);
    for wrong in ["", "a b", "a-b", "#", &"a".repeat(51)] {
        assert!(wrong.parse::<Tag>().is_err(), "{wrong}");
    }
}

#[test]
fn links_end_where_the_address_does() {
    for (text, expected) in [
        ("see https://example.org/a. And", vec!["https://example.org/a"]),
        (
            "(https://example.org/a_(b)), “http://example.org”",
            vec!["https://example.org/a_(b)", "http://example.org"],
        ),
        ("https://example.org/a?b=c&d#e!", vec!["https://example.org/a?b=c&d#e"]),
        (
            "two: HTTPS://Example.org http://localhost:8080/x…",
            vec!["HTTPS://Example.org", "http://localhost:8080/x"],
        ),
        (
            "ftp://example.org javascript://example.org https://nodot https://.org https://a:b@example.org",
            vec![],
        ),
        ("https:// and http", vec![]),
        ("https://example.org:99999/", vec![]),
    ] {
        assert_eq!(links(text), expected, "{text}");
    }
}

#[test]
fn a_text_comes_apart_in_pieces() {
    assert_eq!(
        words::pieces("Hi @ann: #yes https://example.org/x."),
        [
            Piece::Plain("Hi "),
            Piece::Mention("@ann"),
            Piece::Plain(": "),
            Piece::Tag("#yes"),
            Piece::Plain(" "),
            Piece::Link("https://example.org/x"),
            Piece::Plain("."),
        ]
    );
}

#[test]
fn a_name_is_taken_out_whole_and_without_case_and_no_other_is() {
    let ann: Handle = "ann".parse().unwrap();
    assert_eq!(
        words::without_mentions_of(
            "@Ann @ann_b @anna @bob@ANN#x ann ann@ann.example https://example.org/@ann",
            &ann
        ),
        "@erased @ann_b @anna @bob@erased#x ann ann@ann.example https://example.org/@erased"
    );
}

proptest! {
    #[test]
    fn the_pieces_of_a_text_are_the_text(text in r"([@#a-z_. :/()é“”]|https://|http://a\.b|@ann|#Tag|[ -~]|\PC){0,40}") {
        let together: String = words::pieces(&text).into_iter().map(Piece::text).collect();
        prop_assert_eq!(&together, &text);
        let ann: Handle = "ann".parse().unwrap();
        let erased = words::without_mentions_of(&text, &ann);
        prop_assert!(!names(&erased).iter().any(|name| name.eq_ignore_ascii_case("ann")));
        prop_assert_eq!(words::without_mentions_of(&erased, &ann), erased);
    }
}

#[test]
fn nobody_chooses_a_name_that_means_something_else() {
    assert_eq!(Handle::choose(" Prep_Ann1 ").unwrap().as_str(), "Prep_Ann1");
    for reserved in ["erased", "Erased", "EVERYBODY", "here"] {
        assert!(matches!(Handle::choose(reserved), Err(HandleError::Reserved(_))), "{reserved}");
        // An archive may hold it all the same.
        assert!(reserved.parse::<Handle>().is_ok());
    }
    for wrong in ["", "a b", "a-b", "@ann", "é", "abcdefghijklmnop"] {
        assert_eq!(Handle::choose(wrong), Err(HandleError::Writing), "{wrong}");
    }
    let (one, other): (Handle, Handle) = ("Ann".parse().unwrap(), "aNN".parse().unwrap());
    assert!(one.is(&other) && one != other && one.folded() == "ann");
    assert!(serde_json::from_str::<Handle>("\"no handle\"").is_err());
    assert_eq!(serde_json::to_string(&one).unwrap(), "\"Ann\"");
}

#[test]
fn the_zones_of_the_table_agree_with_the_tz_database() {
    // January and July of a year in which all of them were in use.
    let seasons = [Instant(1_515_000_000_000), Instant(1_531_000_000_000)];
    for zone in Zone::all() {
        let ZoneSource::TzDatabase(name) = zone.source() else { continue };
        let there = TimeZone::get(name).unwrap();
        let agrees = seasons.iter().any(|at| {
            let info = there.to_offset_info(at.timestamp());
            info.abbreviation() == zone.abbreviation()
                && info.offset().seconds() == i32::from(zone.offset_minutes()) * 60
        });
        assert!(agrees, "{zone}");
    }
    // RFC 5322, section 4.3.
    for (name, hours) in [
        ("EDT", -4),
        ("EST", -5),
        ("CDT", -5),
        ("CST", -6),
        ("MDT", -6),
        ("MST", -7),
        ("PDT", -7),
        ("PST", -8),
        ("UT", 0),
        ("GMT", 0),
    ] {
        let zone: Zone = name.parse().unwrap();
        assert_eq!(zone.offset_minutes(), hours * 60, "{name}");
        assert_eq!(zone.source(), ZoneSource::Rfc5322, "{name}");
    }
}

#[test]
fn zones_that_may_be_several_are_refused_and_say_so() {
    let refused = |text: &str| text.parse::<Zone>().unwrap_err();
    assert!(matches!(refused("IST"), ZoneError::Ambiguous(..)));
    assert!(refused("ET").to_string().contains("EST or EDT"));
    let unknown = refused("XYZ").to_string();
    assert!(unknown.contains("“XYZ”") && unknown.contains("GMT") && unknown.contains("NZDT"), "{unknown}");
    // China's CST is not the table's.
    assert_eq!(Zone::with_offset("CST", 480), None);
    assert_eq!(Zone::with_offset("CST", -360), "CST".parse().ok());
    let unique: std::collections::BTreeSet<_> = Zone::all().map(Zone::abbreviation).collect();
    assert_eq!(unique.len(), Zone::all().count());
    assert_eq!(Zone::UTC.abbreviation(), "UTC");
}

#[test]
fn every_degree_of_certainty_keeps_its_key() {
    for certainty in Certainty::ALL {
        assert_eq!(Certainty::from_key(certainty.key()), Some(certainty));
        assert_eq!(serde_json::to_string(&certainty).unwrap(), format!("\"{}\"", certainty.key()));
        assert_eq!(certainty.words().is_empty(), !certainty.is_inferred());
    }
    assert_eq!(Certainty::from_key("sure"), None);
}
