//! Following: every open request goes where its lesson is, with what it holds.

use std::collections::BTreeMap;

use domain::apparatus::{Hold, Pool, exposures};
use domain::calendar::Calendar;
use domain::history::Kind;
use domain::id::{ItemId, LessonId, RequisitionId, SchoolId, StaffId};
use domain::requisition::{Moving, Occasion, Requisition, Tie, followed, moved_holds};
use domain::wall_clock;
use jiff::civil::Date;

use super::effects::{Effects, Short, Touched, Untied};
use super::meetings::Meetings;
use super::turning::Turning;
use crate::ActionError;
use crate::almanac::Almanac;
use crate::deed::Entry;
use crate::unit::Unit;

/// Brings every open request that is not over to where its lesson is by `after`, in this unit, which holds the
/// school's time. Says what that did, and what history is told of each.
pub(super) async fn follow(
    unit: &mut Unit<SchoolId>,
    before: &Almanac,
    after: &Almanac,
) -> Result<(Effects, Vec<Entry>), ActionError> {
    let now = unit.now;
    let open = unit.requisitions_open_from(now).await?;
    let mut meetings = Meetings::default();
    let mut effects = Effects::default();
    let mut all: Vec<(Requisition, Occasion)> = Vec::new();
    let mut turning = Turning::between(before, after, now);
    let mut taken: BTreeMap<LessonId, LessonId> = BTreeMap::new();
    for requisition in open {
        let lesson = turning.lesson_of(unit, &mut meetings, &requisition.occasion).await?;
        // Where the requests of two lessons would go to one, it is the first one's; the others wait for a decision.
        let from = requisition.occasion.lesson;
        let lesson =
            lesson.filter(|to| to.id == from || taken.get(&to.id).is_none_or(|other| *other == from));
        if let Some(to) = &lesson {
            taken.insert(to.id, from);
        }
        let occasion = followed(&requisition.occasion, lesson.as_ref(), &after.staff);
        all.push((requisition, occasion));
    }
    move_holds(unit, before, after, &all, &mut effects).await?;
    let mut entries = Vec::new();
    for (requisition, occasion) in all.into_iter().filter(|(was, is)| was.occasion != *is) {
        tell((&requisition, &before.calendar), (&occasion, &after.calendar), &mut effects, &mut entries);
        unit.change_occasion(&Requisition { occasion, ..requisition }).await?;
    }
    effects.untied = untied(unit, before, after, &mut meetings).await?;
    Ok((effects, entries))
}

