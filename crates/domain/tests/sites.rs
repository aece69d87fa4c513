//! What several sites do to what is held: the way there and back, asking for a transfer, and what is said of sites.

use std::collections::BTreeMap;

use domain::apparatus::{Hold, Needed, Pool, Turnaround, judge};
use domain::id::{ItemId, RequisitionId, SiteId};
use domain::quantity::QuantityRule;
use domain::requisition::{Content, Line, LineWhat, Station};
use domain::site::{Away, Site, Sites, SitesProblem, Travel};
use domain::{Instant, Interval};
use proptest::prelude::*;
use uuid::Uuid;

const USUAL: Turnaround = Turnaround { set_up_minutes: 10, turn_round_minutes: 15 };

fn site(number: u8) -> SiteId {
    SiteId(Uuid::from_u128(u128::from(number) + 1))
}

fn item() -> ItemId {
    ItemId(Uuid::from_u128(50))
}

fn requisition(number: u8) -> RequisitionId {
    RequisitionId(Uuid::from_u128(u128::from(number) + 1_000))
}

/// Three sites: Upper with Lab 1, Lower with Lab 7, and a farm; 20, 45 and 30 minutes apart.
fn sites() -> Sites {
    let one = |number, name: &str, rooms: &[&str]| Site {
        id: site(number),
        name: name.to_owned(),
        rooms: rooms.iter().map(|room| (*room).to_owned()).collect(),
    };
    let way = |one, other, minutes| Travel { one: site(one), other: site(other), minutes };
    Sites {
        list: vec![
            one(0, "Upper Site", &["Lab 1"]),
            one(1, "Lower Site", &["Lab 7", "Lab 8"]),
            one(2, "Farm", &["Barn"]),
        ],
        travel: vec![way(0, 1, 20), way(2, 0, 45), way(1, 2, 30)],
    }
}

fn pool(kept: Option<SiteId>) -> Pool {
    Pool {
        item: item(),
        name: "Microscope".to_owned(),
        counted: Some(15),
        out_of_service: 0,
        missing: 0,
        lives_in: None,
        site: kept,
        set_up_minutes: None,
        turn_round_minutes: None,
        retired: false,
    }
}

fn asking(quantity: u32, transfer: bool) -> Content {
    let line = Line {
        what: LineWhat::Item(item()),
        name: "Microscope".to_owned(),
        rule: QuantityRule::ForTheClass,
        amount: 1_000,
        spares: 0,
        quantity,
        unit: None,
        detail: String::new(),
        transfer,
    };
    let title = "Cells".to_owned();
    let station = Station { practical: None, title, sets: 1, pupils: None, lines: vec![line] };
    Content { stations: vec![station], note: String::new() }
}

fn minute(minute: i64) -> Instant {
    Instant(minute * 60_000)
}

#[test]
fn the_way_is_held_on_both_sides_of_the_lesson() {
    let sites = sites();
    let one = Sites { list: sites.list[..1].to_vec(), travel: Vec::new() };
    let none = Sites::default();
    // Where it is kept, the room, the sites, and the minutes either way.
    let table = [
        (None, "Lab 1", &sites, 0),
        (None, "Lab 7", &sites, 20),
        (Some(site(0)), "lab 8", &sites, 20),
        (Some(site(1)), "Lab 8", &sites, 0),
        (Some(site(1)), "Lab 1", &sites, 20),
        (Some(site(1)), "Gym", &sites, 20),
        (Some(site(1)), "", &sites, 20),
        (Some(site(2)), "Lab 7", &sites, 30),
        (Some(site(2)), "Lab 1", &sites, 45),
        (Some(site(9)), "Lab 1", &sites, 0),
        (Some(site(9)), "Barn", &sites, 45),
        (Some(site(1)), "Lab 7", &one, 0),
        (Some(site(1)), "Lab 1", &none, 0),
    ];
    for (kept, room, sites, way) in table {
        let interval = Interval { from: minute(600), until: minute(660) };
        let needed = Needed { interval, room, usual: USUAL, sites };
        let held = pool(kept).hold_interval(&needed);
        let expected = Interval { from: minute(600 - 10 - way), until: minute(660 + 15 + way) };
        assert_eq!(held, expected, "kept at {kept:?}, wanted in {room:?}");
    }
}

