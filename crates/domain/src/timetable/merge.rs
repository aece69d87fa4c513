//! Rows of a timetable, one a period, become meetings: a double is one lesson.

use std::collections::{BTreeMap, BTreeSet};

use super::Meeting;
use super::period_times::Touching;
use super::teaching_group::activity_order;

/// One row of a timetable: what happens in one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The activity, as the timetabling program numbers it.
    pub activity: String,
    /// The place of its day in the cycle.
    pub day: usize,
    /// The place of its period in the day.
    pub period: usize,
    /// The teaching group; `None` where the row has no students.
    pub class: Option<String>,
    /// The subject.
    pub subject: String,
    /// The teachers, in the order of the file.
    pub teachers: Vec<String>,
    /// The room.
    pub room: Option<String>,
    /// The pupils counted.
    pub pupils: Option<u32>,
}

/// Merges rows into meetings: touching periods of the same activity, or of the same class, teachers and room,
/// are one. Rows without students share a class only where the subject is the same too.
///
/// The meeting has the activity that is lowest among its rows, the subjects of all, and the room of the first.
pub fn meetings(rows: Vec<Row>, touching: &Touching) -> Vec<Meeting> {
    let mut rows = rows;
    rows.sort_by(|one, other| sort_key(one).cmp(&sort_key(other)));
    let mut open: Vec<Open> = Vec::new();
    // The meetings that a row may continue, by what they end with.
    let mut by_activity: BTreeMap<(usize, usize, String), BTreeSet<usize>> = BTreeMap::new();
    let mut by_company: BTreeMap<(usize, usize, Company), BTreeSet<usize>> = BTreeMap::new();
    for row in rows {
        let before: Vec<usize> = touching.before(row.day, row.period).to_vec();
        let company = Company::of(&row);
        let found = before
            .iter()
            .find_map(|period| first(by_activity.get(&(row.day, *period, row.activity.clone()))))
            .or_else(|| {
                before.iter().find_map(|period| first(by_company.get(&(row.day, *period, company.clone()))))
            });
        let at = if let Some(at) = found {
            let ended = open[at].last_period;
            for activity in &open[at].last_activities {
                forget(&mut by_activity, &(row.day, ended, activity.clone()), at);
            }
            let left = open[at].last_company.clone();
            forget(&mut by_company, &(row.day, ended, left), at);
            at
        } else {
            open.push(Open::begin(&row));
            open.len() - 1
        };
        by_activity.entry((row.day, row.period, row.activity.clone())).or_default().insert(at);
        by_company.entry((row.day, row.period, company.clone())).or_default().insert(at);
        open[at].extend(row, company);
    }
    let mut meetings: Vec<Meeting> = open.into_iter().map(Open::close).collect();
    meetings.sort_by(|one, other| meeting_key(one).cmp(&meeting_key(other)));
    meetings
}

fn sort_key(row: &Row) -> impl Ord + '_ {
    (row.day, row.period, activity_order(&row.activity), &row.class, &row.subject, &row.teachers, &row.room)
}

fn meeting_key(meeting: &Meeting) -> impl Ord + '_ {
    let order = activity_order(&meeting.activity);
    (
        meeting.day,
        meeting.first_period,
        order,
        &meeting.class,
        &meeting.subject,
        &meeting.room,
        meeting.last_period,
    )
}

fn first(places: Option<&BTreeSet<usize>>) -> Option<usize> {
    places.and_then(|places| places.first().copied())
}

fn forget<K: Ord>(places: &mut BTreeMap<K, BTreeSet<usize>>, key: &K, at: usize) {
    if let Some(held) = places.get_mut(key) {
        held.remove(&at);
    }
}

/// Who meets where: what two rows share when they are one lesson.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Company {
    /// The class, or the subject where there is none.
    class: Result<String, String>,
    teachers: BTreeSet<String>,
    room: Option<String>,
}

impl Company {
    fn of(row: &Row) -> Self {
        Self {
            class: row.class.clone().ok_or_else(|| row.subject.clone()),
            teachers: row.teachers.iter().cloned().collect(),
            room: row.room.clone(),
        }
    }
}

/// A meeting that may still grow.
struct Open {
    meeting: Meeting,
    last_period: usize,
    last_activities: Vec<String>,
    last_company: Company,
}

impl Open {
    fn begin(row: &Row) -> Self {
        let meeting = Meeting {
            activity: row.activity.clone(),
            day: row.day,
            first_period: row.period,
            last_period: row.period,
            class: row.class.clone(),
            subject: String::new(),
            teachers: Vec::new(),
            room: row.room.clone(),
            pupils: row.pupils,
        };
        Self { meeting, last_period: row.period, last_activities: Vec::new(), last_company: Company::of(row) }
    }

    fn extend(&mut self, row: Row, company: Company) {
        let meeting = &mut self.meeting;
        meeting.last_period = row.period;
        if activity_order(&row.activity) < activity_order(&meeting.activity) {
            meeting.activity.clone_from(&row.activity);
        }
        if !meeting.subject.split(SUBJECTS_APART).any(|subject| subject == row.subject) {
            if !meeting.subject.is_empty() {
                meeting.subject.push_str(SUBJECTS_APART);
            }
            meeting.subject.push_str(&row.subject);
        }
        for teacher in row.teachers {
            if !meeting.teachers.contains(&teacher) {
                meeting.teachers.push(teacher);
            }
        }
        meeting.room = meeting.room.take().or(row.room);
        meeting.class = meeting.class.take().or(row.class);
        meeting.pupils = meeting.pupils.max(row.pupils);
        self.last_period = row.period;
        self.last_activities = vec![row.activity];
        self.last_company = company;
    }

    fn close(self) -> Meeting {
        self.meeting
    }
}

/// What stands between the subjects of a meeting that has several.
const SUBJECTS_APART: &str = " / ";
