//! What puts a change of the school's time back: only what that change did, whatever others have set since.

use domain::id::{ExceptionId, StaffId, TimetableId};
use domain::site::Sites;
use serde::{Deserialize, Serialize};

use super::dates::Dates;
use super::school_time::SchoolTime;
use crate::ActionError;
use crate::unit::Turn;

/// What a school is called, and whose clocks it goes by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct NameAndZone {
    /// Its name.
    pub name: String,
    /// Its time zone's name.
    pub zone: String,
}

impl NameAndZone {
    /// What the school is called by now, and where.
    pub(crate) async fn of(turn: &mut Turn<SchoolTime>) -> Result<Self, ActionError> {
        let name = turn.unit.school().await?.name;
        let zone = turn.at.before.calendar.zone.iana_name().unwrap_or("UTC").to_owned();
        Ok(Self { name, zone })
    }
}

/// What a change did, as it is kept until somebody puts it back.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Reversal {
    /// The calendar was this, and became that.
    Calendar { before: Box<Dates>, after: Box<Dates> },
    /// A version of the timetable came into force.
    Timetable {
        /// Which; none where only names were tied anew.
        added: TimetableId,
        /// Versions that it replaced.
        replaced: Vec<TimetableId>,
        /// The calendar before and after, where its cycle became another.
        calendar: Option<(Box<Dates>, Box<Dates>)>,
        /// People who go by another name since: who, the name before, and the name after.
        renamed: Vec<(StaffId, String, String)>,
    },
    /// The school got another time zone, and another name perhaps.
    Zone {
        /// What it was called and where.
        before: NameAndZone,
        /// What it is called and where since.
        after: NameAndZone,
        /// The calendar before and after, where its year was guessed anew.
        calendar: Option<(Box<Dates>, Box<Dates>)>,
    },
    /// Exceptions came into force.
    Exceptions {
        /// Which.
        added: Vec<ExceptionId>,
    },
    /// The sites were these, and became those.
    Sites { before: Box<Sites>, after: Box<Sites> },
    /// What was put back is put in force again by putting this back: the change before it.
    Again(Box<Reversal>),
}
