//! What is free, against a model so plain that nobody can get it wrong: one number for every minute.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;

use domain::apparatus::{Clash, Hold, Pool, Want, exposures, free_at, free_throughout, judge, peak};
use domain::id::{ItemId, RequisitionId};
use domain::quantity::QuantityRule;
use domain::requisition::{Content, Line, LineWhat, Station, grows};
use domain::{Instant, Interval};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use uuid::Uuid;

/// Minutes that the model looks at.
const MINUTES: usize = 120;
/// How many histories are tried.
const HISTORIES: u32 = 10_000;

fn item(number: u8) -> ItemId {
    ItemId(Uuid::from_u128(u128::from(number) + 1))
}

fn requisition(number: u8) -> RequisitionId {
    RequisitionId(Uuid::from_u128(u128::from(number) + 1_000))
}

fn minute(minute: usize) -> Instant {
    Instant(0).plus_minutes(i64::try_from(minute).unwrap())
}

fn interval(from: usize, until: usize) -> Interval {
    Interval { from: minute(from), until: minute(until) }
}

fn pool(number: u8, counted: Option<u32>) -> Pool {
    Pool {
        item: item(number),
        name: format!("Item {number}"),
        counted,
        out_of_service: 0,
        missing: 0,
        lives_in: None,
        site: None,
        set_up_minutes: None,
        turn_round_minutes: None,
        retired: false,
    }
}

/// What can happen to a pool.
#[derive(Clone, Copy, Debug)]
enum Happening {
    /// Somebody is promised some, from one minute to another.
    Hold { who: u8, quantity: u32, from: usize, until: usize },
    /// Somebody gives all back.
    Release { who: u8 },
    /// Some break.
    Break { pieces: u32 },
    /// Some come back from repair.
    Repair { pieces: u32 },
    /// Some are not found.
    Miss { pieces: u32 },
    /// The shelf is counted.
    Count { pieces: u32 },
}

fn happening() -> impl Strategy<Value = Happening> {
    let held = (0..12_u8, 1..8_u32, 0..MINUTES, 0..MINUTES)
        .prop_map(|(who, quantity, one, other)| (who, quantity, one.min(other), one.max(other)));
    prop_oneof![
        5 => held.prop_map(|(who, quantity, from, until)| Happening::Hold { who, quantity, from, until }),
        2 => (0..12_u8).prop_map(|who| Happening::Release { who }),
        1 => (1..6_u32).prop_map(|pieces| Happening::Break { pieces }),
        1 => (1..6_u32).prop_map(|pieces| Happening::Repair { pieces }),
        1 => (1..4_u32).prop_map(|pieces| Happening::Miss { pieces }),
        1 => (0..30_u32).prop_map(|pieces| Happening::Count { pieces }),
    ]
}

/// The model: what every minute holds, and how many can be handed out.
struct Model {
    held: [i64; MINUTES],
    counted: i64,
    broken: i64,
    missing: i64,
}

impl Model {
    fn add(&mut self, interval: (usize, usize), quantity: i64) {
        for minute in interval.0..interval.1 {
            self.held[minute] += quantity;
        }
    }

    fn free_at(&self, minute: usize) -> i64 {
        let usable = (self.counted - self.broken - self.missing).max(0);
        (usable - self.held[minute]).max(0)
    }

    fn free_throughout(&self, from: usize, until: usize) -> i64 {
        let usable = (self.counted - self.broken - self.missing).max(0);
        (from..until).map(|minute| self.free_at(minute)).min().unwrap_or(usable)
    }
}

/// One thing of a pool's history, in the rules and in the model.
fn happens(
    happening: Happening,
    pool: &mut Pool,
    holds: &mut Vec<(Hold, (usize, usize))>,
    model: &mut Model,
) {
    match happening {
        Happening::Hold { who, quantity, from, until } => {
            let hold = Hold {
                requisition: requisition(who),
                item: pool.item,
                quantity,
                interval: interval(from, until),
                moved_at: None,
            };
            holds.push((hold, (from, until)));
            model.add((from, until), i64::from(quantity));
        }
        Happening::Release { who } => holds.retain(|(hold, at)| {
            let stays = hold.requisition != requisition(who);
            if !stays {
                model.add(*at, -i64::from(hold.quantity));
            }
            stays
        }),
        Happening::Break { pieces } => {
            pool.out_of_service += pieces;
            model.broken += i64::from(pieces);
        }
        Happening::Repair { pieces } => {
            let repaired = pieces.min(pool.out_of_service);
            pool.out_of_service -= repaired;
            model.broken -= i64::from(repaired);
        }
        Happening::Miss { pieces } => {
            pool.missing += pieces;
            model.missing += i64::from(pieces);
        }
        Happening::Count { pieces } => {
            pool.counted = Some(pieces);
            model.counted = i64::from(pieces);
        }
    }
}

