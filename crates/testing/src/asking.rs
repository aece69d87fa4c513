//! What teachers ask for in tests.

use domain::id::ItemId;
use domain::quantity::QuantityRule;
use domain::requisition::{Content, Line, LineWhat, Station};

/// A line for `quantity` pieces of an item, set by hand.
pub fn line(item: ItemId, quantity: u32) -> Line {
    Line {
        what: LineWhat::Item(item),
        name: String::new(),
        rule: QuantityRule::ForTheClass,
        amount: u64::from(quantity) * 1_000,
        spares: 0,
        quantity,
        unit: None,
        detail: String::new(),
        transfer: false,
    }
}

/// One free list for a class: so many of each item.
pub fn asking(title: &str, items: &[(ItemId, u32)]) -> Content {
    station(title, 1, items.iter().map(|(item, quantity)| line(*item, *quantity)).collect())
}

/// So many sets, each with so many of each item.
pub fn asking_by_the_group(title: &str, sets: u32, items: &[(ItemId, u32)]) -> Content {
    let lines = items.iter().map(|(item, each)| Line {
        rule: QuantityRule::PerGroup,
        amount: u64::from(*each) * 1_000,
        quantity: each * sets,
        ..line(*item, 0)
    });
    station(title, sets, lines.collect())
}

fn station(title: &str, sets: u32, lines: Vec<Line>) -> Content {
    let station = Station { practical: None, title: title.to_owned(), sets, pupils: None, lines };
    Content { stations: vec![station], note: String::new() }
}
