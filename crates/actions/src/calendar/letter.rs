//! Giving a week its letter.

use domain::calendar::Cycle;
use domain::calendar::week_letter_name;
use domain::people::permissions::SetCalendar;
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use super::SchoolTime;
use super::change::changed_with;
use super::dates::Dates;
use super::effects::TimeChanged;
use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Says which letter a week has. The others keep theirs, or those after it go on from it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetLetter {
    /// Any date of the week.
    pub week: Date,
    /// The letter: 0 is A.
    pub letter: u8,
    /// Whether the weeks after it go on from this one.
    #[serde(default)]
    pub onwards: bool,
}

impl Deed for SetLetter {
    type At = SchoolTime;
    type May = SetCalendar;
    type Answer = TimeChanged;
    const KEY: &'static str = "calendar.letter";

    fn example() -> Self {
        Self { week: date(2026, 12, 7), letter: 1, onwards: false }
    }

    async fn act(self, turn: &mut Turn<SchoolTime>) -> Result<Told<TimeChanged>, ActionError> {
        let calendar = turn.at.before.calendar.clone();
        let week = calendar.week_start(self.week);
        let mut set = Dates::from(calendar.clone().keeping_letters_of(&calendar, None));
        let weeks = calendar.cycle_on(week).weeks();
        let Cycle::Weekday { letters, .. } = &mut set.cycle else {
            return Err(ActionError::field(
                "week",
                "the days of this school rotate; its weeks have no letters",
            ));
        };
        if self.letter >= weeks {
            return Err(ActionError::field("letter", "the timetable has no week of this letter"));
        }
        letters.retain(|given, _| calendar.week_start(*given) != week && !(self.onwards && *given > week));
        letters.insert(week, self.letter);
        let words = format!("Made the week of {week} week {}", week_letter_name(self.letter));
        changed_with(turn, set, words, self.onwards.then_some(week)).await
    }
}