#[test]
fn what_is_free_is_what_a_count_minute_by_minute_says() {
    let mut runner = TestRunner::new(Config {
        cases: HISTORIES,
        rng_seed: RngSeed::Fixed(2026),
        failure_persistence: None,
        ..Config::default()
    });
    let histories = (0..30_u32, prop::collection::vec(happening(), 0..25));
    runner
        .run(&histories, |(counted, history)| {
            let mut pool = pool(0, Some(counted));
            let mut holds = Vec::new();
            let mut model = Model { held: [0; MINUTES], counted: i64::from(counted), broken: 0, missing: 0 };
            for one in history {
                happens(one, &mut pool, &mut holds, &mut model);
            }
            let held: Vec<Hold> = holds.into_iter().map(|(hold, _)| hold).collect();
            for at in 0..MINUTES {
                let free = i64::from(free_at(&pool, &held, minute(at)).unwrap());
                prop_assert_eq!(free, model.free_at(at), "at minute {}", at);
                // The last instant of the minute too: a hold that ends at the next has not ended yet.
                let last = Instant(minute(at).0 + 59_999);
                prop_assert_eq!(i64::from(free_at(&pool, &held, last).unwrap()), model.free_at(at));
            }
            for (from, until) in [(0, MINUTES), (10, 50), (49, 50), (30, 31), (60, 119)] {
                let free = free_throughout(&pool, &held, interval(from, until)).unwrap();
                prop_assert_eq!(i64::from(free), model.free_throughout(from, until), "{} to {}", from, until);
            }
            Ok(())
        })
        .unwrap();
}

fn hold() -> impl Strategy<Value = (u8, u32, usize, usize)> {
    (0..6_u8, 1..8_u32, 0..MINUTES - 1, 1..40_usize)
        .prop_map(|(who, quantity, from, length)| (who, quantity, from, (from + length).min(MINUTES)))
}

fn held_by(list: &[(u8, u32, usize, usize)], number: u8) -> Vec<Hold> {
    list.iter()
        .map(|(who, quantity, from, until)| Hold {
            requisition: requisition(*who),
            item: item(number),
            quantity: *quantity,
            interval: interval(*from, *until),
            moved_at: None,
        })
        .collect()
}

/// The most that `list` holds at one minute of `from..until`.
fn peak_by_hand(list: &[(u8, u32, usize, usize)], from: usize, until: usize) -> u32 {
    (from..until)
        .map(|minute| {
            let now = list.iter().filter(|(_, _, from, until)| (*from..*until).contains(&minute));
            now.map(|(_, quantity, ..)| quantity).sum()
        })
        .max()
        .unwrap_or(0)
}

