//! The almanac: a school's calendar, timetable versions and policy together, from which lessons follow.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use domain::Instant;
use domain::apparatus::Needed;
use domain::calendar::Calendar;
use domain::id::{LessonId, SchoolId, StaffId};
use domain::lesson::{Lesson, LessonTeacher, lesson_date, lesson_id, lesson_tail};
use domain::policy::Policy;
use domain::requisition::Occasion;
use domain::requisition::deadline::{Deadline, deadline};
use domain::school::School;
use domain::site::Sites;
use domain::timetable::bells;
use domain::timetable::exception::{Exception, KeptException, placed, why_off};
use domain::timetable::turning::turned_by;
use domain::timetable::{CycleDay, KeptMeeting, Period, TimetableVersion};
use jiff::civil::Date;
use storage::almanac::AlmanacRows;
use storage::{Reading, StorageError};

/// What lessons follow from.
#[derive(Clone, Debug)]
pub struct Almanac {
    /// The school.
    pub school: School,
    /// Its calendar, which turns on every date as the version of the timetable in force on it.
    pub calendar: Calendar,
    /// The versions of its timetable in force, oldest first.
    pub versions: Vec<TimetableVersion>,
    /// What is otherwise on some dates, in the order in which it was made.
    pub exceptions: Vec<KeptException>,
    /// The names of everybody in the timetable.
    pub staff: BTreeMap<StaffId, String>,
    /// Its sites.
    pub sites: Sites,
    /// Days on which the bells ring at other times, as they then are.
    rung: BTreeMap<Date, CycleDay>,
}

impl Almanac {
    /// Reads a school's almanac.
    pub async fn read(reading: &mut Reading) -> Result<Self, StorageError> {
        Ok(Self::of(reading.almanac_rows().await?))
    }

    fn of(rows: AlmanacRows) -> Self {
        let calendar = turned_by(rows.calendar, &rows.versions);
        let AlmanacRows { school, versions, exceptions, staff, sites, .. } = rows;
        let mut almanac =
            Self { school, calendar, versions, exceptions, staff, sites, rung: BTreeMap::new() };
        almanac.rung = almanac.days_rung();
        almanac
    }

    /// The days whose bells ring at other times.
    fn days_rung(&self) -> BTreeMap<Date, CycleDay> {
        let mut rung: BTreeMap<Date, CycleDay> = BTreeMap::new();
        for KeptException { exception, .. } in &self.exceptions {
            let Exception::Bells { first, last, periods, .. } = exception else { continue };
            let dates = first.series(jiff::Span::new().days(1)).take_while(|date| date <= last);
            for date in dates.filter(|date| exception.rings_on(*date)) {
                let Some(day) = rung.get(&date).or_else(|| self.day_on(date).map(|(_, day)| day)) else {
                    continue;
                };
                // Bells that no longer fit the day, because a later timetable has other periods, are passed over.
                if let Ok(day) = bells::rung(day, periods) {
                    rung.insert(date, day);
                }
            }
        }
        rung
    }

    /// What the school has decided.
    pub fn policy(&self) -> &Policy {
        &self.school.policy
    }

    /// When and where what is asked for an occasion is needed.
    pub fn needed<'a>(&'a self, occasion: &'a Occasion) -> Needed<'a> {
        occasion.needed(self.policy().turnaround(), &self.sites)
    }

    /// The same for a lesson.
    pub fn needed_for<'a>(&'a self, lesson: &'a Lesson) -> Needed<'a> {
        let (usual, sites) = (self.policy().turnaround(), &self.sites);
        Needed { interval: lesson.interval, room: lesson.room.as_deref().unwrap_or_default(), usual, sites }
    }

    /// The version of the timetable that holds on a date.
    pub fn version_on(&self, date: Date) -> Option<&TimetableVersion> {
        self.versions.iter().rev().find(|version| version.valid_from <= date)
    }

    /// The day of the cycle, with its periods, that a date runs; none without school or timetable.
    pub fn day_on(&self, date: Date) -> Option<(usize, &CycleDay)> {
        let version = self.version_on(date)?;
        let place = self.calendar.cycle_day(date)?;
        let day = version.days.get(place)?;
        Some((place, self.rung.get(&date).unwrap_or(day)))
    }

    /// The lesson that a meeting has on a date, wherever it has been moved since; none where the date does not run its
    /// day, or the lesson is off the timetable.
    pub fn lesson_of(&self, kept: &KeptMeeting, date: Date) -> Option<Lesson> {
        self.lesson_though_off(kept, date).filter(|lesson| self.why_off(lesson).is_none())
    }

