//! Filling a request from a practical: sets by the number of pupils, every line by its rule.

use std::num::NonZeroU16;

use domain::catalogue::{SchoolPractical, SchoolPracticalLine};
use domain::quantity::sets;
use domain::requisition::{Content, Line, LineWhat, MOST_SETS, Station};

/// What a practical asks for, for so many pupils: with `usual_sets` where the class had a number of its own
/// last time, else as many as the pupils need.
pub fn content_for(
    practical: &SchoolPractical,
    lines: &[SchoolPracticalLine],
    pupils: u32,
    usual_sets: Option<u32>,
) -> Content {
    let per_group = NonZeroU16::new(practical.pupils_per_group).unwrap_or(NonZeroU16::MIN);
    let sets = usual_sets.unwrap_or_else(|| sets(pupils, per_group, false)).clamp(1, MOST_SETS);
    Content {
        stations: vec![Station {
            practical: Some(practical.id),
            title: practical.title.clone(),
            sets,
            pupils: Some(pupils),
            lines: lines.iter().map(|line| line_for(line, sets, pupils)).collect(),
        }],
        note: String::new(),
    }
}

fn line_for(line: &SchoolPracticalLine, sets: u32, pupils: u32) -> Line {
    let what = line.item.map_or_else(|| LineWhat::Words(line.name.clone()), LineWhat::Item);
    let mut asked = Line {
        what,
        name: line.name.clone(),
        rule: line.rule,
        amount: line.amount,
        spares: line.spares,
        quantity: 0,
        unit: line.unit.clone(),
        detail: line.detail.clone(),
        transfer: false,
    };
    asked.quantity = asked.quantity_by_rule(sets, pupils);
    asked
}