proptest! {
    #[test]
    fn holds_that_do_not_meet_never_add_up(list in prop::collection::vec((1..20_u32, 1..10_usize), 1..12)) {
        // One after another, each beginning at the very minute at which the one before ends.
        let mut at = 0;
        let mut holds = Vec::new();
        for (quantity, length) in &list {
            holds.push((0, *quantity, at, at + length));
            at += length;
        }
        let most = list.iter().map(|(quantity, _)| *quantity).max().unwrap();
        prop_assert_eq!(peak(&held_by(&holds, 0), interval(0, at)), most);
    }

    #[test]
    fn a_request_is_promised_exactly_where_the_count_by_hand_allows_it(
        list in prop::collection::vec(hold(), 0..12), counted in 0..25_u32,
        quantity in 0..20_u32, from in 0..80_usize, length in 1..40_usize,
    ) {
        let until = from + length;
        let (me, pools) = (requisition(0), BTreeMap::from([(item(0), pool(0, Some(counted)))]));
        let want = Want { item: item(0), quantity, interval: interval(from, until), unasked: None };
        let others: Vec<_> = list.iter().copied().filter(|(who, ..)| *who != 0).collect();
        let free = counted.saturating_sub(peak_by_hand(&others, from, until));
        let already = list.iter().any(|(who, had, f, u)| *who == 0 && quantity <= *had && *f <= from && until <= *u);
        match judge(me, std::slice::from_ref(&want), &pools, &held_by(&list, 0)) {
            Ok(holds) if quantity == 0 => prop_assert!(holds.is_empty()),
            Ok(holds) => {
                prop_assert!(quantity <= free || already);
                prop_assert_eq!(holds, vec![Hold { requisition: me, item: item(0), quantity, interval: want.interval, moved_at: None }]);
            }
            Err(clashes) => {
                prop_assert!(quantity > free && !already);
                let meet: Vec<_> =
                    others.iter().copied().filter(|(_, _, f, u)| *f < until && from < *u).collect();
                let clash = Clash {
                    item: item(0), name: "Item 0".to_owned(), wanted: quantity, free, retired: false, kept_at: None,
                    held_by: held_by(&meet, 0),
                };
                prop_assert_eq!(clashes, vec![clash]);
            }
        }
    }

    #[test]
    fn what_is_promised_one_by_one_is_never_more_than_there_is(
        asked in prop::collection::vec((1..8_u32, 0..80_usize, 1..40_usize), 0..30), counted in 0..20_u32,
    ) {
        let pools = BTreeMap::from([(item(0), pool(0, Some(counted)))]);
        let mut holds: Vec<Hold> = Vec::new();
        for (who, (quantity, from, length)) in (0_u8..).zip(asked) {
            let want = Want { item: item(0), quantity, interval: interval(from, from + length), unasked: None };
            holds.extend(judge(requisition(who), &[want], &pools, &holds).unwrap_or_default());
        }
        prop_assert!(peak(&holds, interval(0, MINUTES)) <= counted);
        prop_assert!(exposures(&pools[&item(0)], &holds).is_empty());
    }

    #[test]
    fn keeping_or_reducing_always_works_whatever_has_become_of_the_pool(
        list in prop::collection::vec(hold(), 1..12), counted in prop::option::of(0..10_u32), broken in 0..30_u32, less in 0..8_u32,
    ) {
        let pools = BTreeMap::from([(item(0), Pool { out_of_service: broken, ..pool(0, counted) })]);
        let holds = held_by(&list, 0);
        let (who, had, from, until) = list[0];
        let want = Want { item: item(0), quantity: had.saturating_sub(less), interval: interval(from, until), unasked: None };
        prop_assert!(judge(requisition(who), &[want], &pools, &holds).is_ok());
    }

    #[test]
    fn what_is_not_counted_or_lives_in_a_room_is_never_refused_and_never_held(
        list in prop::collection::vec(hold(), 0..12), quantity in 0..100_000_u32,
    ) {
        let at_home = Pool { lives_in: Some("Lab 1".to_owned()), ..pool(1, Some(1)) };
        let pools = BTreeMap::from([(item(0), pool(0, None)), (item(1), at_home)]);
        let wants = [0, 1].map(|number| Want { item: item(number), quantity, interval: interval(0, 60), unasked: None });
        let mut holds = held_by(&list, 0);
        holds.extend(held_by(&list, 1));
        prop_assert_eq!(judge(requisition(0), &wants, &pools, &holds), Ok(vec![]));
    }

    #[test]
    fn exposures_are_the_holds_that_a_count_by_hand_cannot_cover(
        list in prop::collection::vec(hold(), 0..12), counted in 0..25_u32,
    ) {
        let holds = held_by(&list, 0);
        let found: Vec<(Hold, u32)> =
            exposures(&pool(0, Some(counted)), &holds).into_iter().map(|(hold, short)| (hold.clone(), short)).collect();
        let by_hand: Vec<(Hold, u32)> = list.iter().zip(&holds).filter_map(|((_, _, from, until), hold)| {
            let short = peak_by_hand(&list, *from, *until).saturating_sub(counted);
            (short > 0).then(|| (hold.clone(), short))
        }).collect();
        prop_assert_eq!(found, by_hand);
    }

    #[test]
    fn several_lines_of_one_item_are_wanted_together(one in 1..20_u32, other in 1..20_u32, counted in 0..40_u32) {
        let pools = BTreeMap::from([(item(0), pool(0, Some(counted)))]);
        let wants = [one, other].map(|quantity| Want { item: item(0), quantity, interval: interval(0, 60), unasked: None });
        prop_assert_eq!(judge(requisition(0), &wants, &pools, &[]).is_ok(), one + other <= counted);
    }

    #[test]
    fn a_change_grows_exactly_where_something_is_asked_for_more(before in lines(), after in lines()) {
        let more = after.iter().any(|(number, quantity)| match before.get(number) {
            Some(had) => quantity > had,
            None => true,
        });
        prop_assert_eq!(grows(&content(&before), &content(&after)), more);
        prop_assert!(!grows(&content(&before), &content(&before)));
    }

    #[test]
    fn fewer_of_everything_never_grows(before in lines(), less in 0..9_u32, dropped in 0..5_u8) {
        let mut after = before.clone();
        after.remove(&dropped);
        for quantity in after.values_mut() {
            *quantity = quantity.saturating_sub(less);
        }
        let mut reworded = content(&after);
        reworded.note = "in other words".to_owned();
        prop_assert!(!grows(&content(&before), &reworded));
    }
}

fn lines() -> impl Strategy<Value = BTreeMap<u8, u32>> {
    prop::collection::btree_map(0..5_u8, 0..20_u32, 0..5)
}

fn content(lines: &BTreeMap<u8, u32>) -> Content {
    let line = |(number, quantity): (&u8, &u32)| Line {
        what: LineWhat::Item(item(*number)),
        name: String::new(),
        rule: QuantityRule::ForTheClass,
        amount: 1_000,
        spares: 0,
        quantity: *quantity,
        unit: None,
        detail: String::new(),
        transfer: false,
    };
    let station = Station {
        practical: None,
        title: "A practical".to_owned(),
        sets: 1,
        pupils: None,
        lines: lines.iter().map(line).collect(),
    };
    Content { stations: vec![station], note: String::new() }
}

#[test]
fn one_may_begin_where_another_ends() {
    let holds = held_by(&[(1, 10, 0, 60)], 0);
    let pool = pool(0, Some(10));
    assert_eq!(free_throughout(&pool, &holds, interval(60, 120)), Some(10));
    assert_eq!(free_throughout(&pool, &holds, interval(59, 120)), Some(0));
    assert_eq!(free_at(&pool, &holds, minute(60)), Some(10));
    assert_eq!(free_at(&pool, &holds, Instant(minute(60).0 - 1)), Some(0));
}
