//! Two people change what one request asks for: lines and note of both stand, unless both changed the same.

use std::collections::BTreeMap;

use domain::requisition::{Content, Line, LineWhat, Station};

use crate::beside::{Beside, Disputed, agreed};

/// What is wanted `to` be asked for, written over what was `seen`, beside what is asked for `now`.
pub fn content_beside(to: &Content, seen: &Content, now: &Content) -> Beside<Content> {
    let mut disputed = Disputed::default();
    // Browsers end lines in another way; that is no change.
    let is_same_note = to.note.lines().eq(seen.note.lines());
    let note = if is_same_note { seen.note.clone() } else { to.note.clone() };
    let whole = Content {
        note: disputed.field("note", note, &seen.note, &now.note),
        stations: stations_beside(&to.stations, &seen.stations, &now.stations, &mut disputed),
    };
    Beside { whole, disputed: disputed.0 }
}

fn stations_beside(
    to: &[Station],
    seen: &[Station],
    now: &[Station],
    disputed: &mut Disputed,
) -> Vec<Station> {
    let practicals =
        |stations: &[Station]| stations.iter().map(|station| station.practical).collect::<Vec<_>>();
    if practicals(to) != practicals(seen) || practicals(to) != practicals(now) {
        return disputed.field("lines", to.to_vec(), &seen.to_vec(), &now.to_vec());
    }
    let threes = to.iter().zip(seen).zip(now);
    threes.map(|((to, seen), now)| station_beside(to, seen, now, disputed)).collect()
}

fn station_beside(to: &Station, seen: &Station, now: &Station, disputed: &mut Disputed) -> Station {
    Station {
        practical: now.practical,
        title: disputed.field("title", to.title.clone(), &seen.title, &now.title),
        sets: disputed.field("sets", to.sets, &seen.sets, &now.sets),
        pupils: disputed.field("pupils", to.pupils, &seen.pupils, &now.pupils),
        lines: lines_beside(&to.lines, &seen.lines, &now.lines, disputed),
    }
}

/// The lines of both, by what each asks for. A line in plain words that is worded anew is another line; where both
/// reworded one, that is for people to settle.
fn lines_beside(to: &[Line], seen: &[Line], now: &[Line], disputed: &mut Disputed) -> Vec<Line> {
    let (wanted, was, is) = (by_what(to), by_what(seen), by_what(now));
    let (Some(wanted), Some(was), Some(is)) = (wanted, was, is) else {
        return disputed.field("lines", to.to_vec(), &seen.to_vec(), &now.to_vec());
    };
    let mut lines = Vec::new();
    let mut is_disputed = reworded(&was, &wanted, &is);
    let only_now = now.iter().filter(|line| !wanted.contains_key(&line.what));
    for line in to.iter().chain(only_now) {
        let (to, seen, now) = (wanted.get(&line.what), was.get(&line.what), is.get(&line.what));
        let kept = agreed(&to, &seen, &now).unwrap_or_else(|| {
            is_disputed = true;
            to
        });
        lines.extend(kept.map(|line| (*line).clone()));
    }
    // Taken out by this one, and changed by the other.
    is_disputed |= was.iter().any(|(what, line)| {
        let (to, now) = (wanted.get(what), is.get(what));
        agreed(&to, &Some(line), &now).is_none()
    });
    if is_disputed {
        disputed.0.push("lines");
    }
    lines
}

/// Lines by what they ask for; none where two of them ask for the same.
fn by_what(lines: &[Line]) -> Option<BTreeMap<&LineWhat, &Line>> {
    let found: BTreeMap<&LineWhat, &Line> = lines.iter().map(|line| (&line.what, line)).collect();
    (found.len() == lines.len()).then_some(found)
}

/// Whether both changes take out the same line in plain words and put another in.
fn reworded(
    was: &BTreeMap<&LineWhat, &Line>,
    wanted: &BTreeMap<&LineWhat, &Line>,
    is: &BTreeMap<&LineWhat, &Line>,
) -> bool {
    let is_plain = |what: &&LineWhat| matches!(what, LineWhat::Words(_));
    let both_took_out =
        was.keys().any(|what| is_plain(what) && !wanted.contains_key(what) && !is.contains_key(what));
    let new = |lines: &BTreeMap<&LineWhat, &Line>| -> Vec<String> {
        let new = lines.iter().filter(|(what, _)| is_plain(what) && !was.contains_key(*what));
        new.map(|(_, line)| line.name.clone()).collect()
    };
    let (by_wanted, by_now) = (new(wanted), new(is));
    both_took_out && !by_wanted.is_empty() && !by_now.is_empty() && by_wanted != by_now
}
