//! Ways out: who has what is short, and what would fit instead. What clashes when it is asked for, what came to be
//! short since, and what has no lesson any more are all led out of it here.

use std::collections::BTreeMap;

use domain::apparatus::{Clash, Hold, Needed};
use domain::id::{ItemId, RequisitionId};
use domain::lesson::Lesson;
use domain::people::Actor;
use domain::requisition::{Content, Occasion, Requisition, Stock, Tie, may_ask_for};
use domain::site::MOST_MINUTES;
use domain::{Instant, Interval};
use storage::Reading;

use super::clash::{ClashReport, ClashWords, WayOut};
use super::weigh::Pools;
use crate::ActionError;
use crate::almanac::Almanac;
use crate::calendar::Meetings;

/// Days ahead that other lessons are looked for.
const DAYS_AHEAD: i32 = 14;
/// The most other lessons that are offered.
const MOST_LESSONS: usize = 3;

/// What may be taken of the things that requests ask for, read at once.
struct Shelf {
    pools: Pools,
    stand_ins: BTreeMap<ItemId, Vec<ItemId>>,
    holds: Vec<Hold>,
}

impl Shelf {
    /// Reads all that `contents` name, and what can stand in for `short`; in three statements, however many they are.
    async fn read(
        reading: &mut Reading,
        almanac: &Almanac,
        contents: &[&Content],
        short: &[ItemId],
        within: Interval,
    ) -> Result<Self, ActionError> {
        let stand_ins = reading.alternatives_of(short).await?;
        let mut items: Vec<ItemId> = contents.iter().flat_map(|content| content.items()).collect();
        items.extend(stand_ins.values().flatten());
        items.sort_unstable();
        items.dedup();
        let pools = reading.pools(&items).await?;
        let (usual, sites) = (almanac.policy().turnaround(), &almanac.sites);
        let needed = Needed { interval: within, room: "", usual, sites };
        // The longest way there is, since each is needed in a room of its own.
        let way = i64::from(MOST_MINUTES);
        let around = pools.values().map(|pool| {
            let Interval { from, until } = pool.hold_interval(&needed);
            Interval { from: from.plus_minutes(-way), until: until.plus_minutes(way) }
        });
        let holds = reading.holds_of(&items, around.fold(within, hull)).await?;
        Ok(Self { pools, stand_ins, holds })
    }

    fn stock<'a>(&'a self, holds: &'a [Hold]) -> Stock<'a> {
        Stock { pools: &self.pools, holds }
    }

    /// What is free to a request that gives up what it holds of it: a promise that is short is no promise.
    fn held_by_others(&self, id: RequisitionId) -> Vec<Hold> {
        self.holds.iter().filter(|hold| hold.requisition != id).cloned().collect()
    }

    fn alternatives(&self, stock: Stock<'_>, asked: &Asked<'_>, item: ItemId) -> Vec<WayOut> {
        let candidates = self.stand_ins.get(&item).map(Vec::as_slice).unwrap_or_default();
        let found = stock.stand_ins(asked.id, &asked.needed, asked.content, item, candidates);
        let named = found.into_iter().filter_map(|(alternative, free)| {
            let name = self.pools.get(alternative)?.name.clone();
            Some(WayOut::Alternative { item, alternative: *alternative, name, free })
        });
        named.collect()
    }
}

/// What is asked for, and for what.
struct Asked<'a> {
    id: RequisitionId,
    occasion: &'a Occasion,
    needed: Needed<'a>,
    content: &'a Content,
}

/// Says who has what clashes, and looks for what would fit.
pub(crate) async fn report(
    reading: &mut Reading,
    almanac: &Almanac,
    id: RequisitionId,
    occasion: &Occasion,
    content: &Content,
    clashes: Vec<Clash>,
) -> Result<ClashReport, ActionError> {
    let asked = Asked { id, occasion, needed: almanac.needed(occasion), content };
    let short: Vec<ItemId> = clashes.iter().map(|clash| clash.item).collect();
    let until = occasion.interval.until.plus_minutes(i64::from(DAYS_AHEAD) * 24 * 60);
    let within = Interval { from: occasion.interval.from, until };
    let shelf = Shelf::read(reading, almanac, &[content], &short, within).await?;
    let stock = shelf.stock(&shelf.holds);
    let mut words = Vec::new();
    for clash in &clashes {
        words.push(in_words(reading, stock, &asked, clash).await?);
    }
    let mut ways_out: Vec<WayOut> = clashes.iter().filter_map(transfer).collect();
    ways_out.extend(stock.fewer_sets(id, &asked.needed, content).map(|sets| WayOut::FewerSets { sets }));
    for clash in &clashes {
        ways_out.extend(shelf.alternatives(stock, &asked, clash.item));
    }
    ways_out.extend(lessons_of_teacher(reading, almanac, stock, &asked).await?);
    Ok(ClashReport { clashes: words, ways_out })
}

/// What is kept at another site can be asked for from there; what is short even then is told next.
fn transfer(clash: &Clash) -> Option<WayOut> {
    let from = clash.kept_at.clone()?;
    Some(WayOut::Transfer { item: clash.item, name: clash.name.clone(), from })
}

