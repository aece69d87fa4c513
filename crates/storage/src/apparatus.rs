//! Apparatus, chemicals and consumables, and what is held of them.

use std::collections::BTreeMap;

use domain::apparatus::{HeldBy, Hold, Item, Pool};
use domain::catalogue::ApparatusKind;
use domain::id::{ItemId, RequisitionId};
use domain::{Instant, Interval};
use serde::Serialize;

use crate::columns::{Kept as _, columns, insert, select, statements, update};
use crate::connection::{Value, values};
use crate::error::StorageError;
use crate::{Reading, Writing, postgres, sqlite};

columns! { "item", Item, |it, row|
    once {
        id: parsed = it.pool.item;
        item_key: text_or_none = it.key.as_ref();
        family: text = &it.family;
        kind: keyed(ApparatusKind::from_code) = it.kind.code();
        version: number = it.version;
    }
    again {
        name: text = &it.pool.name;
        search_name: text = &it.search_name;
        place: text = &it.place;
        counted: number_or_none = it.pool.counted;
        out_of_service: number = it.pool.out_of_service;
        missing: number = it.pool.missing;
        set_up_minutes: number_or_none = it.pool.set_up_minutes;
        turn_round_minutes: number_or_none = it.pool.turn_round_minutes;
        lives_in: text_or_none = it.pool.lives_in.as_ref();
        site_id: parsed_or_none = it.pool.site;
        count_back: flag = it.count_back;
        retired_at: instant_or_none = it.retired_at;
    }
    made Item {
        pool: Pool {
            item: id,
            name,
            counted,
            out_of_service,
            missing,
            set_up_minutes,
            turn_round_minutes,
            lives_in,
            site: site_id,
            retired: retired_at.is_some(),
        },
        key: item_key,
        search_name,
        family,
        place,
        kind,
        count_back,
        version,
        retired_at,
    }
}

columns! { "hold", Hold, |it, row|
    once {
        requisition_id: parsed = it.requisition;
        item_id: parsed = it.item;
        quantity: number = it.quantity;
        from_at: instant = it.interval.from;
        until_at: instant = it.interval.until;
        moved_at: instant_or_none = it.moved_at;
    }
    made Hold {
        requisition: requisition_id,
        item: item_id,
        quantity,
        interval: Interval { from: from_at, until: until_at },
        moved_at,
    }
}

/// The columns of a hold, where those of its occasion stand beside them.
macro_rules! select_hold {
    ($rest:literal) => {
        concat!("select hold.requisition_id, item_id, quantity, from_at, until_at, moved_at", $rest)
    };
}

