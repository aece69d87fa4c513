//! Apparatus, chemicals and consumables, and what is held of them.

use std::collections::BTreeMap;

use domain::apparatus::{HeldBy, Hold, Item, Pool};
use domain::catalogue::ApparatusKind;
use domain::id::{ItemId, RequisitionId};
use domain::{Instant, Interval};

use crate::connection::{Fields, Value, statements, values};
use crate::error::StorageError;
use crate::{Reading, Writing};

macro_rules! item_columns {
    () => {
        "i.id, i.item_key, i.name, i.search_name, i.family, i.place, i.kind, i.counted, i.out_of_service,
         i.missing, i.set_up_minutes, i.turn_round_minutes, i.lives_in, i.count_back, i.version, i.retired_at"
    };
}

statements! { "item";
    ALL_ITEMS = concat!("select ", item_columns!(), " from item i
        where i.school_id = $1 and i.retired_at is null order by i.family, i.search_name");
    ITEM = concat!("select ", item_columns!(), " from item i where i.school_id = $1 and i.id = $2");
    ITEMS = concat!("select ", item_columns!(), " from item i
        where i.school_id = $1 and $2 like '%' || i.id || '%'");
    SEARCH = concat!("select ", item_columns!(), " from item i
        where i.school_id = $1 and i.retired_at is null and i.search_name like $2 order by i.search_name limit $3");
    ADD_ITEM = "insert into item (school_id, id, item_key, name, search_name, family, place, kind, counted,
        out_of_service, missing, set_up_minutes, turn_round_minutes, lives_in, count_back, version)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1)";
    CHANGE_ITEM = "update item set name = $3, search_name = $4, place = $5, counted = $6, out_of_service = $7,
        missing = $8, set_up_minutes = $9, turn_round_minutes = $10, lives_in = $11, count_back = $12,
        version = version + 1, retired_at = $13 where school_id = $1 and id = $2";
    ADD_MISSING = "update item set missing = missing + $3, version = version + 1 where school_id = $1 and id = $2";
    ALTERNATIVES = "select alternative_id from item_alternative where school_id = $1 and item_id = $2 order by alternative_id";
    ADD_ALTERNATIVE = "insert into item_alternative (school_id, item_id, alternative_id) values ($1, $2, $3)
        on conflict do nothing";
    HOLDS_OF_ITEMS = "select requisition_id, item_id, quantity, from_at, until_at from hold
        where school_id = $1 and until_at > $3 and from_at < $4 and $2 like '%' || item_id || '%'
        order by item_id, from_at, requisition_id";
    HELD_BY = "select h.requisition_id, h.item_id, h.quantity, h.from_at, h.until_at, r.class, r.teacher, r.room,
        r.start_at, r.end_at from hold h
        join requisition r on r.school_id = h.school_id and r.id = h.requisition_id
        where h.school_id = $1 and h.item_id = $2 and h.until_at > $3 and h.from_at < $4
        order by h.from_at, h.requisition_id";
    HOLDS_OF_REQUISITION = "select requisition_id, item_id, quantity, from_at, until_at from hold
        where school_id = $1 and requisition_id = $2 order by item_id";
    ALL_HOLDS = "select requisition_id, item_id, quantity, from_at, until_at from hold
        where school_id = $1 and until_at > $2 order by item_id, from_at, requisition_id";
    CLEAR_HOLDS = "delete from hold where school_id = $1 and requisition_id = $2";
    ADD_HOLD = "insert into hold (school_id, requisition_id, item_id, quantity, from_at, until_at)
        values ($1, $2, $3, $4, $5, $6)";
    END_HOLDS = "update hold set until_at = $3 where school_id = $1 and requisition_id = $2 and until_at > $3";
    DROP_FUTURE_HOLDS = "delete from hold where school_id = $1 and requisition_id = $2 and from_at >= $3";
}

impl Reading {
    /// Every item in use, by family and name.
    pub async fn items(&mut self) -> Result<Vec<Item>, StorageError> {
        let school = self.scope;
        self.connection.all(ALL_ITEMS, values![school], read_item).await
    }

    /// One item, retired or not.
    pub async fn find_item(&mut self, item: ItemId) -> Result<Option<Item>, StorageError> {
        let school = self.scope;
        self.connection.one(ITEM, values![school, item], read_item).await
    }

    /// Items in use whose folded names hold `folded`, at most `most`.
    pub async fn search_items(&mut self, folded: &str, most: u32) -> Result<Vec<Item>, StorageError> {
        let school = self.scope;
        let pattern = like_pattern(folded);
        self.connection.all(SEARCH, values![school, pattern, most], read_item).await
    }

    /// These items, retired or not, in one look; those of other schools are simply not there.
    pub async fn find_items(&mut self, items: &[ItemId]) -> Result<BTreeMap<ItemId, Item>, StorageError> {
        if items.is_empty() {
            return Ok(BTreeMap::new());
        }
        let school = self.scope;
        let found = self.connection.all(ITEMS, values![school, listed(items)], read_item).await?;
        Ok(found.into_iter().map(|item| (item.pool.item, item)).collect())
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

    /// What is held of these items at any time within `within`, by item and time.
    pub async fn holds_of(&mut self, items: &[ItemId], within: Interval) -> Result<Vec<Hold>, StorageError> {
        if items.is_empty() {
            return Ok(Vec::new());
        }
        let values: Vec<Value> = values![self.scope, listed(items), within.from, within.until];
        self.connection.all(HOLDS_OF_ITEMS, values, read_hold).await
    }

    /// What is held of one item within `within`, with who has it.
    pub async fn held_by(&mut self, item: ItemId, within: Interval) -> Result<Vec<HeldBy>, StorageError> {
        let values: Vec<Value> = values![self.scope, item, within.from, within.until];
        self.connection
            .all(HELD_BY, values, |row| {
                Ok(HeldBy {
                    hold: read_hold(row)?,
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
        self.connection.all(HOLDS_OF_REQUISITION, values![school, requisition], read_hold).await
    }

    /// Everything that is held after `after`, by item.
    pub async fn all_holds(&mut self, after: Instant) -> Result<Vec<Hold>, StorageError> {
        let school = self.scope;
        self.connection.all(ALL_HOLDS, values![school, after], read_hold).await
    }
}

impl Writing {
    /// Adds an item to the school's list.
    pub async fn add_item(&mut self, item: &Item) -> Result<(), StorageError> {
        let row = values![
            self.scope,
            item.pool.item,
            item.key.as_ref(),
            &item.pool.name,
            &item.search_name,
            &item.family,
            &item.place,
            item.kind.code(),
            item.pool.counted,
            item.pool.out_of_service,
            item.pool.missing,
            item.pool.set_up_minutes,
            item.pool.turn_round_minutes,
            item.pool.lives_in.as_ref(),
            item.count_back
        ];
        self.connection.run_one(ADD_ITEM, row).await
    }

    /// Keeps an item as it now is.
    pub async fn change_item(&mut self, item: &Item) -> Result<(), StorageError> {
        let row = values![
            self.scope,
            item.pool.item,
            &item.pool.name,
            &item.search_name,
            &item.place,
            item.pool.counted,
            item.pool.out_of_service,
            item.pool.missing,
            item.pool.set_up_minutes,
            item.pool.turn_round_minutes,
            item.pool.lives_in.as_ref(),
            item.count_back,
            item.retired_at
        ];
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

    /// Replaces all that a requisition holds.
    pub async fn set_holds(
        &mut self,
        requisition: RequisitionId,
        holds: &[Hold],
    ) -> Result<(), StorageError> {
        let school = self.scope;
        self.connection.run(CLEAR_HOLDS, values![school, requisition]).await?;
        for hold in holds {
            let row = values![
                school,
                requisition,
                hold.item,
                hold.quantity,
                hold.interval.from,
                hold.interval.until
            ];
            self.connection.run_one(ADD_HOLD, row).await?;
        }
        Ok(())
    }

    /// Ends at `now` what a requisition holds; what would only have begun later is given up.
    pub async fn end_holds(&mut self, requisition: RequisitionId, now: Instant) -> Result<(), StorageError> {
        let school = self.scope;
        self.connection.run(DROP_FUTURE_HOLDS, values![school, requisition, now]).await?;
        self.connection.run(END_HOLDS, values![school, requisition, now]).await?;
        Ok(())
    }
}

/// Identifiers as one text, for statements that look for those within it: both databases understand that,
/// and no list of a requisition is long enough for it to matter.
fn listed(items: &[ItemId]) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// A pattern for `like` that finds `folded` anywhere, its own wild cards taken as they are not meant.
pub(crate) fn like_pattern(folded: &str) -> String {
    let plain: String = folded.chars().filter(|character| !matches!(character, '%' | '_' | '\\')).collect();
    format!("%{plain}%")
}

fn read_item(row: &mut Fields<'_>) -> Result<Item, StorageError> {
    let item: ItemId = row.parsed()?;
    let key = row.text_or_none()?;
    let name = row.text()?;
    let search_name = row.text()?;
    let family = row.text()?;
    let place = row.text()?;
    let kind = row.text()?;
    let kind = ApparatusKind::from_code(&kind).ok_or(StorageError::Inconsistent {
        table: "item",
        column: 6,
        value: kind,
    })?;
    Ok(Item {
        pool: Pool {
            item,
            name,
            counted: row.number_or_none()?,
            out_of_service: row.number()?,
            missing: row.number()?,
            set_up_minutes: row.number_or_none()?,
            turn_round_minutes: row.number_or_none()?,
            lives_in: row.text_or_none()?,
        },
        key,
        search_name,
        family,
        place,
        kind,
        count_back: row.flag()?,
        version: row.number()?,
        retired_at: row.instant_or_none()?,
    })
}

fn read_hold(row: &mut Fields<'_>) -> Result<Hold, StorageError> {
    Ok(Hold {
        requisition: row.parsed()?,
        item: row.parsed()?,
        quantity: row.number()?,
        interval: Interval { from: row.instant()?, until: row.instant()? },
    })
}