/// Moves what is held by those whose time is another now, or to whom something comes another way.
async fn move_holds(
    unit: &mut Unit<SchoolId>,
    before: &Almanac,
    after: &Almanac,
    all: &[(Requisition, Occasion)],
    effects: &mut Effects,
) -> Result<(), ActionError> {
    let is_retimed = |(was, is): &(Requisition, Occasion)| was.occasion.interval != is.interval;
    let have_sites = before.sites.are_several() || after.sites.are_several();
    let may_be_carried = |(was, is): &(Requisition, Occasion)| {
        have_sites && (was.occasion.room != is.room || before.sites != after.sites)
    };
    if !all.iter().any(|one| is_retimed(one) || may_be_carried(one)) {
        return Ok(());
    }
    let now = unit.now;
    let standing = unit.all_holds(now).await?;
    let mut held: BTreeMap<RequisitionId, Vec<Hold>> = BTreeMap::new();
    for hold in &standing {
        held.entry(hold.requisition).or_default().push(hold.clone());
    }
    let touched = all.iter().filter(|one| is_retimed(one) || may_be_carried(one));
    let mut moving: Vec<(&Requisition, Moving<'_>)> = touched
        .filter_map(|(requisition, occasion)| {
            let (id, content) = (requisition.id, &requisition.content);
            let held = held.get(&id)?.clone();
            Some((requisition, Moving { id, occasion: occasion.clone(), content, held }))
        })
        .collect();
    let mut items: Vec<ItemId> = moving.iter().flat_map(|(_, one)| &one.held).map(|hold| hold.item).collect();
    items.sort_unstable();
    items.dedup();
    let pools: BTreeMap<_, _> =
        unit.lock_and_find_items(&items).await?.into_iter().map(|(id, item)| (id, item.pool)).collect();
    moving.retain(|(was, is)| {
        let is_carried = |pool: &Pool| {
            pool.away(&was.occasion.room, &before.sites) != pool.away(&is.occasion.room, &after.sites)
        };
        let mut held = is.held.iter().filter_map(|hold| pools.get(&hold.item));
        was.occasion.interval != is.occasion.interval || held.any(is_carried)
    });
    let moving: Vec<Moving<'_>> = moving.into_iter().map(|(_, one)| one).collect();
    let around = (after.policy().turnaround(), &after.sites);
    let moved = moved_holds(&moving, &pools, around, &standing, now);
    for one in &moving {
        let holds = moved.get(&one.id).map_or(&[][..], Vec::as_slice);
        unit.replace_holds(one.id, &one.held, holds).await?;
        effects.short.extend(holds.iter().filter_map(|hold| unasked(one, hold, &pools, after)));
    }
    let mut now_held: Vec<Hold> =
        standing.into_iter().filter(|hold| !moved.contains_key(&hold.requisition)).collect();
    now_held.extend(moved.values().flatten().cloned());
    for pool in pools.values() {
        for (hold, short) in exposures(pool, &now_held) {
            if moved.contains_key(&hold.requisition) {
                let (id, item, wanted) = (hold.requisition, pool.item, hold.quantity);
                effects.short.push(Short { id, item, name: pool.name.clone(), wanted, short, kept_at: None });
            }
        }
    }
    Ok(())
}

/// What is held of an item that is kept at another site now, and nobody has asked for from there.
fn unasked(one: &Moving<'_>, hold: &Hold, pools: &BTreeMap<ItemId, Pool>, after: &Almanac) -> Option<Short> {
    let pool = pools.get(&hold.item)?;
    let away = one.content.unasked(pool, &after.needed(&one.occasion))?;
    let (id, item, name, wanted) = (one.id, pool.item, pool.name.clone(), hold.quantity);
    Some(Short { id, item, name, wanted, short: wanted, kept_at: Some(away.site) })
}

/// Tells of a request what has become of its lesson, each as the clocks of its calendar showed it.
fn tell(
    (requisition, before): (&Requisition, &Calendar),
    (occasion, after): (&Occasion, &Calendar),
    effects: &mut Effects,
    entries: &mut Vec<Entry>,
) {
    let was = &requisition.occasion;
    let is_found = was.tie == Tie::Gone && occasion.tie != Tie::Gone;
    let words = if occasion.tie == Tie::Gone && was.tie != Tie::Gone {
        effects.orphaned.push(Touched::of(requisition, None));
        "Its lesson is gone".to_owned()
    } else if occasion.tie == Tie::TeacherOut && was.tie != Tie::TeacherOut {
        effects.waiting.push(Touched::of(requisition, Some(occasion)));
        "Its teacher is out".to_owned()
    } else {
        let touched = Touched::of(requisition, Some(occasion));
        let list = if is_found { &mut effects.found } else { &mut effects.moved };
        if is_found || differ_for_people(was, occasion) {
            list.push(touched);
        }
        follow_words((was, before), (occasion, after))
    };
    entries.push(Entry::new(words).of(Kind::RequisitionFollow).about(requisition.id));
}

fn differ_for_people(was: &Occasion, now: &Occasion) -> bool {
    (was.interval, &was.room, &was.class, &was.teacher) != (now.interval, &now.room, &now.class, &now.teacher)
}

/// What has become of a lesson, in words: only what is another now.
fn follow_words((was, before): (&Occasion, &Calendar), (now, after): (&Occasion, &Calendar)) -> String {
    let mut words = Vec::new();
    if was.date != now.date {
        words.push(format!("on {} instead of {}", day(now.date), day(was.date)));
    }
    if was.periods != now.periods {
        words.push(format!("in {} instead of {}", now.periods, was.periods));
    }
    let times =
        |calendar: &Calendar, occasion: &Occasion| wall_clock::times(&calendar.zone, occasion.interval, "to");
    let (rang, rings) = (times(before, was), times(after, now));
    // A period that is named by its hours says them already.
    if rang != rings && was.periods == now.periods {
        words.push(format!("from {rings} instead of {rang}"));
    }
    for (what, was, now) in
        [("in", &was.room, &now.room), ("for", &was.class, &now.class), ("with", &was.teacher, &now.teacher)]
    {
        if was != now {
            let or_none = |text: &String| if text.is_empty() { "no room".to_owned() } else { text.clone() };
            words.push(format!("{what} {} instead of {}", or_none(now), or_none(was)));
        }
    }
    match (was.tie, words.is_empty()) {
        (Tie::Gone, true) => "Its lesson is there again".to_owned(),
        (Tie::TeacherOut, true) => "Its teacher is back".to_owned(),
        (_, true) => "Follows its lesson".to_owned(),
        _ => format!("Went with its lesson: now {}", words.join(", ")),
    }
}

/// A date as history says it: `Monday 7 December`.
pub(crate) fn day(date: Date) -> String {
    date.strftime("%A %-d %B").to_string()
}

/// People with an account whom the versions in force name no longer, and did before.
async fn untied(
    unit: &mut Unit<SchoolId>,
    before: &Almanac,
    after: &Almanac,
    meetings: &mut Meetings,
) -> Result<Vec<Untied>, ActionError> {
    let today = after.calendar.local(unit.now).0;
    let Some(changed) = first_version_changed(before, after) else { return Ok(Vec::new()) };
    let was = staff_in(unit, before, today.max(changed), meetings).await?;
    let is = staff_in(unit, after, today.max(changed), meetings).await?;
    let mut untied = Vec::new();
    for member in unit.members().await? {
        let Some(staff) = member.staff.filter(|_| member.ended_at.is_none()) else { continue };
        if !was.contains(&staff) || is.contains(&staff) {
            continue;
        }
        let name = unit.find_staff(staff).await?.map_or_else(|| member.name.clone(), |found| found.name);
        let open = unit.requisitions_of(staff, today, Date::MAX).await?;
        let open = open.iter().filter(|one| one.state.is_open()).count();
        untied.push(Untied { account: member.account, staff, name, open });
    }
    Ok(untied)
}

/// The first date from which another version of the timetable is in force than before.
fn first_version_changed(before: &Almanac, after: &Almanac) -> Option<Date> {
    let only_in = |one: &Almanac, other: &Almanac| {
        let is_there = |id| other.versions.iter().any(|version| version.id == id);
        let own = one.versions.iter().filter(|version| !is_there(version.id));
        own.map(|version| version.valid_from).min()
    };
    [only_in(before, after), only_in(after, before)].into_iter().flatten().min()
}

/// Who teaches anything from a date on.
async fn staff_in(
    unit: &mut Unit<SchoolId>,
    almanac: &Almanac,
    from: Date,
    meetings: &mut Meetings,
) -> Result<Vec<StaffId>, ActionError> {
    let mut found = Vec::new();
    let now = almanac.version_on(from).map(|version| version.id);
    for version in &almanac.versions {
        if Some(version.id) == now || version.valid_from > from {
            found.extend(meetings.of(unit, version).await?.values().flat_map(|kept| kept.staff.clone()));
        }
    }
    Ok(found)
}
