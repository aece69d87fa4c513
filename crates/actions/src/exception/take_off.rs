//! Taking some off the timetable: exams, a trip, sports day.

use domain::people::permissions::ChangeDay;
use domain::timetable::exception::Exception;
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use super::except;
use crate::ActionError;
use crate::calendar::{SchoolTime, TimeChanged};
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// The most years, classes or rooms that one such time names.
const MOST_NAMES: usize = 200;
/// The longest reason or name, in characters.
const LONGEST: usize = 200;

/// Says that chosen years, classes or rooms have no lessons on some dates; everybody, where none are chosen.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TakeOff {
    /// The first date.
    pub first: Date,
    /// The last, included.
    pub last: Date,
    /// Why, as people should read it.
    pub reason: String,
    /// Years, by the number that their classes begin with.
    #[serde(default)]
    pub years: Vec<u8>,
    /// Classes, as the timetable names them.
    #[serde(default)]
    pub classes: Vec<String>,
    /// Rooms that cannot be used, as the timetable names them.
    #[serde(default)]
    pub rooms: Vec<String>,
}

impl Deed for TakeOff {
    type At = SchoolTime;
    type May = ChangeDay;
    type Answer = TimeChanged;
    const KEY: &'static str = "timetable.off";

    fn example() -> Self {
        Self {
            first: date(2026, 5, 18),
            last: date(2026, 5, 22),
            reason: "Exams".to_owned(),
            years: vec![11, 13],
            classes: Vec::new(),
            rooms: vec!["Hall".to_owned()],
        }
    }

    async fn act(self, turn: &mut Turn<SchoolTime>) -> Result<Told<TimeChanged>, ActionError> {
        let Self { first, last, reason, years, classes, rooms } = self;
        let reason = reason.trim().to_owned();
        if last < first {
            return Err(ActionError::field("last", "it ends before it begins"));
        }
        if reason.is_empty() || reason.chars().count() > LONGEST {
            return Err(ActionError::field("reason", "say why, in at most 200 characters"));
        }
        let names = years.len() + classes.len() + rooms.len();
        let is_long = classes.iter().chain(&rooms).any(|name| name.chars().count() > LONGEST);
        if names > MOST_NAMES || is_long {
            return Err(ActionError::field("classes", "name at most 200 years, classes and rooms"));
        }
        let words = format!("Off the timetable from {first} to {last}: {reason}");
        except(turn, vec![Exception::Off { first, last, reason, years, classes, rooms }], words).await
    }
}
