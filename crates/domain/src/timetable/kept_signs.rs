//! Which signs a new timetable keeps at large: numbers, hours, people, rooms.

use std::collections::{BTreeMap, BTreeSet};

use super::held_meeting::HeldMeeting;
use super::same_hours::SameHours;
use super::signs::{Company, Hour, KEPT, Lesson, NUMBER, NUMBER_THROUGHOUT, Weights, hours_of};

/// Which signs the file at large keeps, from lessons that the others tell.
#[derive(Default)]
pub(super) struct KeptSigns {
    /// Lessons that have a lesson of their class and subject, and of these: whose hour, and whose number, is there.
    lessons: usize,
    hours: usize,
    numbers: usize,
    /// Lessons that class, subject and hour tell alone, and of these: who keeps what.
    told: usize,
    told_people: usize,
    told_room: usize,
    told_number: usize,
    /// Where lessons keep their hours and lose their numbers.
    pub(super) renumbered: BTreeSet<Company>,
}

/// From so many lessons of a class and subject that keep their hours and lose their numbers, numbers say nothing there.
const RENUMBERED_FROM: usize = 3;

impl KeptSigns {
    pub(super) fn of(held: &[(&HeldMeeting, Lesson)], coming: &[Lesson], same: &SameHours) -> Self {
        let lessons: Vec<&Lesson> = held.iter().map(|(_, lesson)| lesson).collect();
        let mut kept = Self::default();
        kept.count_shared(&lessons, coming, same);
        kept.count_told(&lessons, coming, same);
        kept
    }

    fn count_shared(&mut self, held: &[&Lesson], coming: &[Lesson], same: &SameHours) {
        let mut companies: BTreeMap<Company, usize> = BTreeMap::new();
        let mut hours: BTreeMap<(Company, Hour), usize> = BTreeMap::new();
        let mut numbers: BTreeMap<(Company, u32), usize> = BTreeMap::new();
        for lesson in coming {
            *companies.entry(lesson.company()).or_default() += 1;
            *hours.entry((lesson.company(), lesson.hour())).or_default() += 1;
            *numbers.entry((lesson.company(), lesson.number)).or_default() += 1;
        }
        for lesson in held {
            self.lessons += usize::from(take(&mut companies, &lesson.company()));
            let on = hours_of(lesson, same);
            let is_there = on.into_iter().any(|hour| take(&mut hours, &(lesson.company(), hour)));
            self.hours += usize::from(is_there);
            self.numbers += usize::from(take(&mut numbers, &(lesson.company(), lesson.number)));
        }
    }

    /// Counts what the lessons keep that class, subject and hour tell; or where a class has another name, people do.
    fn count_told(&mut self, held: &[&Lesson], coming: &[Lesson], same: &SameHours) {
        let mut lost: BTreeMap<Company, (usize, usize)> = BTreeMap::new();
        let mut is_told = vec![false; held.len()];
        let keys: [fn(&Lesson) -> Company; 2] =
            [Lesson::company, |lesson| (lesson.people.clone(), lesson.subject)];
        for key in keys {
            let mut there: BTreeMap<(Company, Hour), Both> = BTreeMap::new();
            for (at, lesson) in coming.iter().enumerate() {
                there.entry((key(lesson), lesson.hour())).or_default().1.push(at);
            }
            for (at, lesson) in held.iter().enumerate().filter(|(at, _)| !is_told[*at]) {
                for hour in hours_of(lesson, same) {
                    if let Some(found) = there.get_mut(&(key(lesson), hour)) {
                        found.0.push(at);
                    }
                }
            }
            for (before, after) in there.into_values() {
                let ([before], [after]) = (before.as_slice(), after.as_slice()) else { continue };
                let (one, now) = (held[*before], &coming[*after]);
                is_told[*before] = true;
                let keeps_number = one.number == now.number;
                self.told += 1;
                self.told_people += usize::from(one.people == now.people);
                self.told_room += usize::from(one.room == now.room);
                self.told_number += usize::from(keeps_number);
                let of_company = lost.entry(one.company()).or_default();
                of_company.0 += 1;
                of_company.1 += usize::from(keeps_number);
            }
        }
        self.renumbered = lost
            .into_iter()
            .filter(|(_, (told, keep))| *told >= RENUMBERED_FROM && *keep == 0)
            .map(|(company, _)| company)
            .collect();
    }

    pub(super) fn weights(&self) -> Weights {
        let hours = self.hours * 3 >= self.lessons;
        let throughout = self.numbers * 50 >= self.lessons * 49;
        let by_most = |kept: usize| if kept * 2 >= self.told { KEPT } else { 0 };
        let number = match (hours, self.told) {
            (false, _) if throughout => NUMBER_THROUGHOUT,
            (true, 0) if throughout => NUMBER,
            (true, told) if told > 0 && self.told_number * 10 >= told * 9 => NUMBER,
            _ => 0,
        };
        Weights { hours, people: by_most(self.told_people), room: by_most(self.told_room), number }
    }
}

/// Places of lessons of before, and of new ones.
type Both = (Vec<usize>, Vec<usize>);

/// Takes one of what is counted by a key; whether there was one.
fn take<K: Ord>(counts: &mut BTreeMap<K, usize>, key: &K) -> bool {
    let left = counts.get_mut(key).filter(|left| **left > 0);
    left.map(|left| *left -= 1).is_some()
}
