//! A meeting that a school holds, and when it is in words that hold from one timetable to the next.

use super::{Meeting, Timetable};
use crate::id::MeetingId;
use crate::instant::TimeOfDay;

/// When a meeting is, in words that hold from one timetable to the next.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot {
    /// The cycle day's label.
    pub day: String,
    /// The label of the first period.
    pub first_period: String,
    /// The label of the last period.
    pub last_period: String,
    /// When the first period starts.
    pub start: TimeOfDay,
    /// When the last period ends.
    pub end: TimeOfDay,
}

impl Slot {
    /// When `meeting` is in `timetable`; `None` where the timetable has no such day or period.
    pub fn of(meeting: &Meeting, timetable: &Timetable) -> Option<Self> {
        let day = timetable.days.get(meeting.day)?;
        let first = day.periods.get(meeting.first_period)?;
        let last = day.periods.get(meeting.last_period)?;
        Some(Self {
            day: day.label.clone(),
            first_period: first.label.clone(),
            last_period: last.label.clone(),
            start: first.start,
            end: last.end,
        })
    }
}

/// A meeting that the school holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldMeeting {
    /// Its id, which requisitions hang on.
    pub id: MeetingId,
    /// The meeting; its day and periods are places in the held timetable.
    pub meeting: Meeting,
    /// When it is in the held timetable; `None` where that has no such day or period.
    pub slot: Option<Slot>,
}

impl HeldMeeting {
    /// The meeting `meeting` of the held `timetable`, with its id.
    pub fn of(id: MeetingId, meeting: &Meeting, timetable: &Timetable) -> Self {
        Self { id, meeting: meeting.clone(), slot: Slot::of(meeting, timetable) }
    }
}
