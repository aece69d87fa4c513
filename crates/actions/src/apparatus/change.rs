//! Changing what is kept about an item.

use std::collections::BTreeMap;

use domain::apparatus::{Hold, Item, Pool};
use domain::id::{ItemId, SchoolId};
use domain::people::permissions::ChangeApparatus;
use domain::requisition::{LineWhat, Moving, Requisition, State, moved_holds};
use domain::site::Sites;
use serde::{Deserialize, Serialize};

use super::wanted::{self, ItemChange, changed, check};
use crate::ActionError;
use crate::deed::{Deed, Entry, Told};
use crate::requisition::Book;
use crate::unit::{Turn, Unit};

/// Changes an item. Correcting a pool downwards always works: promises it can no longer cover become
/// exposures in the inbox, and so does what was promised of an item that is retired. What is counted for the first
/// time, or retired while nobody had counted it, is held, from now on, for every request that was promised it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// Which.
    pub item: ItemId,
    /// What it is to be.
    pub to: ItemChange,
    /// What it was when the change was begun: what others have changed since stands, and where both changed the same,
    /// nothing is done. None where nobody looked.
    #[serde(default)]
    pub seen: Option<ItemChange>,
}

impl Deed for Change {
    type At = Book;
    type May = ChangeApparatus;
    type Answer = ();
    const KEY: &'static str = "item.change";
    const FORM: &'static str = "apparatus-change";

    fn example() -> Self {
        Self { item: ItemId(uuid::Uuid::nil()), to: wanted::example(), seen: None }
    }

    async fn act(self, turn: &mut Turn<Book>) -> Result<Told<()>, ActionError> {
        let unit = &mut turn.unit;
        let almanac = unit.almanac().await?;
        let will_clash = self.to.counted.is_some() || self.to.retired;
        let site = self.to.site;
        let before =
            still(unit, self.item, |pool| pool.site != site || will_clash && !pool.can_clash()).await?;
        let to = match &self.seen {
            Some(seen) => self.to.beside(seen, &ItemChange::from(&before)).agreed()?,
            None => self.to,
        };
        check(&to, &almanac.sites)?;
        change(unit, &before, to).await
    }
}

/// An item as it stands, held still with all that counting it anew could touch.
pub(super) async fn still(
    unit: &mut Unit<SchoolId>,
    id: ItemId,
    touches_holds: impl Fn(&Pool) -> bool,
) -> Result<Item, ActionError> {
    hold_still(unit, id, touches_holds).await?;
    unit.find_item(id).await?.ok_or(ActionError::NotFound("item"))
}

/// Makes an item that is held still what it is to be.
pub(super) async fn change(
    unit: &mut Unit<SchoolId>,
    before: &Item,
    wanted: ItemChange,
) -> Result<Told<()>, ActionError> {
    if wanted.counted.is_some() && !before.kind.comes_back() {
        return Err(ActionError::field("counted", "this is used up, so it is not counted as apparatus"));
    }
    let after = changed(unit.now, before, wanted);
    let sites = unit.almanac().await?.sites.clone();
    unit.change_item(&after).await?;
    if !before.pool.can_clash() && after.pool.can_clash() {
        hold_what_was_promised(unit, &after.pool).await?;
    } else if before.pool.site != after.pool.site {
        carry_anew(unit, &before.pool, &after.pool).await?;
    }
    Ok(Told::done((), Entry::new(words_for(before, &after, &sites)).about(after.pool.item)))
}

/// Locks an item, and where its change touches what is held, first the requests that name it and then all that these
/// name: requests before items, as every deed does.
async fn hold_still(
    unit: &mut Unit<SchoolId>,
    id: ItemId,
    touches_holds: impl Fn(&Pool) -> bool,
) -> Result<(), ActionError> {
    let now = unit.now;
    let mut items = vec![id];
    if unit.find_item(id).await?.is_some_and(|item| touches_holds(&item.pool)) {
        let mut open = unit.requisitions_open_from(now).await?;
        open.retain(|requisition| requisition.content.items().contains(&id));
        open.sort_unstable_by_key(|requisition| requisition.id);
        for requisition in &open {
            unit.lock_requisition(requisition.id).await?;
        }
        items.extend(open.iter().flat_map(|requisition| requisition.content.items()));
    }
    Ok(unit.lock_items(&items).await?)
}

