//! Schools: their names, policies and marks.

use domain::Instant;
use domain::policy::Policy;
use domain::school::School;

use crate::columns::{Kept as _, columns, insert, select, statements};
use crate::connection::values;
use crate::error::StorageError;
use crate::{Door, DoorUnit, Reading, Writing};

/// What is needed to begin a school.
#[derive(Clone, Debug)]
pub struct NewSchool {
    /// The school.
    pub school: School,
    /// Its time zone's name in the IANA database.
    pub time_zone: String,
    /// Its cycle, before a timetable tells.
    pub cycle: domain::calendar::Cycle,
    /// When it was made.
    pub created_at: Instant,
}

columns! { "school", School, |it, row|
    once {
        id: parsed = it.id;
        slug: text = &it.slug;
        name: text = &it.name;
        policy: json = serde_json::to_string(&it.policy)?;
        demonstration: flag = it.demonstration;
    }
    made School { id, slug, name, policy, demonstration }
}

statements! { "school";
    ADD = insert!(School in "time_zone, cycle, provisional, event_sequence, created_at");
    BY_SLUG: School = select!(School, "from school where slug = $1");
    EVERY: School = select!(School, "from school order by slug");
    BY_ID: School = select!(School, "from school where id = $1");
    RENAME =
        "update school set name = $2, time_zone = $3, almanac_version = almanac_version + 1 where id = $1";
    SET_POLICY = "update school set policy = $2, almanac_version = almanac_version + 1 where id = $1";
}

impl DoorUnit {
    /// Adds a school. Its short name must be new.
    pub async fn add_school(&mut self, new: &NewSchool) -> Result<(), StorageError> {
        let frame = values![&new.time_zone, serde_json::to_string(&new.cycle)?, true, 0_i64, new.created_at];
        let added = self.connection.run_one(ADD, new.school.inserted(frame)?).await;
        match added {
            Err(error) if error.is_duplicate() => Err(StorageError::Taken("short name")),
            other => other,
        }
    }
}

impl Door {
    /// The school of this short name, for commands.
    pub async fn find_school(&mut self, slug: &str) -> Result<Option<School>, StorageError> {
        self.connection.one(BY_SLUG, values![slug], School::read).await
    }

    /// Every school on this server, for commands.
    pub async fn list_schools(&mut self) -> Result<Vec<School>, StorageError> {
        self.connection.all(EVERY, values![], School::read).await
    }
}

impl Reading {
    /// This school.
    pub async fn school(&mut self) -> Result<School, StorageError> {
        let school = self.scope;
        self.connection.one(BY_ID, values![school], School::read).await?.ok_or(StorageError::RowsTouched {
            table: "school",
            touched: 0,
            expected: 1,
        })
    }
}

impl Writing {
    /// Gives the school a name, and a time zone by its name in the IANA database.
    pub async fn rename_school(&mut self, name: &str, time_zone: &str) -> Result<(), StorageError> {
        let school = self.scope;
        self.connection.run_one(RENAME, values![school, name, time_zone]).await
    }

    /// Sets what the school has decided.
    pub async fn set_policy(&mut self, policy: &Policy) -> Result<(), StorageError> {
        let school = self.scope;
        self.connection.run_one(SET_POLICY, values![school, serde_json::to_string(policy)?]).await
    }
}
