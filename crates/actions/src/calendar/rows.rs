//! Terms and closures as rows: which of two lists are the same row, and what two people made of one.

use domain::calendar::{Closure, Term};
use domain::fold::folded;
use jiff::civil::Date;

use super::dispute::{Dispute, Stands};
use crate::beside::agreed;

/// A term or a closure: words and two dates.
pub(super) trait Row: Clone + PartialEq {
    /// One of these words from `first` to `last`.
    fn made(words: String, first: Date, last: Date) -> Self;

    /// Its name, or why there is no school.
    fn words(&self) -> &str;

    /// Its first date and its last.
    fn dates(&self) -> (Date, Date);

    /// Whether a calendar cannot hold both.
    fn excludes(&self, other: &Self) -> bool;

    /// What it says, in the words of history.
    fn said(&self) -> String;
}

impl Row for Term {
    fn made(name: String, first: Date, last: Date) -> Self {
        Self { name, first, last }
    }

    fn words(&self) -> &str {
        &self.name
    }

    fn dates(&self) -> (Date, Date) {
        (self.first, self.last)
    }

    fn excludes(&self, other: &Self) -> bool {
        overlap(self, other)
    }

    fn said(&self) -> String {
        format!("“{}” from {} to {}", self.name, self.first, self.last)
    }
}

impl Row for Closure {
    fn made(reason: String, first: Date, last: Date) -> Self {
        Self { first, last, reason }
    }

    fn words(&self) -> &str {
        &self.reason
    }

    fn dates(&self) -> (Date, Date) {
        (self.first, self.last)
    }

    /// Closures may overlap, but the same dates are closed once.
    fn excludes(&self, other: &Self) -> bool {
        self.dates() == other.dates()
    }

    fn said(&self) -> String {
        let Self { first, last, reason } = self;
        if first == last {
            return format!("no school on {first}: {reason}");
        }
        format!("no school from {first} to {last}: {reason}")
    }
}

fn dispute<R: Row>(wanted: Option<&R>, now: Option<&R>) -> Dispute {
    let said = |row: Option<&R>| row.map_or_else(|| "taken out".to_owned(), Row::said);
    Dispute { wanted: said(wanted), now: said(now) }
}

fn overlap<R: Row>(one: &R, other: &R) -> bool {
    let ((first, last), (others_first, others_last)) = (one.dates(), other.dates());
    first <= others_last && others_first <= last
}

/// For each row of `seen`, which of `others` it has become. A row has no name of its own, so that those which are not
/// there unchanged are taken to be what they are most like.
pub(super) fn became<R: Row>(seen: &[R], others: &[R]) -> Vec<Option<usize>> {
    let mut found = vec![None; seen.len()];
    let mut is_taken = vec![false; others.len()];
    let likenesses: [fn(&R, &R) -> bool; 5] = [
        |one, other| one == other,
        |one, other| one.dates() == other.dates(),
        |one, other| folded(one.words()) == folded(other.words()),
        |one, other| one.dates().0 == other.dates().0 || one.dates().1 == other.dates().1,
        overlap,
    ];
    for is_like in likenesses {
        for (row, place) in seen.iter().zip(&mut found).filter(|(_, place)| place.is_none()) {
            let like = others.iter().zip(&is_taken).position(|(other, taken)| !taken && is_like(row, other));
            if let Some(like) = like {
                is_taken[like] = true;
                *place = Some(like);
            }
        }
    }
    found
}

/// Rows of `others` that none of `seen` has become.
pub(super) fn added<'a, R: Row>(seen: &[R], others: &'a [R]) -> Vec<&'a R> {
    let known = became(seen, others);
    others.iter().enumerate().filter(|(at, _)| !known.contains(&Some(*at))).map(|(_, row)| row).collect()
}

/// A row of both changes, and by which of them it is other than it was.
struct Kept<R> {
    row: R,
    by_wanted: bool,
    by_standing: bool,
}

/// The rows that are wanted beside those that are there `now`, both having been begun from those that were `seen`.
pub(super) fn rows_beside<R: Row>(
    wanted: &[R],
    seen: &[R],
    now: &[R],
    stands: Stands,
    disputed: &mut Vec<Dispute>,
) -> Vec<R> {
    let mut kept = Vec::new();
    for ((row, wanted_at), now_at) in seen.iter().zip(became(seen, wanted)).zip(became(seen, now)) {
        let (to, standing) = (wanted_at.map(|at| &wanted[at]), now_at.map(|at| &now[at]));
        if let Some(merged) = row_beside(to, row, standing, stands, disputed) {
            let differs = |other: Option<&R>| other.is_some_and(|other| other != row);
            kept.push(Kept { row: merged, by_wanted: differs(to), by_standing: differs(standing) });
        }
    }
    for row in added(seen, wanted) {
        kept.push(Kept { row: row.clone(), by_wanted: true, by_standing: false });
    }
    for row in added(seen, now) {
        match kept.iter_mut().find(|kept| kept.by_wanted && kept.row == *row) {
            Some(same) => same.by_standing = true,
            None => kept.push(Kept { row: row.clone(), by_wanted: false, by_standing: true }),
        }
    }
    without_excluded(kept, stands, disputed)
}

/// What becomes of one row; none where it is taken out.
fn row_beside<R: Row>(
    to: Option<&R>,
    seen: &R,
    now: Option<&R>,
    stands: Stands,
    disputed: &mut Vec<Dispute>,
) -> Option<R> {
    let (Some(one), Some(other)) = (to, now) else {
        return agreed(&to, &Some(seen), &now).map_or_else(
            || {
                disputed.push(dispute(to, now));
                stands.of(to, now).cloned()
            },
            Option::<&R>::cloned,
        );
    };
    let words = agreed(&one.words(), &seen.words(), &other.words());
    let first = agreed(&one.dates().0, &seen.dates().0, &other.dates().0);
    let last = agreed(&one.dates().1, &seen.dates().1, &other.dates().1);
    let is_backwards = first.zip(last).is_some_and(|(first, last)| last < first);
    if words.is_none() || first.is_none() || last.is_none() || is_backwards {
        disputed.push(dispute(to, now));
    }
    let standing = stands.of(one, other);
    let (first, last) = match first.zip(last) {
        Some(dates) if !is_backwards => dates,
        _ => standing.dates(),
    };
    Some(R::made(words.unwrap_or(standing.words()).to_owned(), first, last))
}

/// The rows without those that cannot stand beside what the other change has made.
fn without_excluded<R: Row>(kept: Vec<Kept<R>>, stands: Stands, disputed: &mut Vec<Dispute>) -> Vec<R> {
    let mut is_out = vec![false; kept.len()];
    for (at, one) in kept.iter().enumerate().filter(|(_, one)| one.by_wanted) {
        for (other_at, other) in kept.iter().enumerate().filter(|(_, other)| other.by_standing) {
            if at == other_at || !one.row.excludes(&other.row) {
                continue;
            }
            disputed.push(dispute(Some(&one.row), Some(&other.row)));
            is_out[stands.of(other_at, at)] = true;
        }
    }
    kept.into_iter().zip(is_out).filter(|(_, out)| !out).map(|(kept, _)| kept.row).collect()
}
