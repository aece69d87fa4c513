//! What is otherwise than the timetable has it, on some dates: other bells, no lessons for some, another room, another
//! hour, another teacher.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use crate::fold::folded;
use crate::id::{ExceptionId, LessonId, StaffId};
use crate::instant::TimeOfDay;
use crate::lesson::{Lesson, LessonTeacher, lesson_date, years_of_class};

/// An exception that a school keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptException {
    /// Its identifier.
    pub id: ExceptionId,
    /// What it is.
    pub exception: Exception,
}

/// Something that is otherwise than the timetable has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Exception {
    /// Periods have other times.
    Bells {
        /// The first date.
        first: Date,
        /// The last, included.
        last: Date,
        /// Only on this weekday; every day where none is given.
        #[serde(default, with = "optional_weekday")]
        weekday: Option<Weekday>,
        /// The periods, by their names; those that are not named keep their times.
        periods: Vec<Rung>,
    },
    /// Some have no lessons: exams, a trip, sports day.
    Off {
        /// The first date.
        first: Date,
        /// The last, included.
        last: Date,
        /// Why, as people should read it.
        reason: String,
        /// For whom or where; everybody where all three are empty.
        #[serde(default)]
        years: Vec<u8>,
        /// Classes.
        #[serde(default)]
        classes: Vec<String>,
        /// Rooms that cannot be used.
        #[serde(default)]
        rooms: Vec<String>,
    },
    /// A lesson is in another room.
    Room {
        /// Which lesson.
        lesson: LessonId,
        /// The room.
        room: String,
    },
    /// Two rooms stand for one another on a date.
    RoomsSwapped {
        /// The date.
        date: Date,
        /// One room.
        one: String,
        /// The other.
        other: String,
    },
    /// A lesson is at another hour.
    Moved {
        /// Which lesson.
        lesson: LessonId,
        /// On which date it is now.
        date: Date,
        /// In which period it begins, from 0.
        first_period: usize,
        /// In which it ends.
        last_period: usize,
        /// The same two by their names, which stay theirs when a version of the timetable has other periods beside
        /// them; none in what was kept before.
        #[serde(default)]
        names: Option<(String, String)>,
    },
    /// Somebody else takes a lesson.
    Cover {
        /// Which lesson.
        lesson: LessonId,
        /// Who. What was kept before carries their name of then beside it, which is passed over.
        staff: StaffId,
    },
    /// A teacher is not there.
    Out {
        /// Who.
        staff: StaffId,
        /// The first date.
        first: Date,
        /// The last, included.
        last: Date,
    },
}

/// A period at other times.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rung {
    /// The period, as the timetable names it.
    pub label: String,
    /// When it starts.
    pub start: TimeOfDay,
    /// When it ends: later than `start`.
    pub end: TimeOfDay,
}

impl Exception {
    /// The first date that it touches; the earlier one of a lesson that is moved.
    pub fn first(&self) -> Option<Date> {
        match self {
            Self::Bells { first, .. } | Self::Off { first, .. } | Self::Out { first, .. } => Some(*first),
            Self::RoomsSwapped { date, .. } => Some(*date),
            Self::Moved { lesson, date, .. } => {
                Some(lesson_date(*lesson).map_or(*date, |was| was.min(*date)))
            }
            Self::Room { lesson, .. } | Self::Cover { lesson, .. } => lesson_date(*lesson),
        }
    }

    /// Whether this says what that says, whatever the reason.
    pub fn is_the_same(&self, that: &Self) -> bool {
        match (self, that) {
            (
                Self::RoomsSwapped { date, one, other },
                Self::RoomsSwapped { date: on, one: first, other: second },
            ) => date == on && ((one, other) == (first, second) || (one, other) == (second, first)),
            (
                Self::Off { first, last, years, classes, rooms, .. },
                Self::Off { first: from, last: until, years: of, classes: whose, rooms: places, .. },
            ) => (first, last, years, classes, rooms) == (from, until, of, whose, places),
            _ => self == that,
        }
    }

