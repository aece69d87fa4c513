//! The one availability function. Nothing stores how many are free; it is always worked out here.

use super::{Hold, Pool};
use crate::instant::{Instant, Interval};

/// The most that `holds` hold at one instant of `within`. Holds that do not meet in time do not add up.
pub fn peak<'a>(holds: impl IntoIterator<Item = &'a Hold>, within: Interval) -> u32 {
    let mut changes: Vec<(Instant, i64)> = Vec::new();
    for hold in holds {
        if !hold.interval.overlaps(within) {
            continue;
        }
        changes.push((hold.interval.from.max(within.from), i64::from(hold.quantity)));
        changes.push((hold.interval.until, -i64::from(hold.quantity)));
    }
    // What ends at an instant ends before what begins at it: intervals are half-open.
    changes.sort_unstable_by_key(|(at, change)| (*at, *change));
    let mut held = 0_i64;
    let mut most = 0_i64;
    for (_, change) in changes {
        held += change;
        most = most.max(held);
    }
    u32::try_from(most).unwrap_or(u32::MAX)
}

/// How many of the pool are free through the whole of `within`, given the holds on it; none where the
/// pool is not counted. Never negative: what is over-committed leaves nothing free.
pub fn free_throughout<'a>(
    pool: &Pool,
    holds: impl IntoIterator<Item = &'a Hold>,
    within: Interval,
) -> Option<u32> {
    let usable = pool.usable()?;
    let of_this_pool = holds.into_iter().filter(|hold| hold.item == pool.item);
    Some(usable.saturating_sub(peak(of_this_pool, within)))
}

/// How many of the pool are free at one instant; none where it is not counted.
pub fn free_at<'a>(pool: &Pool, holds: impl IntoIterator<Item = &'a Hold>, instant: Instant) -> Option<u32> {
    free_throughout(pool, holds, Interval { from: instant, until: Instant(instant.0.saturating_add(1)) })
}
