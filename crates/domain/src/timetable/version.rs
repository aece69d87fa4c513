//! A timetable as a school keeps it: versions, each in force from its date until the next one's.

use jiff::civil::Date;

use super::{CycleDay, Meeting};
use crate::id::{MeetingId, StaffId, TimetableId};

/// One version of a school's timetable, without its meetings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimetableVersion {
    /// Its identifier.
    pub id: TimetableId,
    /// The first date it holds for.
    pub valid_from: Date,
    /// Whether its times of day were made up for want of better ones.
    pub provisional_times: bool,
    /// The days of its cycle, with their periods.
    pub days: Vec<CycleDay>,
}

/// A meeting as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptMeeting {
    /// The version it belongs to.
    pub timetable: TimetableId,
    /// Its identifier, the same through every version that keeps it.
    pub id: MeetingId,
    /// What the timetable says of it.
    pub meeting: Meeting,
    /// Its teachers, in the order of `meeting.teachers`.
    pub staff: Vec<StaffId>,
    /// Whether it is a science lesson: as the school chose for its subject, or else as guessed.
    pub science: bool,
}

/// A subject of the timetable in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubjectRow {
    /// Its name.
    pub subject: String,
    /// How many meetings it has in a cycle.
    pub meetings: u32,
    /// How many of them were guessed to be science.
    pub guessed: u32,
    /// What the school chose, if it did.
    pub chosen: Option<bool>,
}
