//! What a lesson of before and one of a new timetable have in common, and how much that says.

use std::collections::BTreeMap;

use super::Meeting;
use super::same_hours::SameHours;
use crate::fold::folded;

/// Names as numbers: spelt alike is the same, whatever the case and accents.
#[derive(Debug, Default)]
pub(super) struct Names(BTreeMap<String, u32>);

impl Names {
    fn of(&mut self, name: &str) -> u32 {
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        *self.0.entry(folded(name)).or_insert(next)
    }

    /// The same of what a joined cell names, in whatever order.
    fn all<'a>(&mut self, names: impl Iterator<Item = &'a str>) -> Vec<u32> {
        let mut all: Vec<u32> = names.map(|name| self.of(name)).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// A meeting as it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lesson {
    /// The sets that meet; none where it has no class.
    pub(super) class: Vec<u32>,
    pub(super) subject: u32,
    pub(super) people: Vec<u32>,
    pub(super) room: Option<u32>,
    pub(super) number: u32,
    pub(super) pupils: Option<u32>,
    /// Places in its own timetable.
    pub(super) day: usize,
    pub(super) first: usize,
    pub(super) last: usize,
    /// Minutes after midnight.
    pub(super) start: u16,
}

impl Lesson {
    pub(super) fn of(meeting: &Meeting, start: u16, names: &mut Names) -> Self {
        Self {
            class: names.all(meeting.class.iter().flat_map(|class| class.split('+'))),
            subject: names.of(&meeting.subject),
            people: names.all(meeting.teachers.iter().map(String::as_str)),
            room: meeting.room.as_deref().map(|room| names.of(room)),
            number: names.of(&meeting.activity),
            pupils: meeting.pupils,
            day: meeting.day,
            first: meeting.first_period,
            last: meeting.last_period,
            start,
        }
    }

    /// Class and subject: what lessons share that could be taken for each other.
    pub(super) fn company(&self) -> Company {
        (self.class.clone(), self.subject)
    }

    /// Day and periods.
    pub(super) fn hour(&self) -> Hour {
        (self.day, self.first, self.last)
    }
}

pub(super) type Company = (Vec<u32>, u32);
pub(super) type Hour = (usize, usize, usize);

/// The hours of a new timetable that are the hour of a lesson of before.
pub(super) fn hours_of(held: &Lesson, same: &SameHours) -> Vec<Hour> {
    let on = |day: &usize| {
        let first = same.period(held.day, held.first, *day)?;
        let last = same.period(held.day, held.last, *day)?;
        Some((*day, first, last))
    };
    same.days(held.day).iter().filter_map(on).collect()
}

/// How much each sign says. Where most lessons of a file lose a sign, it says nothing there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Weights {
    /// Whether hours say anything.
    pub(super) hours: bool,
    pub(super) people: u32,
    pub(super) room: u32,
    pub(super) number: u32,
}

const CLASS: u32 = 8;
/// Of the class, where only some of its sets are the same.
const SETS: u32 = 4;
const SUBJECT: u32 = 4;
const HOUR: u32 = 4;
/// Of the hour, where a double has become a single, or a single a double.
const OVERLAP: u32 = 3;
/// Of the hour, where the day alone is the same, or the period on another day.
const DAY: u32 = 1;
/// People, or a room, where a file keeps them.
pub(super) const KEPT: u32 = 2;
/// A number, where a file keeps numbers and hours.
pub(super) const NUMBER: u32 = 4;
/// A number, where a file keeps numbers throughout and gives most lessons another hour.
pub(super) const NUMBER_THROUGHOUT: u32 = 10;

/// What two lessons have in common, each sign by how much it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Signs {
    class: u32,
    subject: u32,
    hour: u32,
    people: u32,
    room: u32,
    number: u32,
}

/// Names of before with what they are now, as far as pairs have shown.
#[derive(Debug, Default)]
pub(super) struct Renamed {
    pub(super) classes: BTreeMap<Vec<u32>, Vec<u32>>,
    pub(super) subjects: BTreeMap<u32, u32>,
    pub(super) rooms: BTreeMap<u32, u32>,
}

