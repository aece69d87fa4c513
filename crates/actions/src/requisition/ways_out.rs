//! Ways out of a clash: who has it, and what would fit instead.

use domain::Interval;
use domain::apparatus::{Clash, free_throughout};
use domain::id::{ItemId, RequisitionId};
use domain::requisition::{Content, Occasion};
use storage::Reading;

use super::clash::{ClashReport, ClashWords, WayOut};
use super::weigh::weighed;
use crate::ActionError;
use crate::almanac::Almanac;

/// Days ahead that other lessons are looked for.
const DAYS_AHEAD: i32 = 14;
/// The most other lessons that are offered.
const MOST_LESSONS: usize = 3;

/// Says who has what clashes, and looks for what would fit.
pub(crate) async fn report(
    reading: &mut Reading,
    almanac: &Almanac,
    id: RequisitionId,
    lesson: &Occasion,
    content: &Content,
    clashes: Vec<Clash>,
) -> Result<ClashReport, ActionError> {
    let mut words = Vec::new();
    for clash in &clashes {
        words.push(in_words(reading, almanac, id, lesson.interval, clash).await?);
    }
    let mut ways_out = Vec::new();
    ways_out.extend(fewer_sets(reading, almanac, id, lesson.interval, content).await?);
    let wanted: Vec<ItemId> = clashes.iter().map(|clash| clash.item).collect();
    let candidates = reading.alternatives_of(&wanted).await?;
    for (clash, candidates) in clashes.iter().filter_map(|clash| Some((clash, candidates.get(&clash.item)?)))
    {
        ways_out.extend(alternatives(reading, almanac, lesson.interval, clash, candidates).await?);
    }
    ways_out.extend(other_lessons(reading, almanac, id, lesson, content).await?);
    Ok(ClashReport { clashes: words, ways_out })
}

async fn in_words(
    reading: &mut Reading,
    almanac: &Almanac,
    id: RequisitionId,
    lesson: Interval,
    clash: &Clash,
) -> Result<ClashWords, ActionError> {
    let pools = reading.pools(&[clash.item]).await?;
    let within = pools
        .get(&clash.item)
        .map_or(lesson, |pool| pool.hold_interval(lesson.from, lesson.until, almanac.policy().turnaround()));
    let held_by = reading.held_by(clash.item, within).await?;
    Ok(ClashWords {
        item: clash.item,
        name: clash.name.clone(),
        wanted: clash.wanted,
        free: clash.free,
        retired: clash.retired,
        held_by: held_by.into_iter().filter(|held| held.hold.requisition != id).collect(),
    })
}

/// The most sets below the number asked for that would fit, if any.
async fn fewer_sets(
    reading: &mut Reading,
    almanac: &Almanac,
    id: RequisitionId,
    lesson: Interval,
    content: &Content,
) -> Result<Option<WayOut>, ActionError> {
    let [station] = content.stations.as_slice() else { return Ok(None) };
    let (mut fits, mut fails) = (0, station.sets);
    while fits + 1 < fails {
        let sets = fits.midpoint(fails);
        match weighed(reading, almanac, id, lesson, &content.with_sets(sets)).await? {
            Ok(_) => fits = sets,
            Err(_) => fails = sets,
        }
    }
    Ok((fits > 0).then_some(WayOut::FewerSets { sets: fits }))
}

async fn alternatives(
    reading: &mut Reading,
    almanac: &Almanac,
    lesson: Interval,
    clash: &Clash,
    candidates: &[ItemId],
) -> Result<Vec<WayOut>, ActionError> {
    let pools = reading.pools(candidates).await?;
    let mut found = Vec::new();
    for (item, pool) in pools {
        let within = pool.hold_interval(lesson.from, lesson.until, almanac.policy().turnaround());
        let holds = reading.holds_of(&[item], within).await?;
        let free = free_throughout(&pool, &holds, within);
        if free.is_none_or(|free| free >= clash.wanted) {
            found.push(WayOut::Alternative {
                item: clash.item,
                alternative: item,
                name: pool.name.clone(),
                free,
            });
        }
    }
    Ok(found)
}

async fn other_lessons(
    reading: &mut Reading,
    almanac: &Almanac,
    id: RequisitionId,
    lesson: &Occasion,
    content: &Content,
) -> Result<Vec<WayOut>, ActionError> {
    let Some(staff) = lesson.answerable() else { return Ok(Vec::new()) };
    let last = lesson.date.saturating_add(jiff::Span::new().days(DAYS_AHEAD));
    let asked = reading.requisitions_of(staff, lesson.date, last).await?;
    let is_asked_for = |id| asked.iter().any(|one| one.occasion.lesson == id && one.state.is_open());
    let mut found = Vec::new();
    for other in almanac.lessons_of(reading, staff, lesson.date, last).await? {
        let is_later = other.interval.from > lesson.interval.from;
        if !is_later
            || is_asked_for(other.id)
            || other.class_words() != lesson.class
            || other.subject != lesson.subject
        {
            continue;
        }
        if weighed(reading, almanac, id, other.interval, content).await?.is_err() {
            continue;
        }
        found.push(WayOut::OtherLesson {
            lesson: other.id,
            date: other.date,
            periods: other.periods,
            start: other.interval.from,
        });
        if found.len() == MOST_LESSONS {
            break;
        }
    }
    Ok(found)
}