    /// Whether this says that somebody is out on a date.
    pub fn is_out(&self, who: StaffId, on: Date) -> bool {
        matches!(self, Self::Out { staff, first, last } if *staff == who && (*first..=*last).contains(&on))
    }

    /// Whether a date runs by these bells.
    pub fn rings_on(&self, date: Date) -> bool {
        match self {
            Self::Bells { first, last, weekday, .. } => {
                (*first..=*last).contains(&date) && weekday.is_none_or(|weekday| weekday == date.weekday())
            }
            _ => false,
        }
    }
}

/// A lesson as it is once these exceptions are counted, in the order in which they were made, whether it takes place or
/// not: in the room that it would be in, so that it can still be given another. Its hour is the one that it has been
/// moved to, if it has. `names` are the names of the staff.
pub fn placed(mut lesson: Lesson, kept: &[KeptException], names: &BTreeMap<StaffId, String>) -> Lesson {
    let mut away: BTreeSet<StaffId> = BTreeSet::new();
    for KeptException { exception, .. } in kept {
        match exception {
            Exception::Room { lesson: id, room } if *id == lesson.id => lesson.room = Some(room.clone()),
            Exception::RoomsSwapped { date, one, other } if *date == lesson.date => {
                lesson.room = lesson.room.map(|room| match room {
                    room if room == *one => other.clone(),
                    room if room == *other => one.clone(),
                    room => room,
                });
            }
            Exception::Out { staff, first, last } if (*first..=*last).contains(&lesson.date) => {
                away.insert(*staff);
            }
            Exception::Cover { lesson: id, staff } if *id == lesson.id => {
                // Whoever is said to take it is there for it, even if they were said to be out before.
                away.remove(staff);
                if let Some(name) = names.get(staff)
                    && !lesson.is_taught_by(*staff)
                {
                    let cover = LessonTeacher { staff: *staff, name: name.clone(), is_out: false };
                    lesson.teachers.insert(0, cover);
                }
            }
            _ => {}
        }
    }
    for teacher in &mut lesson.teachers {
        teacher.is_out = away.contains(&teacher.staff);
    }
    lesson.without_teacher =
        !lesson.teachers.is_empty() && lesson.teachers.iter().all(|teacher| teacher.is_out);
    lesson
}

/// Why a lesson is off the timetable, by the room that it is in by now; none where it takes place.
pub fn why_off<'a>(lesson: &Lesson, kept: &'a [KeptException]) -> Option<&'a str> {
    kept.iter().find_map(|kept| match &kept.exception {
        Exception::Off { first, last, reason, years, classes, rooms }
            if (*first..=*last).contains(&lesson.date) && is_meant(lesson, years, classes, rooms) =>
        {
            Some(reason.as_str())
        }
        _ => None,
    })
}

/// Whether those who are off the timetable are those of this lesson.
fn is_meant(lesson: &Lesson, years: &[u8], classes: &[String], rooms: &[String]) -> bool {
    if years.is_empty() && classes.is_empty() && rooms.is_empty() {
        return true;
    }
    let class = lesson.class_words();
    let names = |list: &[String], name: &str| list.iter().any(|one| folded(one) == folded(name));
    years_of_class(class).any(|year| years.contains(&year))
        || names(classes, class)
        || lesson.room.as_ref().is_some_and(|room| names(rooms, room))
}

/// A weekday as ISO 8601 numbers it, or none.
mod optional_weekday {
    use jiff::civil::Weekday;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
    #[expect(clippy::ref_option, reason = "serde gives a reference")]
    pub fn serialize<S: Serializer>(weekday: &Option<Weekday>, serializer: S) -> Result<S::Ok, S::Error> {
        weekday.map(Weekday::to_monday_one_offset).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Weekday>, D::Error> {
        let number = Option::<i8>::deserialize(deserializer)?;
        number.map(|number| Weekday::from_monday_one_offset(number).map_err(D::Error::custom)).transpose()
    }
}
