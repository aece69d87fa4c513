//! Schools: their names, policies and marks.

use domain::Instant;
use domain::policy::Policy;
use domain::school::School;

use crate::connection::{Fields, statements, values};
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

statements! { "school";
    ADD = "insert into school (id, slug, name, time_zone, cycle, provisional, policy, demonstration, event_sequence, created_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9)";
    BY_SLUG = "select id, slug, name, policy, demonstration from school where slug = $1";
    EVERY = "select id, slug, name, policy, demonstration from school order by slug";
    BY_ID = "select id, slug, name, policy, demonstration from school where id = $1";
    SET_POLICY = "update school set policy = $2 where id = $1";
}

impl DoorUnit {
    /// Adds a school. Its short name must be new.
    pub async fn add_school(&mut self, new: &NewSchool) -> Result<(), StorageError> {
        let added = self
            .connection
            .run_one(
                ADD,
                values![
                    new.school.id,
                    &new.school.slug,
                    &new.school.name,
                    &new.time_zone,
                    serde_json::to_string(&new.cycle)?,
                    true,
                    serde_json::to_string(&new.school.policy)?,
                    new.school.demonstration,
                    new.created_at
                ],
            )
            .await;
        match added {
            Err(error) if error.is_duplicate() => Err(StorageError::Taken("short name")),
            other => other,
        }
    }
}

impl Door {
    /// The school of this short name, for commands.
    pub async fn find_school(&mut self, slug: &str) -> Result<Option<School>, StorageError> {
        self.connection.one(BY_SLUG, values![slug], read_school).await
    }

    /// Every school on this server, for commands.
    pub async fn list_schools(&mut self) -> Result<Vec<School>, StorageError> {
        self.connection.all(EVERY, values![], read_school).await
    }
}

impl Reading {
    /// This school.
    pub async fn school(&mut self) -> Result<School, StorageError> {
        let school = self.scope;
        self.connection.one(BY_ID, values![school], read_school).await?.ok_or(StorageError::RowsTouched {
            table: "school",
            touched: 0,
            expected: 1,
        })
    }
}

impl Writing {
    /// Sets what the school has decided.
    pub async fn set_policy(&mut self, policy: &Policy) -> Result<(), StorageError> {
        let school = self.scope;
        self.connection.run_one(SET_POLICY, values![school, serde_json::to_string(policy)?]).await
    }
}

fn read_school(row: &mut Fields<'_>) -> Result<School, StorageError> {
    Ok(School {
        id: row.parsed()?,
        slug: row.text()?,
        name: row.text()?,
        policy: row.json()?,
        demonstration: row.flag()?,
    })
}
