//! The calendar of a school.

use std::collections::BTreeMap;

use domain::calendar::{Calendar, Closure, Cycle, Term};

use crate::columns::{insert, statements};
use crate::connection::values;
use crate::error::StorageError;
use crate::{Reading, Writing};

statements! { "calendar";
    FRAME: [Text, Text, Flag] = "select time_zone, cycle, provisional from school where id = $1";
    TERMS: [Text, Text, Text] = "select name, first_date, last_date from term where school_id = $1 order by first_date";
    CLOSURES: [Text, Text, Text] = "select first_date, last_date, reason from closure where school_id = $1 order by first_date, last_date";
    OVERRIDES: [Text, Integer] = "select day_date, cycle_day from day_override where school_id = $1 order by day_date";
    SET_FRAME = "update school set time_zone = $2, cycle = $3, provisional = $4,
        almanac_version = almanac_version + 1 where id = $1";
    CLEAR_TERMS = "delete from term where school_id = $1";
    CLEAR_CLOSURES = "delete from closure where school_id = $1";
    CLEAR_OVERRIDES = "delete from day_override where school_id = $1";
    ADD_TERM = insert!("term", "school_id, first_date, last_date, name");
    ADD_CLOSURE = insert!("closure", "school_id, first_date, last_date, reason");
    ADD_OVERRIDE = insert!("day_override", "school_id, day_date, cycle_day");
}

impl Reading {
    /// The school's calendar as it was set, whatever versions its timetable has.
    pub async fn calendar(&mut self) -> Result<Calendar, StorageError> {
        let school = self.scope;
        let (zone, cycle, provisional): (String, Cycle, bool) = self
            .connection
            .one(FRAME, values![school], |row| Ok((row.text()?, row.json()?, row.flag()?)))
            .await?
            .ok_or(StorageError::RowsTouched { table: "school", touched: 0, expected: 1 })?;
        let zone = domain::zone::named(&zone).ok_or_else(|| StorageError::Inconsistent {
            table: "school",
            column: "time_zone".to_owned(),
            value: zone,
        })?;
        let terms = self
            .connection
            .all(TERMS, values![school], |row| {
                Ok(Term { name: row.text()?, first: row.parsed()?, last: row.parsed()? })
            })
            .await?;
        let closures = self
            .connection
            .all(CLOSURES, values![school], |row| {
                Ok(Closure { first: row.parsed()?, last: row.parsed()?, reason: row.text()? })
            })
            .await?;
        let overrides: BTreeMap<_, _> = self
            .connection
            .all(OVERRIDES, values![school], |row| Ok((row.parsed()?, row.number()?)))
            .await?
            .into_iter()
            .collect();
        let dated_cycles = BTreeMap::new();
        Ok(Calendar { zone, terms, closures, cycle, dated_cycles, overrides, provisional })
    }
}

impl Writing {
    /// Sets the whole calendar.
    pub async fn set_calendar(&mut self, calendar: &Calendar) -> Result<(), StorageError> {
        let school = self.scope;
        let zone = calendar.zone.iana_name().unwrap_or("UTC");
        self.connection
            .run_one(
                SET_FRAME,
                values![school, zone, serde_json::to_string(&calendar.cycle)?, calendar.provisional],
            )
            .await?;
        for clear in [CLEAR_TERMS, CLEAR_CLOSURES, CLEAR_OVERRIDES] {
            self.connection.run(clear, values![school]).await?;
        }
        for term in &calendar.terms {
            self.connection.run_one(ADD_TERM, values![school, term.first, term.last, &term.name]).await?;
        }
        for closure in &calendar.closures {
            let row = values![school, closure.first, closure.last, &closure.reason];
            self.connection.run_one(ADD_CLOSURE, row).await?;
        }
        for (date, cycle_day) in &calendar.overrides {
            self.connection.run_one(ADD_OVERRIDE, values![school, *date, *cycle_day]).await?;
        }
        Ok(())
    }
}
