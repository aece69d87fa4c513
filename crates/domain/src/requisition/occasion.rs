//! What a requisition is for: a lesson, which it follows.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::apparatus::{Needed, Turnaround};
use crate::id::{LessonId, MeetingId, StaffId};
use crate::instant::Interval;
use crate::lesson::Lesson;
use crate::site::Sites;
use crate::unknown_word::kept_as_its_key;

/// When, where and with whom something is asked for. It owns what is held, and follows its lesson: whatever changes
/// the calendar or the timetable moves it in the same unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Occasion {
    /// The lesson.
    pub lesson: LessonId,
    /// Its meeting in the timetable.
    pub meeting: MeetingId,
    /// Its date.
    pub date: Date,
    /// The first period that is needed of it, from 0.
    pub first_period: usize,
    /// The last.
    pub last_period: usize,
    /// Those periods, as people say them.
    pub periods: String,
    /// The class.
    pub class: String,
    /// The subject.
    pub subject: String,
    /// Whose lesson it is, each of its teachers; first the one to ask back.
    pub staff: Vec<StaffId>,
    /// Their names, as the timetable has them.
    pub teacher: String,
    /// The room; empty where there is none.
    pub room: String,
    /// From its start to its end.
    pub interval: Interval,
    /// How it stands to its lesson.
    pub tie: Tie,
}

/// How an occasion stands to its lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tie {
    /// It follows the lesson.
    Follows,
    /// The timetable or the calendar has the lesson no longer; somebody has to decide, and until then it is as the
    /// lesson was.
    Gone,
    /// Its teacher is marked out and nobody covers; somebody has to decide, and until then it follows the lesson.
    TeacherOut,
    /// Somebody has decided that it goes ahead although its teacher is out; it follows the lesson.
    GoesAhead,
    /// Somebody has decided that it stays at its hour although the lesson is gone. Once the lesson is at that hour
    /// again, it follows it again.
    KeepsHour,
    /// It keeps its hour, and the lesson that was gone is at another; somebody has to decide.
    Apart,
    /// Somebody has decided that it keeps its hour although its lesson is at another.
    StaysApart,
    /// Kept by a program that did not follow lessons yet; it is brought to its lesson when this one begins.
    Landed,
}

impl Tie {
    const ALL: [Self; 8] = [
        Self::Follows,
        Self::Gone,
        Self::TeacherOut,
        Self::GoesAhead,
        Self::KeepsHour,
        Self::Apart,
        Self::StaysApart,
        Self::Landed,
    ];

    /// Whether somebody has to decide what becomes of a request that stands so.
    pub fn is_to_decide(self) -> bool {
        matches!(self, Self::Gone | Self::TeacherOut | Self::Apart)
    }

    /// How it stands once somebody has said that it stays as it is; none where there is nothing to decide.
    pub fn kept(self) -> Option<Self> {
        match self {
            Self::Gone => Some(Self::KeepsHour),
            Self::TeacherOut => Some(Self::GoesAhead),
            Self::Apart => Some(Self::StaysApart),
            Self::Follows | Self::GoesAhead | Self::KeepsHour | Self::StaysApart | Self::Landed => None,
        }
    }

    /// The name that is kept.
    pub fn key(self) -> &'static str {
        match self {
            Self::Follows => "follows",
            Self::Gone => "gone",
            Self::TeacherOut => "teacher-out",
            Self::GoesAhead => "goes-ahead",
            Self::KeepsHour => "keeps-hour",
            Self::Apart => "apart",
            Self::StaysApart => "stays-apart",
            Self::Landed => "landed",
        }
    }
}

kept_as_its_key!(Tie);

/// Whether each of these joined names is one of those. A name may itself have a comma in it.
fn names_only(names: &str, of: &str) -> bool {
    let of: Vec<&str> = of.split(", ").collect();
    names.split(", ").all(|name| of.contains(&name))
}

impl Occasion {
    /// Whom the prep room asks back.
    pub fn answerable(&self) -> Option<StaffId> {
        self.staff.first().copied()
    }

    /// Whether this member of staff teaches the lesson.
    pub fn is_taught_by(&self, staff: StaffId) -> bool {
        self.staff.contains(&staff)
    }

    /// When and where what it asks for is needed.
    pub fn needed<'a>(&'a self, usual: Turnaround, sites: &'a Sites) -> Needed<'a> {
        Needed { interval: self.interval, room: &self.room, usual, sites }
    }

    /// The lesson's, with this one of its teachers to ask back; the first where that one does not teach it.
    pub fn of(lesson: &Lesson, answerable: Option<StaffId>) -> Self {
        let mut staff: Vec<StaffId> = lesson.teachers.iter().map(|teacher| teacher.staff).collect();
        staff.sort_by_key(|one| Some(*one) != answerable);
        Self {
            lesson: lesson.id,
            meeting: lesson.meeting,
            date: lesson.date,
            first_period: lesson.first_period,
            last_period: lesson.last_period,
            periods: lesson.periods.clone(),
            class: lesson.class_words().to_owned(),
            subject: lesson.subject.clone(),
            staff,
            teacher: lesson.teacher_words(),
            room: lesson.room.clone().unwrap_or_default(),
            interval: lesson.interval,
            // Whoever asks for a lesson whose teacher is known to be out means it so.
            tie: if lesson.without_teacher { Tie::GoesAhead } else { Tie::Follows },
        }
    }

    /// The same, where its lesson now is.
    #[must_use]
    pub fn at(&self, lesson: &Lesson) -> Self {
        Self::of(lesson, self.answerable())
    }

    /// The same, with each of its teachers by the name that they go by now. Names that are still theirs stay as they
    /// are, which may be of those alone who are there, and so does whoever is not known.
    #[must_use]
    pub fn named(&self, names: &BTreeMap<StaffId, String>) -> Self {
        let now: Option<Vec<&str>> =
            self.staff.iter().map(|staff| names.get(staff).map(String::as_str)).collect();
        let now = now.filter(|now| !now.is_empty()).map(|now| now.join(", "));
        match now {
            Some(now) if !names_only(&self.teacher, &now) => Self { teacher: now, ..self.clone() },
            _ => self.clone(),
        }
    }
}