#[test]
fn what_lives_in_a_room_is_at_no_other_site() {
    let at_home = Pool { lives_in: Some("Lab 7".to_owned()), ..pool(Some(site(1))) };
    assert_eq!(at_home.away("Lab 1", &sites()), None);
    let away = Away { site: "Lower Site".to_owned(), minutes: 20 };
    assert_eq!(pool(Some(site(1))).away("Lab 1", &sites()), Some(away));
}

#[test]
fn what_is_kept_elsewhere_is_not_free_until_its_transfer_is_asked_for() {
    let sites = sites();
    let interval = Interval { from: minute(600), until: minute(660) };
    let needed = Needed { interval, room: "Lab 1", usual: USUAL, sites: &sites };
    let pools = |pool| BTreeMap::from([(item(), pool)]);
    let judged = |content: &Content, pool: Pool, holds: &[Hold]| {
        let pools = pools(pool);
        judge(requisition(0), &content.wants(&needed, &pools), &pools, holds)
    };
    let kept = || pool(Some(site(1)));

    let clashes = judged(&asking(8, false), kept(), &[]).unwrap_err();
    assert_eq!((clashes[0].wanted, clashes[0].free), (8, 15), "there are enough, but for the way");
    assert_eq!(clashes[0].kept_at.as_ref().map(|away| away.site.as_str()), Some("Lower Site"));

    let asked = asking(8, false).with_transfer(item());
    let holds = judged(&asked, kept(), &[]).unwrap();
    assert_eq!(holds[0].interval, Interval { from: minute(570), until: minute(695) });
    assert_eq!(holds[0].moved_at, None);

    // Nobody refuses what nobody has counted, and what is asked for at its own site needs no transfer.
    assert_eq!(judged(&asking(8, false), Pool { counted: None, ..kept() }, &[]), Ok(Vec::new()));
    assert!(judged(&asking(8, false), pool(Some(site(0))), &[]).is_ok());

    // Once asked for it is refused like anything else.
    let other = Hold { requisition: requisition(1), ..holds[0].clone() };
    let clashes = judged(&asked, kept(), &[other]).unwrap_err();
    assert_eq!((clashes[0].free, clashes[0].kept_at.clone()), (7, None));
}

#[test]
fn a_request_that_was_brought_to_another_site_may_be_made_smaller() {
    let sites = sites();
    let interval = Interval { from: minute(600), until: minute(660) };
    let needed = Needed { interval, room: "Lab 1", usual: USUAL, sites: &sites };
    let pools = BTreeMap::from([(item(), pool(Some(site(1))))]);
    let held = |moved_at| {
        let interval = pools[&item()].hold_interval(&needed);
        vec![Hold { requisition: requisition(0), item: item(), quantity: 8, interval, moved_at }]
    };
    let wants = asking(5, false).wants(&needed, &pools);
    let judged = judge(requisition(0), &wants, &pools, &held(Some(minute(5)))).unwrap();
    assert_eq!((judged[0].quantity, judged[0].moved_at), (5, Some(minute(5))), "it stays short");
    // Asking for a transfer no more is no such thing.
    assert!(judge(requisition(0), &wants, &pools, &held(None)).is_err());
}