async fn in_words(
    reading: &mut Reading,
    stock: Stock<'_>,
    asked: &Asked<'_>,
    clash: &Clash,
) -> Result<ClashWords, ActionError> {
    let pool = stock.pools.get(&clash.item);
    let within = pool.map_or(asked.needed.interval, |pool| pool.hold_interval(&asked.needed));
    let held_by = reading.held_by(clash.item, within).await?;
    Ok(ClashWords {
        item: clash.item,
        name: clash.name.clone(),
        wanted: clash.wanted,
        free: clash.free,
        retired: clash.retired,
        kept_at: clash.kept_at.clone(),
        held_by: held_by.into_iter().filter(|held| held.hold.requisition != asked.id).collect(),
    })
}

/// The next lessons that whoever is answerable has with the same class, at which everything is free.
async fn lessons_of_teacher(
    reading: &mut Reading,
    almanac: &Almanac,
    stock: Stock<'_>,
    asked: &Asked<'_>,
) -> Result<Vec<WayOut>, ActionError> {
    let Asked { id, occasion, content, .. } = asked;
    let Some(staff) = occasion.answerable() else { return Ok(Vec::new()) };
    let last = occasion.date.saturating_add(jiff::Span::new().days(DAYS_AHEAD));
    let mut lessons = almanac.lessons_of(reading, staff, occasion.date, last).await?;
    lessons.retain(|other| {
        other.interval.from > occasion.interval.from
            && other.class_words() == occasion.class
            && other.subject == occasion.subject
    });
    let taken = reading.lessons_asked_for(&ids(&lessons)).await?;
    let is_free = |other: &&Lesson| {
        !taken.contains(&other.id) && stock.weigh(*id, &almanac.needed_for(other), content).is_ok()
    };
    Ok(lessons.iter().filter(is_free).take(MOST_LESSONS).map(|lesson| way_to(lesson, true)).collect())
}

fn ids(lessons: &[Lesson]) -> Vec<domain::id::LessonId> {
    lessons.iter().map(|lesson| lesson.id).collect()
}

fn way_to(lesson: &Lesson, fits: bool) -> WayOut {
    WayOut::OtherLesson {
        lesson: lesson.id,
        date: lesson.date,
        periods: lesson.periods.clone(),
        start: lesson.interval.from,
        fits,
    }
}

/// What this person could do for those that wait for somebody's decision, by request: each comes with the items that it is short of,
/// none where it is its lesson that is amiss. In a fixed number of statements, however many wait.
pub(crate) async fn ways_out_of(
    reading: &mut Reading,
    almanac: &Almanac,
    waiting: &[(&Requisition, Vec<ItemId>)],
    actor: &Actor,
    now: Instant,
) -> Result<BTreeMap<RequisitionId, Vec<WayOut>>, ActionError> {
    let mut meetings = Meetings::default();
    let mut others = Vec::new();
    let mut own = Vec::new();
    for (requisition, _) in waiting {
        let keeps_another_hour = matches!(requisition.occasion.tie, Tie::Apart | Tie::StaysApart);
        let lesson = if keeps_another_hour {
            meetings.lesson_of(reading, almanac, &requisition.occasion, now).await?
        } else {
            None
        };
        own.push(lesson.filter(|lesson| may_ask_for(actor, lesson)));
        let mut lessons = meetings.other_lessons(reading, almanac, &requisition.occasion, now).await?;
        lessons.retain(|lesson| may_ask_for(actor, lesson));
        others.push(lessons);
    }
    let taken = reading.lessons_asked_for(&ids(&others.concat())).await?;
    let contents: Vec<&Content> = waiting.iter().map(|(requisition, _)| &requisition.content).collect();
    let short: Vec<ItemId> = waiting.iter().flat_map(|(_, short)| short.iter().copied()).collect();
    let times = waiting.iter().map(|(requisition, _)| requisition.occasion.interval);
    let times =
        times.chain(others.iter().flatten().chain(own.iter().flatten()).map(|lesson| lesson.interval));
    let Some(within) = times.reduce(hull) else { return Ok(BTreeMap::new()) };
    let shelf = Shelf::read(reading, almanac, &contents, &short, within).await?;
    let mut ways = BTreeMap::new();
    for (((requisition, short), others), own) in waiting.iter().zip(&others).zip(&own) {
        let Requisition { id, occasion, content, .. } = requisition;
        let asked = Asked { id: *id, occasion, needed: almanac.needed(occasion), content };
        let holds = shelf.held_by_others(*id);
        let stock = shelf.stock(&holds);
        let fits = |lesson: &Lesson| stock.weigh(*id, &almanac.needed_for(lesson), content).is_ok();
        let follow = |lesson: &Lesson| WayOut::Follow {
            lesson: lesson.id,
            date: lesson.date,
            start: lesson.interval.from,
            fits: fits(lesson),
        };
        let mut found: Vec<WayOut> = own.iter().map(follow).collect();
        if !short.is_empty() {
            let sets = stock.fewer_sets(*id, &asked.needed, content);
            found.extend(sets.map(|sets| WayOut::FewerSets { sets }));
        }
        for item in short {
            found.extend(shelf.alternatives(stock, &asked, *item));
        }
        let others = others.iter().filter(|lesson| !taken.contains(&lesson.id));
        found.extend(others.map(|lesson| way_to(lesson, fits(lesson))));
        ways.insert(*id, found);
    }
    Ok(ways)
}

fn hull(one: Interval, other: Interval) -> Interval {
    Interval { from: one.from.min(other.from), until: one.until.max(other.until) }
}
