//! Which new lessons a lesson of before may be at all, found without comparing each with each.

use std::collections::{BTreeMap, BTreeSet};

use super::same_hours::SameHours;
use super::signs::Lesson;

/// New lessons by what a lesson of before may share with them.
pub(super) struct Near {
    sets: BTreeMap<u32, Vec<usize>>,
    subjects: BTreeMap<(u32, Option<u32>), Vec<usize>>,
    hours: BTreeMap<(usize, usize), Vec<usize>>,
    numbers: BTreeMap<u32, Vec<usize>>,
}

/// What more lessons than these share tells nothing.
const MOST_ALIKE: usize = 400;

impl Near {
    pub(super) fn of<'a>(lessons: impl Iterator<Item = (usize, &'a Lesson)>) -> Self {
        let mut near = Self {
            sets: BTreeMap::new(),
            subjects: BTreeMap::new(),
            hours: BTreeMap::new(),
            numbers: BTreeMap::new(),
        };
        for (at, lesson) in lessons {
            for set in &lesson.class {
                near.sets.entry(*set).or_default().push(at);
            }
            for person in people_of(lesson) {
                near.subjects.entry((lesson.subject, person)).or_default().push(at);
            }
            for period in lesson.first..=lesson.last {
                near.hours.entry((lesson.day, period)).or_default().push(at);
            }
            near.numbers.entry(lesson.number).or_default().push(at);
        }
        near
    }

    /// The new lessons that share something with one of before.
    pub(super) fn to(&self, held: &Lesson, same: &SameHours) -> BTreeSet<usize> {
        let mut near = BTreeSet::new();
        let mut add = |found: Option<&Vec<usize>>| {
            near.extend(found.filter(|found| found.len() <= MOST_ALIKE).into_iter().flatten().copied());
        };
        held.class.iter().for_each(|set| add(self.sets.get(set)));
        people_of(held).for_each(|person| add(self.subjects.get(&(held.subject, person))));
        for day in same.days(held.day) {
            let periods = (held.first..=held.last).filter_map(|period| same.period(held.day, period, *day));
            periods.for_each(|period| add(self.hours.get(&(*day, period))));
        }
        add(self.numbers.get(&held.number));
        near
    }
}

/// Whoever teaches it, one after another; one nobody where nobody does.
fn people_of(lesson: &Lesson) -> impl Iterator<Item = Option<u32>> + '_ {
    let nobody = lesson.people.is_empty().then_some(None);
    lesson.people.iter().copied().map(Some).chain(nobody)
}
