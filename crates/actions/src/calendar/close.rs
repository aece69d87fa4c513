//! Closing the school for some days: snow, a boiler, a day of training that nobody had entered.

use domain::calendar::Closure;
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

/// The longest reason.
const LONGEST: usize = 200;

/// Enters a closure. Weeks keep their letters.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Close {
    /// Its first date.
    pub first: Date,
    /// Its last date, included.
    pub last: Date,
    /// Why, as people should read it.
    pub reason: String,
}

impl Deed for Close {
    type At = SchoolTime;
    type May = SetCalendar;
    type Answer = TimeChanged;
    const KEY: &'static str = "calendar.close";

    fn example() -> Self {
        Self { first: date(2026, 12, 7), last: date(2026, 12, 11), reason: "Snow".to_owned() }
    }

    async fn act(self, turn: &mut Turn<SchoolTime>) -> Result<Told<TimeChanged>, ActionError> {
        let Self { first, last, reason } = self;
        let reason = reason.trim().to_owned();
        if reason.is_empty() || reason.chars().count() > LONGEST {
            return Err(ActionError::field("reason", "say why, in at most 200 characters"));
        }
        let words = format!("Closed the school from {first} to {last}: {reason}");
        let mut set = Dates::from(turn.at.before.calendar.clone());
        if set.closures.iter().any(|closure| (closure.first, closure.last) == (first, last)) {
            return Err(ActionError::field("first", "the school is closed on these dates already"));
        }
        set.closures.push(Closure { first, last, reason });
        changed(turn, set, words).await
    }
}
