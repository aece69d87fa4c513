//! Counting an item, and changing what is kept about it.

use domain::Permit;
use domain::history::Kind;
use std::collections::BTreeMap;

use domain::apparatus::{Hold, Item, Pool};
use domain::catalogue::ApparatusKind;
use domain::fold::folded;
use domain::id::ItemId;
use domain::people::permissions;
use domain::requisition::{LineWhat, State};
use storage::Writing;

use crate::almanac::Almanac;
use crate::{ActionError, Begun, House, Invalid, Once};

/// What an item is to be from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemChange {
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub place: String,
    /// How many there are; none to leave it uncounted.
    pub counted: Option<u32>,
    /// How many of those are out of service.
    pub out_of_service: u32,
    /// How many of those are missing.
    pub missing: u32,
    /// Minutes before a lesson; none for the school's own.
    pub set_up_minutes: Option<u32>,
    /// Minutes after.
    pub turn_round_minutes: Option<u32>,
    /// The room it lives in.
    pub lives_in: Option<String>,
    /// Whether its number is asked for when it comes back.
    pub count_back: bool,
    /// Whether it is retired: kept in history, and asked for no more.
    pub retired: bool,
}

/// The most pieces that one pool can have.
const MOST_PIECES: u32 = 100_000;
/// The most minutes that set-up or turn-round can take: a fortnight.
const MOST_MINUTES: u32 = 14 * 24 * 60;
/// The longest name or place, in characters.
const LONGEST_NAME: usize = 200;

/// Changes an item. Correcting a pool downwards always works: promises it can no longer cover become
/// exposures in the inbox. What is counted for the first time is held, from now on, for every request
/// that was promised it while nobody had counted.
pub async fn change(
    house: &House,
    permit: &Permit<permissions::ChangeApparatus>,
    id: ItemId,
    wanted: ItemChange,
    once: Option<Once>,
) -> Result<(), ActionError> {
    check(&wanted)?;
    let mut work = match house.begin::<()>(permit.school(), permit.actor().account, once).await? {
        Begun::Answered(()) => return Ok(()),
        Begun::Anew(work) => work,
    };
    hold_still(house, &mut work, id, wanted.counted.is_some()).await?;
    let before = work.find_item(id).await?.ok_or(ActionError::NotFound("item"))?;
    if wanted.counted.is_some() && !before.kind.comes_back() {
        return Err(ActionError::field("counted", "this is used up, so it is not counted as apparatus"));
    }
    let after = changed(house, &before, wanted);
    work.change_item(&after).await?;
    if !can_clash(&before.pool) && can_clash(&after.pool) {
        hold_what_was_promised(house, &mut work, &after.pool).await?;
    }
    let words = words_for(&before, &after);
    let event = house.history(permit.actor(), Kind::ItemChange, Some(id.to_string()), words);
    work.finish((), Some(event)).await
}

/// Adds an item of the school's own.
pub async fn add(
    house: &House,
    permit: &Permit<permissions::ChangeApparatus>,
    wanted: ItemChange,
    once: Option<Once>,
) -> Result<ItemId, ActionError> {
    check(&wanted)?;
    let mut work = match house.begin(permit.school(), permit.actor().account, once).await? {
        Begun::Answered(id) => return Ok(id),
        Begun::Anew(work) => work,
    };
    let id: ItemId = house.next_id();
    let empty = Item {
        pool: Pool {
            item: id,
            name: String::new(),
            counted: None,
            out_of_service: 0,
            missing: 0,
            lives_in: None,
            set_up_minutes: None,
            turn_round_minutes: None,
        },
        key: None,
        search_name: String::new(),
        family: "Our own".to_owned(),
        place: String::new(),
        kind: ApparatusKind::Reusable,
        count_back: false,
        version: 1,
        retired_at: None,
    };
    let item = changed(house, &empty, wanted);
    work.add_item(&item).await?;
    let words = format!("Added {}", item.pool.name);
    let event = house.history(permit.actor(), Kind::ItemAdd, Some(id.to_string()), words);
    work.finish(id, Some(event)).await
}

fn check(wanted: &ItemChange) -> Result<(), Invalid> {
    let name = wanted.name.trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return Err(Invalid::new("name", "give it a name of at most 200 characters"));
    }
    if wanted.place.chars().count() > LONGEST_NAME {
        return Err(Invalid::new("place", "the place is longer than 200 characters"));
    }
    let counted = wanted.counted.unwrap_or(0);
    if counted > MOST_PIECES {
        return Err(Invalid::new("counted", "that is more than 100,000 pieces"));
    }
    if wanted.counted.is_some() && wanted.out_of_service.saturating_add(wanted.missing) > counted {
        return Err(Invalid::new(
            "out_of_service",
            "more are out of service or missing than there are; count them first",
        ));
    }
    if wanted.set_up_minutes.unwrap_or(0) > MOST_MINUTES {
        return Err(Invalid::new("set_up_minutes", "set-up takes at most a fortnight"));
    }
    if wanted.turn_round_minutes.unwrap_or(0) > MOST_MINUTES {
        return Err(Invalid::new("turn_round_minutes", "turn-round takes at most a fortnight"));
    }
    Ok(())
}