    /// The same, whether it is off the timetable or not.
    pub fn lesson_though_off(&self, kept: &KeptMeeting, date: Date) -> Option<Lesson> {
        self.lesson_at(kept, date, self.day_on(date))
    }

    /// Why a lesson is off the timetable; none where it takes place.
    pub fn why_off(&self, lesson: &Lesson) -> Option<&str> {
        why_off(lesson, &self.exceptions)
    }

    fn lesson_at(&self, kept: &KeptMeeting, of: Date, day: Option<(usize, &CycleDay)>) -> Option<Lesson> {
        if self.version_on(of)?.id != kept.timetable {
            return None;
        }
        let id = lesson_id(kept.id, of);
        let meeting = &kept.meeting;
        let (date, first_period, last_period, day) = if let Some((date, places, names)) = self.moved(id) {
            // It is a lesson of its own date, on which nothing else needs to take place any more.
            if self.calendar.cycle_day_if_open(of)? != meeting.day {
                return None;
            }
            let day = self.day_on(date)?.1;
            let at = |name: &String| day.periods.iter().position(|period| period.label == *name);
            let (first, last) = match names {
                Some((first, last)) => (at(first)?, at(last)?),
                None => places,
            };
            (date, first, last, day)
        } else {
            let (_, day) = day.filter(|(place, _)| *place == meeting.day)?;
            (of, meeting.first_period, meeting.last_period, day)
        };
        let first = day.periods.get(first_period)?;
        let last = day.periods.get(last_period)?;
        let lesson = Lesson {
            id,
            meeting: kept.id,
            date,
            first_period,
            last_period,
            periods: period_words(first, last),
            class: kept.meeting.class.clone(),
            subject: kept.meeting.subject.clone(),
            teachers: teachers_of(kept),
            room: kept.meeting.room.clone(),
            pupils: kept.meeting.pupils,
            science: kept.science,
            interval: self.calendar.interval(date, first.start, last.end),
            without_teacher: false,
        };
        Some(placed(lesson, &self.exceptions, &self.staff))
    }

    /// Where a lesson has been moved: the date, the places of its periods, and their names where these were kept.
    #[expect(clippy::type_complexity, reason = "one place makes it and one reads it")]
    fn moved(&self, id: LessonId) -> Option<(Date, (usize, usize), Option<&(String, String)>)> {
        self.exceptions.iter().rev().find_map(|kept| match &kept.exception {
            Exception::Moved { lesson, date, first_period, last_period, names } if *lesson == id => {
                Some((*date, (*first_period, *last_period), names.as_ref()))
            }
            _ => None,
        })
    }

    /// The lesson of this identifier, if the timetable and the calendar still have it, and it is not off.
    pub async fn find_lesson(
        &self,
        reading: &mut Reading,
        id: LessonId,
    ) -> Result<Option<Lesson>, StorageError> {
        let lesson = self.find_lesson_though_off(reading, id).await?;
        Ok(lesson.filter(|lesson| self.why_off(lesson).is_none()))
    }

    /// The same, whether it is off or not: what is said of it may bring it back.
    pub async fn find_lesson_though_off(
        &self,
        reading: &mut Reading,
        id: LessonId,
    ) -> Result<Option<Lesson>, StorageError> {
        let Some(date) = lesson_date(id) else { return Ok(None) };
        let Some(version) = self.version_on(date) else { return Ok(None) };
        let meeting = reading.find_meeting(version.id, &lesson_tail(id)).await?;
        let lesson = meeting.and_then(|meeting| self.lesson_though_off(&meeting, date));
        Ok(lesson.filter(|lesson| lesson.id == id))
    }

    /// Every lesson that is on a date, from wherever it was moved there, by time and room; those too that are off the
    /// timetable.
    pub async fn lessons_on(&self, reading: &mut Reading, date: Date) -> Result<Vec<Lesson>, StorageError> {
        let mut lessons: Vec<Lesson> = match self.version_on(date) {
            Some(version) => {
                let meetings = reading.meetings(version.id).await?;
                meetings.iter().filter_map(|kept| self.lesson_though_off(kept, date)).collect()
            }
            None => Vec::new(),
        };
        for KeptException { exception, .. } in &self.exceptions {
            let Exception::Moved { lesson: id, date: to, .. } = exception else { continue };
            if *to == date && lessons.iter().all(|lesson| lesson.id != *id) {
                lessons.extend(self.find_lesson_though_off(reading, *id).await?);
            }
        }
        lessons.retain(|lesson| lesson.date == date);
        lessons.sort_by(|one, other| (one.interval.from, &one.room).cmp(&(other.interval.from, &other.room)));
        Ok(lessons)
    }