statements! { "item";
    ALL_ITEMS: Item = select!(Item, "from item
        where school_id = $1 and retired_at is null order by family, search_name");
    ITEM: Item = select!(Item, "from item where school_id = $1 and id = $2");
    SEARCH: Item = select!(Item, "from item
        where school_id = $1 and retired_at is null and search_name like $2 order by search_name limit $3");
    ADD_ITEM = insert!(Item in "school_id");
    CHANGE_ITEM = update!(Item, ", version = version + 1 where school_id = $1 and id = $2");
    ADD_MISSING = "update item set missing = missing + $3, version = version + 1 where school_id = $1 and id = $2";
    ALTERNATIVES: [Text] = "select alternative_id from item_alternative
        where school_id = $1 and item_id = $2 order by alternative_id";
    ADD_ALTERNATIVE = insert!("item_alternative", "school_id, item_id, alternative_id", " on conflict do nothing");
    HELD_BY: [Text, Text, Integer, Integer, Integer, Integer, Text, Text, Text, Integer, Integer] =
        select_hold!(", class, teacher, room, start_at, end_at from hold join occasion on occasion.school_id = hold.school_id
        and occasion.requisition_id = hold.requisition_id and occasion.place = hold.place
        where hold.school_id = $1 and item_id = $2 and until_at > $3 and from_at < $4
        order by from_at, hold.requisition_id");
    HOLDS_OF_REQUISITION: Hold = select!(Hold, "from hold
        where school_id = $1 and requisition_id = $2 order by item_id");
    ALL_HOLDS: Hold = select!(Hold, "from hold
        where school_id = $1 and until_at > $2 order by item_id, from_at, requisition_id");
    CLEAR_HOLDS = "delete from hold where school_id = $1 and requisition_id = $2";
}

impl Reading {
    /// Every item in use, by family and name.
    pub async fn items(&mut self) -> Result<Vec<Item>, StorageError> {
        let school = self.scope;
        self.connection.all(ALL_ITEMS, values![school], Item::read).await
    }

    /// One item, retired or not.
    pub async fn find_item(&mut self, item: ItemId) -> Result<Option<Item>, StorageError> {
        let school = self.scope;
        self.connection.one(ITEM, values![school, item], Item::read).await
    }

    /// Items in use whose folded names hold `folded`, at most `most`.
    pub async fn search_items(&mut self, folded: &str, most: u32) -> Result<Vec<Item>, StorageError> {
        let school = self.scope;
        let pattern = like_pattern(folded);
        self.connection.all(SEARCH, values![school, pattern, most], Item::read).await
    }

    /// These items, retired or not, in one look; those of other schools are simply not there.
    pub async fn find_items(&mut self, items: &[ItemId]) -> Result<BTreeMap<ItemId, Item>, StorageError> {
        if items.is_empty() {
            return Ok(BTreeMap::new());
        }
        let school = self.scope;
        let statement = self.connection.either(sqlite::ITEMS, postgres::ITEMS);
        let found = self.connection.all(statement, values![school, listed(items)?], Item::read).await?;
        Ok(by_id(found))
    }

    /// The pools of these items; those of other schools are simply not there.
    pub async fn pools(&mut self, items: &[ItemId]) -> Result<BTreeMap<ItemId, Pool>, StorageError> {
        Ok(self.find_items(items).await?.into_iter().map(|(id, item)| (id, item.pool)).collect())
    }

    /// What can stand in for an item.
    pub async fn alternatives(&mut self, item: ItemId) -> Result<Vec<ItemId>, StorageError> {
        let school = self.scope;
        self.connection.all(ALTERNATIVES, values![school, item], |row| row.parsed()).await
    }

    /// What can stand in for each of these items, those that nothing can left out.
    pub async fn alternatives_of(
        &mut self,
        items: &[ItemId],
    ) -> Result<BTreeMap<ItemId, Vec<ItemId>>, StorageError> {
        if items.is_empty() {
            return Ok(BTreeMap::new());
        }
        let statement = self.connection.either(sqlite::ALTERNATIVES_OF, postgres::ALTERNATIVES_OF);
        let row = values![self.scope, listed(items)?];
        let found = self.connection.all(statement, row, |row| Ok((row.parsed()?, row.parsed()?))).await?;
        let mut alternatives: BTreeMap<ItemId, Vec<ItemId>> = BTreeMap::new();
        for (item, alternative) in found {
            alternatives.entry(item).or_default().push(alternative);
        }
        Ok(alternatives)
    }

    /// What is held of these items at any time within `within`, by item and time.
    pub async fn holds_of(&mut self, items: &[ItemId], within: Interval) -> Result<Vec<Hold>, StorageError> {
        if items.is_empty() {
            return Ok(Vec::new());
        }
        let statement = self.connection.either(sqlite::HOLDS_OF_ITEMS, postgres::HOLDS_OF_ITEMS);
        let values: Vec<Value> = values![self.scope, listed(items)?, within.from, within.until];
        self.connection.all(statement, values, Hold::read).await
    }

    /// What is held of one item within `within`, with who has it.
    pub async fn held_by(&mut self, item: ItemId, within: Interval) -> Result<Vec<HeldBy>, StorageError> {
        let values: Vec<Value> = values![self.scope, item, within.from, within.until];
        self.connection
            .all(HELD_BY, values, |row| {
                Ok(HeldBy {
                    hold: Hold::read(row)?,
                    class: row.text()?,
                    teacher: row.text()?,
                    room: row.text()?,
                    lesson: Interval { from: row.instant()?, until: row.instant()? },
                })
            })
            .await
    }

    /// What one requisition holds.
    pub async fn holds_of_requisition(
        &mut self,
        requisition: RequisitionId,
    ) -> Result<Vec<Hold>, StorageError> {
        let school = self.scope;
        self.connection.all(HOLDS_OF_REQUISITION, values![school, requisition], Hold::read).await
    }

    /// Everything that is held after `after`, by item.
    pub async fn all_holds(&mut self, after: Instant) -> Result<Vec<Hold>, StorageError> {
        let school = self.scope;
        self.connection.all(ALL_HOLDS, values![school, after], Hold::read).await
    }
}

impl Writing {
    /// Adds an item to the school's list.
    pub async fn add_item(&mut self, item: &Item) -> Result<(), StorageError> {
        let row = item.inserted(values![self.scope])?;
        self.connection.run_one(ADD_ITEM, row).await
    }

    /// Keeps an item as it now is.
    pub async fn change_item(&mut self, item: &Item) -> Result<(), StorageError> {
        let row = item.changed(values![self.scope, item.pool.item])?;
        self.connection.run_one(CHANGE_ITEM, row).await
    }

    /// Makes `more` pieces missing; negative where they were found, or the counting is undone.
    pub async fn add_missing(&mut self, item: ItemId, more: i64) -> Result<(), StorageError> {
        let row = values![self.scope, item, more];
        self.connection.run_one(ADD_MISSING, row).await
    }

    /// Says that one item can stand in for another.
    pub async fn add_alternative(&mut self, item: ItemId, alternative: ItemId) -> Result<(), StorageError> {
        let row = values![self.scope, item, alternative];
        self.connection.run(ADD_ALTERNATIVE, row).await.map(|_| ())
    }

    /// Holds the rows of these items still until the unit ends, so that what is free of them cannot change
    /// meanwhile, and reads them; those of other schools are simply not there. What is held of them is read in
    /// a later statement, because a statement sees what was committed when it began to wait. SQLite has one
    /// writer, and holds nothing still.
    pub async fn lock_and_find_items(
        &mut self,
        items: &[ItemId],
    ) -> Result<BTreeMap<ItemId, Item>, StorageError> {
        if items.is_empty() {
            return Ok(BTreeMap::new());
        }
        let statement = self.connection.either(sqlite::ITEMS, postgres::LOCK_ITEMS);
        let row = values![self.scope, listed(items)?];
        Ok(by_id(self.connection.all(statement, row, Item::read).await?))
    }

    /// Holds the rows of these items still until the unit ends.
    pub async fn lock_items(&mut self, items: &[ItemId]) -> Result<(), StorageError> {
        if self.connection.is_postgres() {
            self.lock_and_find_items(items).await?;
        }
        Ok(())
    }

    /// Replaces all that a requisition holds.
    pub async fn set_holds(
        &mut self,
        requisition: RequisitionId,
        holds: &[Hold],
    ) -> Result<(), StorageError> {
        self.drop_holds(requisition).await?;
        self.add_holds(requisition, holds)
    }

    /// Replaces what a requisition holds, `before`, in as few statements as that takes: none where it is the
    /// same, and no more than two.
    pub async fn replace_holds(
        &mut self,
        requisition: RequisitionId,
        before: &[Hold],
        holds: &[Hold],
    ) -> Result<(), StorageError> {
        if before == holds {
            return Ok(());
        }
        if !before.is_empty() {
            self.drop_holds(requisition).await?;
        }
        self.add_holds(requisition, holds)
    }

    /// Keeps these holds of a requisition that holds none of their items yet, in one statement.
    pub fn add_holds(&mut self, requisition: RequisitionId, holds: &[Hold]) -> Result<(), StorageError> {
        if holds.is_empty() {
            return Ok(());
        }
        let list: Vec<(ItemId, u32, i64, i64, Option<i64>)> = holds
            .iter()
            .map(|hold| {
                let Interval { from, until } = hold.interval;
                (hold.item, hold.quantity, from.0, until.0, hold.moved_at.map(|at| at.0))
            })
            .collect();
        let statement = self.connection.either(sqlite::ADD_HOLDS, postgres::ADD_HOLDS);
        let row = values![self.scope, requisition, serde_json::to_string(&list)?];
        self.connection.later(statement, row);
        Ok(())
    }

    /// Drops all that a requisition holds.
    pub async fn drop_holds(&mut self, requisition: RequisitionId) -> Result<(), StorageError> {
        let school = self.scope;
        self.connection.run(CLEAR_HOLDS, values![school, requisition]).await.map(|_| ())
    }
}

/// Identifiers as the JSON list that statements look for them in.
pub(crate) fn listed<T: Serialize>(ids: &[T]) -> Result<String, StorageError> {
    Ok(serde_json::to_string(ids)?)
}

/// A pattern for `like` that finds `folded` anywhere, its own wild cards taken as they are not meant.
pub(crate) fn like_pattern(folded: &str) -> String {
    let plain: String = folded.chars().filter(|character| !matches!(character, '%' | '_' | '\\')).collect();
    format!("%{plain}%")
}

fn by_id(items: Vec<Item>) -> BTreeMap<ItemId, Item> {
    items.into_iter().map(|item| (item.pool.item, item)).collect()
}
