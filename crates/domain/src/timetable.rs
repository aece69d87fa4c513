//! A school's timetable: the days of its cycle, their periods, and the meetings that repeat in it.

use jiff::civil::Weekday;
use serde::{Deserialize, Serialize};

use crate::instant::TimeOfDay;

pub mod bells;
pub mod day_label;
pub mod difference;
pub mod exception;
mod held_meeting;
pub mod hour_label;
mod kept_signs;
pub mod merge;
mod near;
mod pairs;
pub mod period_times;
mod same_hours;
pub mod science;
mod signs;
mod spelling;
pub mod teaching_group;
pub mod turning;
mod version;
pub mod years;

pub use science::science_guess;
pub use version::{KeptMeeting, SubjectRow, TimetableVersion};

/// One version of a school's timetable: what happens in one turn of its cycle.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timetable {
    /// The days of the cycle, in cycle order. Every day has the same period labels in the same order; the
    /// times may differ from day to day.
    pub days: Vec<CycleDay>,
    /// What meets, ordered by day, first period, then activity.
    pub meetings: Vec<Meeting>,
    /// Whether the times of the periods are made up, because nothing said them.
    pub provisional_times: bool,
}

/// One day of the cycle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CycleDay {
    /// The day as the school writes it.
    pub label: String,
    /// Where the day falls in the calendar.
    pub place: DayPlace,
    /// The periods, in order of time.
    pub periods: Vec<Period>,
}

/// How a cycle day finds its dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayPlace {
    /// The day falls on a weekday, in the weeks that carry its letter.
    Weekday {
        /// The week of the cycle, counted from 0 for week A.
        week: u8,
        /// The weekday.
        #[serde(with = "weekday_number")]
        weekday: Weekday,
    },
    /// The day is the next in turn on each day the school is open.
    Rotating,
}

/// One period of a cycle day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// The period as the school writes it.
    pub label: String,
    /// When it starts, in the school's zone.
    pub start: TimeOfDay,
    /// When it ends: later than `start`.
    pub end: TimeOfDay,
}

/// A class that meets in one or more consecutive periods of one cycle day.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Meeting {
    /// The activity it belongs to, as the timetabling program numbers it.
    pub activity: String,
    /// Its place in [`Timetable::days`].
    pub day: usize,
    /// The place of its first period in [`CycleDay::periods`].
    pub first_period: usize,
    /// The place of its last period, itself part of the meeting; not before `first_period`.
    pub last_period: usize,
    /// The teaching group; `None` where the meeting has no pupils.
    pub class: Option<String>,
    /// The subject; empty where none is given.
    pub subject: String,
    /// The teachers, as the timetable names them.
    pub teachers: Vec<String>,
    /// The room; `None` where it has none.
    pub room: Option<String>,
    /// How many pupils the timetable counts in the class; `None` where it does not say.
    pub pupils: Option<u32>,
}

/// Weekdays are kept as ISO 8601 numbers them: Monday is 1, Sunday is 7.
mod weekday_number {
    use jiff::civil::Weekday;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
    pub fn serialize<S: Serializer>(weekday: &Weekday, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i8(weekday.to_monday_one_offset())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Weekday, D::Error> {
        let number = i8::deserialize(deserializer)?;
        Weekday::from_monday_one_offset(number).map_err(D::Error::custom)
    }
}
