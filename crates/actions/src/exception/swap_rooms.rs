//! Swapping two rooms for a day.

use domain::people::permissions::ChangeDay;
use domain::timetable::exception::Exception;
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use super::known::Known;
use super::{except, not_so_already};
use crate::ActionError;
use crate::calendar::{SchoolTime, TimeChanged, day_words};
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Says that everything of one room is in another on a date, and the other way round.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SwapRooms {
    /// The date.
    pub date: Date,
    /// One room, as the timetable names it.
    pub one: String,
    /// The other.
    pub other: String,
}

impl Deed for SwapRooms {
    type At = SchoolTime;
    type May = ChangeDay;
    type Answer = TimeChanged;
    const KEY: &'static str = "lesson.swap-rooms";

    fn example() -> Self {
        Self { date: date(2026, 1, 19), one: "Lab 1".to_owned(), other: "Lab 2".to_owned() }
    }

    async fn act(self, turn: &mut Turn<SchoolTime>) -> Result<Told<TimeChanged>, ActionError> {
        let known = Known::read(turn).await?;
        let (one, other) = (known.room(&self.one, "one")?, known.room(&self.other, "other")?);
        if one == other {
            return Err(ActionError::field("other", "name two different rooms"));
        }
        let words = format!("{one} and {other} are swapped on {}", day_words(self.date));
        let swapped = Exception::RoomsSwapped { date: self.date, one, other };
        not_so_already(turn, &swapped)?;
        except(turn, vec![swapped], words).await
    }
}
