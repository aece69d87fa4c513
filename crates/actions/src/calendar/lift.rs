//! Lifting a closure: the school is open after all.

use domain::people::permissions::SetCalendar;
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use super::SchoolTime;
use super::change::changed;
use super::dates::Dates;
use super::effects::TimeChanged;
use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Takes a closure out of the calendar. Weeks keep their letters.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lift {
    /// The closure's first date.
    pub first: Date,
    /// Its last.
    pub last: Date,
}

impl Deed for Lift {
    type At = SchoolTime;
    type May = SetCalendar;
    type Answer = TimeChanged;
    const KEY: &'static str = "calendar.lift";

    fn example() -> Self {
        Self { first: date(2026, 12, 7), last: date(2026, 12, 11) }
    }

    async fn act(self, turn: &mut Turn<SchoolTime>) -> Result<Told<TimeChanged>, ActionError> {
        let Self { first, last } = self;
        let mut set = Dates::from(turn.at.before.calendar.clone());
        let rows = set.closures.len();
        set.closures.retain(|closure| (closure.first, closure.last) != (first, last));
        if set.closures.len() == rows {
            return Err(ActionError::NotFound("closure"));
        }
        changed(turn, set, format!("Lifted the closure from {first} to {last}")).await
    }
}
