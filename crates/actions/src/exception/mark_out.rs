//! Marking a teacher out.

use domain::id::StaffId;
use domain::people::permissions::ChangeDay;
use domain::timetable::exception::Exception;
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use super::{days, except, not_so_already, teacher_named};
use crate::ActionError;
use crate::calendar::{SchoolTime, TimeChanged};
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Says that a teacher is not there. What is asked for their lessons waits for a decision, unless somebody covers
/// them or another teacher of the lesson is there.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MarkOut {
    /// Who, by their name in the timetable.
    pub teacher: String,
    /// The first date.
    pub first: Date,
    /// The last, included.
    pub last: Date,
}

impl Deed for MarkOut {
    type At = SchoolTime;
    type May = ChangeDay;
    type Answer = TimeChanged;
    const KEY: &'static str = "lesson.out";

    fn example() -> Self {
        Self { teacher: "A. Teacher".to_owned(), first: date(2026, 1, 19), last: date(2026, 1, 19) }
    }

    async fn act(self, turn: &mut Turn<SchoolTime>) -> Result<Told<TimeChanged>, ActionError> {
        let Self { teacher, first, last } = self;
        if last < first {
            return Err(ActionError::field("last", "it ends before it begins"));
        }
        let staff = teacher_named(turn, &teacher).await?;
        let out = Exception::Out { staff: staff.id, first, last };
        if !comes_after_all(turn, staff.id) {
            not_so_already(turn, &out)?;
        }
        let words = format!("{} is out {}", staff.name, days(first, last));
        except(turn, vec![out], words).await
    }
}

/// Whether somebody was last said to take a lesson: if they were out before, they may be said to be out again.
fn comes_after_all(turn: &Turn<SchoolTime>, who: StaffId) -> bool {
    let said = turn.at.before.exceptions.iter().rev().find_map(|kept| match &kept.exception {
        Exception::Cover { staff, .. } if *staff == who => Some(true),
        Exception::Out { staff, .. } if *staff == who => Some(false),
        _ => None,
    });
    said.unwrap_or(false)
}
