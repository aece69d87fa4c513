//! The rooms, classes and years of the timetable, and each by the name that somebody typed.

use std::collections::{BTreeMap, BTreeSet};

use domain::fold::folded;
use domain::lesson::years_of_class;
use domain::timetable::exception::Exception;

use crate::ActionError;
use crate::calendar::SchoolTime;
use crate::unit::Turn;

/// What the versions of the timetable in force name, each name by how it folds.
#[derive(Default)]
pub(super) struct Known {
    rooms: BTreeMap<String, String>,
    classes: BTreeMap<String, String>,
    years: BTreeSet<u8>,
}

impl Known {
    /// Reads them. A room that a lesson was given is one too.
    pub async fn read(turn: &mut Turn<SchoolTime>) -> Result<Self, ActionError> {
        let almanac = turn.at.before.clone();
        let mut known = Self::default();
        for kept in &almanac.exceptions {
            if let Exception::Room { room, .. } = &kept.exception {
                known.rooms.insert(folded(room), room.clone());
            }
        }
        for version in &almanac.versions {
            for kept in turn.unit.meetings(version.id).await? {
                let class = kept.meeting.class.unwrap_or(kept.meeting.subject);
                known.years.extend(years_of_class(&class));
                known.classes.insert(folded(&class), class);
                known.rooms.extend(kept.meeting.room.map(|room| (folded(&room), room)));
            }
        }
        Ok(known)
    }

    /// A room, as the timetable names it.
    pub fn room(&self, typed: &str, field: &'static str) -> Result<String, ActionError> {
        let found = self.rooms.get(&folded(typed)).cloned();
        found.ok_or_else(|| unknown(field, "room", typed))
    }

    /// A class, as the timetable names it.
    pub fn class(&self, typed: &str, field: &'static str) -> Result<String, ActionError> {
        let found = self.classes.get(&folded(typed)).cloned();
        found.ok_or_else(|| unknown(field, "class", typed))
    }

    /// A year of which there are classes.
    pub fn year(&self, year: u8, field: &'static str) -> Result<u8, ActionError> {
        let found = self.years.get(&year).copied();
        found.ok_or_else(|| unknown(field, "class of year", &year.to_string()))
    }
}

fn unknown(field: &'static str, what: &str, typed: &str) -> ActionError {
    ActionError::field(
        field,
        format!("the timetable has no {what} “{}”; spell it as it is there", typed.trim()),
    )
}