#[test]
fn sites_are_refused_by_the_field_at_fault() {
    let with = |how: fn(&mut Sites)| {
        let mut sites = sites();
        how(&mut sites);
        sites.check()
    };
    assert_eq!(with(|_| ()), Ok(()));
    assert_eq!(Sites::default().check(), Ok(()));
    assert_eq!(with(|sites| sites.list[1].name = " ".to_owned()), Err(SitesProblem::Name));
    assert_eq!(
        with(|sites| sites.list[1].name = "UPPER site".to_owned()),
        Err(SitesProblem::SameName("UPPER site".to_owned()))
    );
    assert_eq!(
        with(|sites| sites.list[2].rooms.push("lab 7".to_owned())),
        Err(SitesProblem::RoomTwice("lab 7".to_owned()))
    );
    assert_eq!(
        with(|sites| {
            sites.travel.remove(1);
        }),
        Err(SitesProblem::NoTravel("Upper Site".to_owned(), "Farm".to_owned()))
    );
    assert_eq!(
        with(|sites| sites.travel[0].minutes = 241),
        Err(SitesProblem::Minutes("Upper Site".to_owned(), "Lower Site".to_owned()))
    );
    assert_eq!(with(|sites| sites.travel.push(sites.travel[0])), Err(SitesProblem::NoPair));
    assert_eq!(
        with(|sites| sites.list = (0..13).map(|n| Site { id: site(n), ..sites.list[0].clone() }).collect()),
        Err(SitesProblem::TooMany)
    );
}

#[test]
fn taking_a_change_back_leaves_what_others_have_said_since() {
    let before = sites();
    let mut after = before.clone();
    after.list[1].rooms.push("Lab 9".to_owned());
    after.travel[0].minutes = 35;
    let mut now = after.clone();
    now.list[2].name = "School farm".to_owned();
    now.travel[2].minutes = 40;
    let back = now.without(&before, &after);
    let mut expected = before.clone();
    expected.list[2].name = "School farm".to_owned();
    expected.travel[2].minutes = 40;
    expected.travel.sort_by_key(|way| (way.one.min(way.other), way.one.max(way.other)));
    assert_eq!(back, expected);
    assert_eq!(after.without(&before, &after), before);

    let none = Sites::default();
    assert_eq!(before.without(&none, &before), none, "the first sites are taken back whole");
}

proptest! {
    /// However something is kept and wanted, each minute of the lesson, around it and on the way is held, and no other.
    #[test]
    fn a_hold_is_the_lesson_with_all_that_surrounds_it(
        from in 200..1_200_i64, length in 1..120_i64, set_up in prop::option::of(0..120_u32),
        turn_round in prop::option::of(0..120_u32), kept in prop::option::of(0..4_u8), room in 0..4_usize,
        ways in prop::array::uniform3(0..=240_u32),
    ) {
        let mut sites = sites();
        for (travel, minutes) in sites.travel.iter_mut().zip(ways) {
            travel.minutes = minutes;
        }
        let room = ["Lab 1", "LAB 8", "Barn", "Somewhere"][room];
        let pool = Pool { set_up_minutes: set_up, turn_round_minutes: turn_round, ..pool(kept.map(site)) };
        let interval = Interval { from: minute(from), until: minute(from + length) };
        let held = pool.hold_interval(&Needed { interval, room, usual: USUAL, sites: &sites });

        // The same by hand: a site's place in the list, and a table of the ways.
        let kept_at = kept.filter(|kept| *kept < 3).unwrap_or(0);
        let wanted_at = match room { "LAB 8" => 1, "Barn" => 2, _ => 0 };
        let way = match (kept_at.min(wanted_at), kept_at.max(wanted_at)) {
            (0, 1) => ways[0],
            (0, 2) => ways[1],
            (1, 2) => ways[2],
            _ => 0,
        };
        let before = i64::from(set_up.unwrap_or(10) + way);
        let after = i64::from(turn_round.unwrap_or(15) + way);
        for at in 0..2_000 {
            let expected = from - before <= at && at < from + length + after;
            prop_assert_eq!(held.holds(minute(at)), expected, "minute {}", at);
        }
    }
}
