//! Following: what becomes of requisitions, and of what they hold, when their lessons move.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Content, Occasion, Tie};
use crate::apparatus::{Hold, Pool, Turnaround, free_throughout};
use crate::id::{ItemId, RequisitionId, StaffId};
use crate::instant::Instant;
use crate::lesson::Lesson;
use crate::site::Sites;

/// Where an occasion is once the school's time has changed: with its lesson, or gone where there is no such lesson
/// any more. What somebody has decided to keep at its hour stays there, until its lesson is back at that hour; where the
/// lesson turns up at another, somebody has to decide again. Whoever goes by another name of `names` since is named so
/// wherever it is.
pub fn followed(occasion: &Occasion, lesson: Option<&Lesson>, names: &BTreeMap<StaffId, String>) -> Occasion {
    let as_it_is = |tie| Occasion { tie, ..occasion.named(names) };
    let Some(lesson) = lesson else {
        return match occasion.tie {
            Tie::KeepsHour | Tie::Apart | Tie::StaysApart => as_it_is(Tie::KeepsHour),
            _ => as_it_is(Tie::Gone),
        };
    };
    match occasion.tie {
        Tie::KeepsHour | Tie::Apart if lesson.interval != occasion.interval => as_it_is(Tie::Apart),
        Tie::StaysApart if lesson.interval != occasion.interval => as_it_is(Tie::StaysApart),
        Tie::GoesAhead => occasion.at(lesson),
        _ if lesson.without_teacher => Occasion { tie: Tie::TeacherOut, ..occasion.at(lesson) },
        _ => occasion.at(lesson),
    }
}

/// The date to which a lesson goes whose days turn otherwise than before, as rotating days do: the third lesson from the
/// change on stays the third. `was` and `is` are the dates of its meeting from the change on, in order, before it and
/// after it. Where days were only lost or only won, every other lesson stays on its date. None where it is gone.
pub fn turned(date: Date, was: &[Date], is: &[Date]) -> Option<Date> {
    let within = |some: &[Date], all: &[Date]| some.iter().all(|date| all.contains(date));
    if within(is, was) || within(was, is) {
        return is.contains(&date).then_some(date);
    }
    let place = was.iter().position(|one| *one == date)?;
    is.get(place).copied()
}

/// A requisition whose occasion has another time or site than before.
#[derive(Clone, Debug)]
pub struct Moving<'a> {
    /// Which.
    pub id: RequisitionId,
    /// Where it is now.
    pub occasion: Occasion,
    /// What it asks for.
    pub content: &'a Content,
    /// What it held until now, at its time of before.
    pub held: Vec<Hold>,
}

/// What each of these holds from now on: the same numbers, through the time of its lesson as it now is, and the way to
/// where it now is. `standing` is all that anybody holds of those items, the old holds of those that move among it,
/// which count no more.
///
/// Where a lesson meets a promise that stands, what stood there stays, and what has moved is marked as moved at `now`
/// without all of it being free; so is what would have to come from another site, and nobody has asked for that. Of
/// several that move to one hour the earlier lesson is served first.
pub fn moved_holds(
    moving: &[Moving<'_>],
    pools: &BTreeMap<ItemId, Pool>,
    (usual, sites): (Turnaround, &Sites),
    standing: &[Hold],
    now: Instant,
) -> BTreeMap<RequisitionId, Vec<Hold>> {
    let moves = |hold: &Hold| moving.iter().any(|one| one.id == hold.requisition);
    let mut by_item: BTreeMap<ItemId, Vec<Hold>> = BTreeMap::new();
    for hold in standing.iter().filter(|hold| !moves(hold)) {
        by_item.entry(hold.item).or_default().push(hold.clone());
    }
    let mut in_order: Vec<&Moving<'_>> = moving.iter().collect();
    in_order.sort_by_key(|one| (one.occasion.interval.from, one.id));
    let mut moved = BTreeMap::new();
    for one in in_order {
        let needed = one.occasion.needed(usual, sites);
        let holds = one.held.iter().filter_map(|hold| {
            let pool = pools.get(&hold.item)?;
            let of_item = by_item.entry(hold.item).or_default();
            let want = one.content.want(pool, hold.quantity, &needed);
            let free = free_throughout(pool, of_item.iter(), want.interval);
            let fits = want.unasked.is_none() && free.is_none_or(|free| hold.quantity <= free);
            let interval = want.interval;
            let hold = Hold { interval, moved_at: (!fits).then_some(now), ..hold.clone() };
            of_item.push(hold.clone());
            Some(hold)
        });
        moved.insert(one.id, holds.collect());
    }
    moved
}