impl Signs {
    pub(super) fn of(
        held: &Lesson,
        new: &Lesson,
        same: &SameHours,
        weights: &Weights,
        renamed: &Renamed,
    ) -> Self {
        let is_class = held.class == new.class || renamed.classes.get(&held.class) == Some(&new.class);
        let shares = |one: &[u32], other: &[u32]| one.iter().any(|name| other.binary_search(name).is_ok());
        let is_subject =
            held.subject == new.subject || renamed.subjects.get(&held.subject) == Some(&new.subject);
        let room = held.room.map(|room| renamed.rooms.get(&room).copied().unwrap_or(room));
        let is_room = new.room.is_some() && (held.room == new.room || room == new.room);
        let class = match (is_class, shares(&held.class, &new.class)) {
            (true, _) => CLASS,
            (false, true) => SETS,
            (false, false) => 0,
        };
        Self {
            class,
            subject: if is_subject { SUBJECT } else { 0 },
            hour: if weights.hours { hour(held, new, same) } else { 0 },
            people: if shares(&held.people, &new.people) { weights.people } else { 0 },
            room: if is_room { weights.room } else { 0 },
            number: if held.number == new.number { weights.number } else { 0 },
        }
    }

    fn each(self) -> [u32; 6] {
        [self.class, self.subject, self.hour, self.people, self.room, self.number]
    }

    /// All that they say together.
    pub(super) fn sum(self) -> u32 {
        self.each().into_iter().sum()
    }

    /// What these say beyond others.
    fn beyond(self, other: Self) -> u32 {
        self.each().into_iter().zip(other.each()).map(|(one, other)| one.saturating_sub(other)).sum()
    }

    /// Whether these leave no doubt against others: they say all that those say and more, or far more than those do
    /// where each says what the other does not. A class alone does not do so against all the rest.
    pub(super) fn outdo(self, other: Self) -> bool {
        let is_all_but_class = other.subject > 0 && other.hour == HOUR && other.people > 0 && other.room > 0;
        if is_all_but_class && self.people + self.room == 0 {
            return false;
        }
        let (more, less) = (self.beyond(other), other.beyond(self));
        less == 0 && more > DAY || more >= less + KEPT + DAY
    }

    pub(super) fn keep_class(self) -> bool {
        self.class == CLASS
    }

    pub(super) fn keep_hour(self) -> bool {
        self.hour >= OVERLAP
    }

    pub(super) fn keep_subject(self) -> bool {
        self.subject > 0
    }

    /// Whether two lessons may be one at all.
    pub(super) fn may_be(self) -> bool {
        let sum = self.sum();
        match (self.class, self.subject) {
            (CLASS, _) | (0, 0) => sum >= CLASS + KEPT,
            _ => sum >= CLASS,
        }
    }

    /// Whether a person may be asked for them, where nothing better is left.
    pub(super) fn may_be_offered(self) -> bool {
        self.class + self.subject > 0 && self.sum() >= SUBJECT + KEPT
    }

    /// Whether they are one where nothing speaks against it: the class with one strong sign more, or all but the class.
    pub(super) fn suffice(self) -> bool {
        self.class + self.subject > 0 && self.sum() >= CLASS + SUBJECT
    }
}

fn hour(held: &Lesson, new: &Lesson, same: &SameHours) -> u32 {
    let first = same.period(held.day, held.first, new.day);
    let last = same.period(held.day, held.last, new.day);
    if !same.days(held.day).contains(&new.day) {
        return if first == Some(new.first) { DAY } else { 0 };
    }
    match (first, last) {
        (Some(first), Some(last)) if (first, last) == (new.first, new.last) => HOUR,
        (Some(first), Some(last)) if first <= new.last && new.first <= last => OVERLAP,
        _ => DAY,
    }
}