/// Requests that were promised an item that could not be refused until now hold it from now on, whether or not
/// there turn out to be enough: a promise is a promise, and what is short shows as an exposure.
async fn hold_what_was_promised(unit: &mut Unit<SchoolId>, pool: &Pool) -> Result<(), ActionError> {
    let (almanac, now) = (unit.almanac().await?, unit.now);
    let pools = BTreeMap::from([(pool.item, pool.clone())]);
    for listed in unit.requisitions_open_from(now).await? {
        if !listed.content.items().contains(&pool.item) {
            continue;
        }
        unit.lock_requisition(listed.id).await?;
        let Some(requisition) =
            unit.find_requisition(listed.id).await?.filter(|found| found.state.may_hold())
        else {
            continue;
        };
        let unanswered = matches!(requisition.state, State::Submitted | State::Queried);
        let names_it = requisition.content.quantities().contains_key(&LineWhat::Item(pool.item));
        if !names_it || unanswered && requisition.lateness.late {
            continue;
        }
        let wants = requisition.content.wants(&almanac.needed(&requisition.occasion), &pools);
        let mut holds = unit.holds_of_requisition(requisition.id).await?;
        holds.retain(|hold| hold.item != pool.item);
        holds.extend(wants.into_iter().filter(|want| want.quantity > 0).map(|want| Hold {
            requisition: requisition.id,
            item: want.item,
            quantity: want.quantity,
            interval: want.interval,
            moved_at: want.unasked.map(|_| now),
        }));
        unit.set_holds(requisition.id, &holds).await?;
    }
    Ok(())
}

/// What is held of an item that is kept at another site from now on is held for the way from there. Where nobody has
/// asked for that, or it is not free for so long, it shows as an exposure.
async fn carry_anew(unit: &mut Unit<SchoolId>, before: &Pool, after: &Pool) -> Result<(), ActionError> {
    let (almanac, now) = (unit.almanac().await?, unit.now);
    let mut standing = unit.all_holds(now).await?;
    standing.retain(|hold| hold.item == after.item);
    let mut open = unit.requisitions_open_from(now).await?;
    open.retain(|one| {
        let away = |pool: &Pool| pool.away(&one.occasion.room, &almanac.sites);
        away(before) != away(after) && standing.iter().any(|hold| hold.requisition == one.id)
    });
    let moving =
        |one: &Requisition| standing.iter().filter(|hold| hold.requisition == one.id).cloned().collect();
    let moving: Vec<Moving<'_>> = open
        .iter()
        .map(|one| Moving {
            id: one.id,
            occasion: one.occasion.clone(),
            content: &one.content,
            held: moving(one),
        })
        .collect();
    let pools = BTreeMap::from([(after.item, after.clone())]);
    let around = (almanac.policy().turnaround(), &almanac.sites);
    for (id, carried) in moved_holds(&moving, &pools, around, &standing, now) {
        let held = unit.holds_of_requisition(id).await?;
        let others = held.iter().filter(|hold| hold.item != after.item).cloned();
        let holds: Vec<Hold> = others.chain(carried).collect();
        unit.replace_holds(id, &held, &holds).await?;
    }
    Ok(())
}

fn words_for(before: &Item, after: &Item, sites: &Sites) -> String {
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
    if before.pool.site != after.pool.site
        && let Some(site) = sites.find(after.pool.site)
    {
        words.push(format!("kept at {}", site.name));
    }
    if after.retired_at.is_some() && before.retired_at.is_none() {
        words.push("retired".to_owned());
    }
    if after.retired_at.is_none() && before.retired_at.is_some() {
        words.push("in use again".to_owned());
    }
    if words.is_empty() { "Changed".to_owned() } else { format!("Changed: {}", words.join(", ")) }
}