fn changed(house: &House, before: &Item, wanted: ItemChange) -> Item {
    let name = wanted.name.trim().to_owned();
    // Other names that search finds stay; the name itself may have changed.
    let own = folded(&before.pool.name);
    let others = before.search_name.strip_prefix(&own).unwrap_or(&before.search_name);
    let search_name = format!("{}{others}", folded(&name));
    let is_counted = wanted.counted.is_some();
    Item {
        pool: Pool {
            item: before.pool.item,
            name,
            counted: wanted.counted,
            out_of_service: if is_counted { wanted.out_of_service } else { 0 },
            missing: if is_counted { wanted.missing } else { 0 },
            lives_in: wanted.lives_in.map(|room| room.trim().to_owned()).filter(|room| !room.is_empty()),
            set_up_minutes: wanted.set_up_minutes,
            turn_round_minutes: wanted.turn_round_minutes,
        },
        search_name,
        place: wanted.place.trim().to_owned(),
        count_back: wanted.count_back,
        retired_at: wanted.retired.then(|| before.retired_at.unwrap_or_else(|| house.now())),
        ..before.clone()
    }
}

/// Whether anything of it is ever held.
fn can_clash(pool: &Pool) -> bool {
    pool.counted.is_some() && pool.lives_in.is_none()
}

/// Locks an item, and where it is counted now, first the requests that name it and then all that these
/// name: requests before items, as every deed does.
async fn hold_still(
    house: &House,
    work: &mut Writing,
    id: ItemId,
    is_counted: bool,
) -> Result<(), ActionError> {
    let mut items = vec![id];
    let can_clash_already = work.find_item(id).await?.is_some_and(|item| can_clash(&item.pool));
    if is_counted && !can_clash_already {
        let mut open = work.requisitions_open_from(house.now()).await?;
        open.retain(|requisition| requisition.content.items().contains(&id));
        open.sort_unstable_by_key(|requisition| requisition.id);
        for requisition in &open {
            work.lock_requisition(requisition.id).await?;
        }
        items.extend(open.iter().flat_map(|requisition| requisition.content.items()));
    }
    Ok(work.lock_items(&items).await?)
}

/// Requests that were promised an item while nobody had counted it hold it from now on, whether or not
/// there turn out to be enough: a promise is a promise, and what is short shows as an exposure.
async fn hold_what_was_promised(house: &House, work: &mut Writing, pool: &Pool) -> Result<(), ActionError> {
    let almanac = Almanac::read(work).await?;
    let pools = BTreeMap::from([(pool.item, pool.clone())]);
    for listed in work.requisitions_open_from(house.now()).await? {
        if !listed.content.items().contains(&pool.item) {
            continue;
        }
        work.lock_requisition(listed.id).await?;
        let Some(requisition) = work.find_requisition(listed.id).await?.filter(|now| now.state.may_hold())
        else {
            continue;
        };
        let unanswered = matches!(requisition.state, State::Submitted | State::Queried);
        let names_it = requisition.content.quantities().contains_key(&LineWhat::Item(pool.item));
        if !names_it || unanswered && requisition.lateness.late {
            continue;
        }
        let wants =
            requisition.content.wants(requisition.lesson.interval, &pools, almanac.policy().turnaround());
        let mut holds = work.holds_of_requisition(requisition.id).await?;
        holds.retain(|hold| hold.item != pool.item);
        holds.extend(wants.into_iter().filter(|want| want.quantity > 0).map(|want| Hold {
            requisition: requisition.id,
            item: want.item,
            quantity: want.quantity,
            interval: want.interval,
        }));
        work.set_holds(requisition.id, &holds).await?;
    }
    Ok(())
}

fn words_for(before: &Item, after: &Item) -> String {
    let count = |item: &Item| item.pool.counted.map_or_else(|| "not counted".to_owned(), |n| n.to_string());
    let mut words = Vec::new();
    if before.pool.counted != after.pool.counted {
        words.push(format!("counted {} (was {})", count(after), count(before)));
    }
    if before.pool.out_of_service != after.pool.out_of_service {
        words.push(format!("{} out of service", after.pool.out_of_service));
    }
    if before.pool.missing != after.pool.missing {
        words.push(format!("{} missing", after.pool.missing));
    }
    if before.place != after.place {
        words.push(format!("now at {}", after.place));
    }
    if after.retired_at.is_some() && before.retired_at.is_none() {
        words.push("retired".to_owned());
    }
    if words.is_empty() { "Changed".to_owned() } else { format!("Changed: {}", words.join(", ")) }
}