    /// The date that a lesson is on by now, as far as its identifier and what is said of it tell.
    pub fn date_of(&self, lesson: LessonId) -> Option<Date> {
        self.moved(lesson).map(|(date, ..)| date).or_else(|| lesson_date(lesson))
    }

    /// One teacher's lessons from `first` to `last`, both included, in order.
    pub async fn lessons_of(
        &self,
        reading: &mut Reading,
        staff: StaffId,
        first: Date,
        last: Date,
    ) -> Result<Vec<Lesson>, StorageError> {
        let mut lessons = Vec::new();
        let mut meetings: Vec<KeptMeeting> = Vec::new();
        let mut read_for = None;
        for date in first.series(jiff::Span::new().days(1)).take_while(|date| *date <= last) {
            let Some(version) = self.version_on(date) else { continue };
            if read_for != Some(version.id) {
                meetings = reading.meetings_of(staff, version.id).await?;
                read_for = Some(version.id);
            }
            let day = self.day_on(date);
            lessons.extend(meetings.iter().filter_map(|meeting| self.lesson_at(meeting, date, day)));
        }
        // What somebody covers, and what has been moved here from other dates.
        for KeptException { exception, .. } in &self.exceptions {
            let id = match exception {
                Exception::Cover { lesson, staff: cover, .. } if *cover == staff => *lesson,
                Exception::Moved { lesson, date, .. } if (first..=last).contains(date) => *lesson,
                _ => continue,
            };
            if lessons.iter().all(|lesson| lesson.id != id) {
                lessons
                    .extend(self.find_lesson(reading, id).await?.filter(|lesson| lesson.is_taught_by(staff)));
            }
        }
        lessons.retain(|lesson| (first..=last).contains(&lesson.date) && self.why_off(lesson).is_none());
        lessons.sort_by_key(|lesson| lesson.interval.from);
        Ok(lessons)
    }

    /// By when a request for a lesson is due, given the notice that its practicals need.
    pub fn deadline_for(&self, start: Instant, notice_days: Option<u16>) -> Option<Deadline> {
        deadline(&self.calendar, &self.policy().deadline, start, notice_days)
    }
}

/// Almanacs kept at once; when there are more, all are forgotten.
const MOST_ALMANACS: usize = 200;

/// Almanacs that were read, each under its number, which whatever changes an almanac makes grow.
#[derive(Debug, Default)]
pub(crate) struct KeptAlmanacs(Mutex<HashMap<SchoolId, (i64, Arc<Almanac>)>>);

impl KeptAlmanacs {
    pub async fn read(&self, reading: &mut Reading) -> Result<Arc<Almanac>, StorageError> {
        let school = reading.school_id();
        let version = reading.almanac_version().await?;
        if let Some(almanac) = self.find(school, version) {
            return Ok(almanac);
        }
        self.read_anew(reading).await
    }

    /// The almanac as it stands, kept under the number that it was read with.
    pub async fn read_anew(&self, reading: &mut Reading) -> Result<Arc<Almanac>, StorageError> {
        let rows = reading.almanac_rows().await?;
        let version = rows.version;
        let almanac = Arc::new(Almanac::of(rows));
        self.keep(reading.school_id(), version, Arc::clone(&almanac));
        Ok(almanac)
    }

    pub fn find(&self, school: SchoolId, version: i64) -> Option<Arc<Almanac>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(&school).filter(|(number, _)| *number == version).map(|(_, almanac)| Arc::clone(almanac))
    }

    fn keep(&self, school: SchoolId, version: i64, almanac: Arc<Almanac>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST_ALMANACS {
            kept.clear();
        }
        kept.insert(school, (version, almanac));
    }
}

fn period_words(first: &Period, last: &Period) -> String {
    if first.label == last.label { first.label.clone() } else { format!("{} to {}", first.label, last.label) }
}

fn teachers_of(kept: &KeptMeeting) -> Vec<LessonTeacher> {
    kept.staff
        .iter()
        .zip(&kept.meeting.teachers)
        .map(|(staff, name)| LessonTeacher { staff: *staff, name: name.clone(), is_out: false })
        .collect()
}
