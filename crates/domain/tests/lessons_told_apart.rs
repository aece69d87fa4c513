//! Random timetables of which it is known what every lesson becomes: what is found without asking must be that, and
//! where somebody is asked, it must be among what they are offered.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};

use domain::TimeOfDay;
use domain::id::MeetingId;
use domain::timetable::difference::{Difference, HeldMeeting, Pairing, difference};
use domain::timetable::{CycleDay, DayPlace, Meeting, Period, Timetable};
use jiff::civil::Weekday;
use proptest::prelude::*;

const DAYS: [&str; 5] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
const PERIODS: usize = 6;

/// A source of chance that a seed tells (`SplitMix64`, Steele, Lea and Flood 2014).
#[derive(Clone)]
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(most).unwrap()).unwrap()
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }
}

/// A lesson as it truly is.
#[derive(Clone, Debug, PartialEq, Eq)]
struct True {
    identity: usize,
    number: usize,
    class: String,
    subject: String,
    teacher: String,
    room: String,
    day: usize,
    period: usize,
}

#[derive(Clone, Debug)]
struct School {
    lessons: Vec<True>,
    /// Minutes by which the bells are later than they were.
    later: u16,
    /// Whether days and periods have the names of another language.
    renamed: bool,
}

impl School {
    fn random(chance: &mut Chance) -> Self {
        let mut lessons: Vec<True> = Vec::new();
        for class in 0..chance.below(5) + 3 {
            for subject in 0..=chance.below(2) {
                let mut hours = BTreeSet::new();
                for _ in 0..=chance.below(4) {
                    let (day, period) = (chance.below(5), chance.below(PERIODS));
                    let is_taken = lessons.iter().any(|one| {
                        one.class == format!("9{class}") && (one.day, one.period) == (day, period)
                    });
                    if !is_taken {
                        hours.insert((day, period));
                    }
                }
                for (day, period) in hours {
                    let identity = lessons.len();
                    lessons.push(True {
                        identity,
                        number: identity + 1,
                        class: format!("9{class}"),
                        subject: ["Science", "Biology"][subject].to_owned(),
                        teacher: format!("Teacher {}", class % 4),
                        room: format!("Lab {}", class % 3),
                        day,
                        period,
                    });
                }
            }
        }
        Self { lessons, later: 0, renamed: false }
    }

    fn timetable(&self) -> Timetable {
        let time = |minutes| TimeOfDay::from_minutes(minutes).unwrap();
        let period = |at: usize| {
            let start = 540 + 60 * u16::try_from(at).unwrap() + self.later;
            let label = if self.renamed { format!("Stunde {at}") } else { format!("P{at}") };
            Period { label, start: time(start), end: time(start + 50) }
        };
        let day = |at: usize| CycleDay {
            label: if self.renamed { DAYS[at][..3].to_owned() } else { DAYS[at].to_owned() },
            place: DayPlace::Weekday {
                week: 0,
                weekday: Weekday::from_monday_zero_offset(i8::try_from(at).unwrap()).unwrap(),
            },
            periods: (0..PERIODS).map(period).collect(),
        };
        let meeting = |one: &True| Meeting {
            activity: one.number.to_string(),
            day: one.day,
            first_period: one.period,
            last_period: one.period,
            class: Some(one.class.clone()),
            subject: one.subject.clone(),
            teachers: vec![one.teacher.clone()],
            room: Some(one.room.clone()),
            pupils: None,
        };
        Timetable {
            days: (0..5).map(day).collect(),
            meetings: self.lessons.iter().map(meeting).collect(),
            provisional_times: false,
        }
    }

    /// One kind of change to the school as a whole.
    fn changes_at_large(&mut self, kind: usize, chance: &mut Chance) {
        let one = self.lessons[chance.below(self.lessons.len())].clone();
        match kind {
            0 => self.lessons.iter_mut().for_each(|one| one.number += 1),
            1 => self.lessons.iter_mut().for_each(|one| one.number += 1000),
            2 => {
                let mut numbers: Vec<usize> = self.lessons.iter().map(|one| one.number).collect();
                chance.shuffle(&mut numbers);
                self.lessons.iter_mut().zip(numbers).for_each(|(one, number)| one.number = number);
            }
            3 => self.each(|of| &mut of.class, &one.class, "10Z"),
            4 => self.each(|of| &mut of.room, &one.room, "Chemistry 1"),
            5 => self.each(|of| &mut of.teacher, &one.teacher, "Newly Married"),
            6 => self.later += 5,
            7 => self.renamed = true,
            8 => self.lessons.iter_mut().for_each(|one| one.class = one.class.replacen('9', "10", 1)),
            _ => self.lessons.iter_mut().for_each(|one| one.room = one.room.replace("Lab", "Room")),
        }
    }

    fn each(&mut self, of: impl Fn(&mut True) -> &mut String, was: &str, is: &str) {
        self.lessons.iter_mut().map(of).filter(|name| *name == was).for_each(|name| is.clone_into(name));
    }

    /// One lesson becomes another in one thing.
    fn changes_one(&mut self, before: &School, chance: &mut Chance) {
        let at = chance.below(self.lessons.len());
        match chance.below(3) {
            0 => self.moves(at, before, chance),
            1 => "Hut".clone_into(&mut self.lessons[at].room),
            _ => "Teacher 9".clone_into(&mut self.lessons[at].teacher),
        }
    }

    /// To an hour that the class has not, and had not: else nobody could say which of its lessons moved.
    fn moves(&mut self, at: usize, before: &School, chance: &mut Chance) {
        let (day, period) = (chance.below(5), chance.below(PERIODS));
        let (first, class) = (&before.lessons[self.lessons[at].identity].class, &self.lessons[at].class);
        let here = |one: &True| (one.day, one.period) == (day, period);
        let was_there = before.lessons.iter().any(|one| one.class == *first && here(one));
        if !was_there && !self.lessons.iter().any(|one| one.class == *class && here(one)) {
            (self.lessons[at].day, self.lessons[at].period) = (day, period);
        }
    }
}

fn held(school: &School, id: impl Fn(usize) -> u128) -> Vec<HeldMeeting> {
    let timetable = school.timetable();
    let held = |(one, meeting): (&True, &Meeting)| {
        HeldMeeting::of(MeetingId(uuid::Uuid::from_u128(id(one.identity))), meeting, &timetable)
    };
    school.lessons.iter().zip(&timetable.meetings).map(held).collect()
}

/// Lessons that a comparison takes for others than they are, and how many it asks about.
fn wrong(before: &School, after: &School, found: &Difference) -> (Vec<String>, usize) {
    let new = after.timetable();
    let truly: BTreeMap<MeetingId, &Meeting> = after
        .lessons
        .iter()
        .zip(&new.meetings)
        .map(|(one, meeting)| (MeetingId(uuid::Uuid::from_u128(id(one.identity))), meeting))
        .collect();
    let mut wrong = Vec::new();
    for held in held(before, id) {
        let is = truly.get(&held.id).copied();
        if let Some(doubt) = found.doubts.iter().find(|doubt| doubt.held.id == held.id) {
            if is.is_some_and(|is| !doubt.candidates.contains(is)) {
                wrong.push(format!("{held:?}\n  is not offered {is:?}\n  but {:?}", doubt.candidates));
            }
            continue;
        }
        let changed = found.changed.iter().map(|one| (one.held.id, &one.meeting));
        let now = found.kept.iter().map(|one| (one.id, &one.meeting)).chain(changed);
        let now = now.filter(|(id, _)| *id == held.id).map(|(_, meeting)| meeting).next();
        // What ends is told, and its requests wait for a person: so where all but a sign or two went with the class.
        let is_faint = now.is_none() && is.is_some_and(|is| is.class != held.meeting.class);
        if now != is && !is_faint {
            wrong.push(format!("{held:?}\n  is {is:?}\n  and was taken for {now:?}"));
        }
    }
    (wrong, found.doubts.len())
}

/// A school, and what has become of it: so many lessons by themselves, then changes of these kinds at large.
fn changed(chance: &mut Chance, kinds: BTreeSet<usize>, ones: usize) -> (School, School) {
    let before = School::random(chance);
    let mut after = before.clone();
    for _ in 0..ones {
        after.changes_one(&before, chance);
    }
    for kind in kinds {
        after.changes_at_large(kind, chance);
    }
    (before, after)
}

fn id(identity: usize) -> u128 {
    u128::try_from(identity).unwrap() + 1
}

fn compared(before: &School, after: &School) -> Difference {
    difference(&held(before, id), &before.timetable().days, &after.timetable(), &Pairing::new())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn one_kind_of_change_is_plain(seed in any::<u64>(), kind in 0..10_usize) {
        let mut chance = Chance(seed);
        let before = School::random(&mut chance);
        let mut after = before.clone();
        after.changes_at_large(kind, &mut chance);
        let (wrong, doubts) = wrong(&before, &after, &compared(&before, &after));
        prop_assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        prop_assert_eq!(doubts, 0, "{}", kind);
    }

    #[test]
    fn one_lesson_that_changes_is_plain(seed in any::<u64>()) {
        let mut chance = Chance(seed);
        let before = School::random(&mut chance);
        let mut after = before.clone();
        after.changes_one(&before, &mut chance);
        let (wrong, doubts) = wrong(&before, &after, &compared(&before, &after));
        prop_assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        prop_assert_eq!(doubts, 0);
    }

    #[test]
    fn whatever_changes_together_is_told_or_asked(seed in any::<u64>(), kinds in proptest::collection::btree_set(0..10_usize, 0..4), ones in 0..3_usize) {
        let mut chance = Chance(seed);
        let (before, after) = changed(&mut chance, kinds, ones);
        let (wrong, _) = wrong(&before, &after, &compared(&before, &after));
        prop_assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn lessons_that_end_and_begin_are_told_or_asked(seed in any::<u64>(), kinds in proptest::collection::btree_set(0..10_usize, 0..2)) {
        let mut chance = Chance(seed);
        let before = School::random(&mut chance);
        let mut after = before.clone();
        let ended = chance.below(after.lessons.len());
        after.lessons.remove(ended);
        after.lessons.push(True {
            identity: 900, number: 900, class: "7N".to_owned(), subject: "Music".to_owned(), teacher: "Teacher N".to_owned(),
            room: "Hall".to_owned(), day: chance.below(5), period: chance.below(PERIODS),
        });
        for kind in kinds {
            if !after.lessons.is_empty() {
                after.changes_at_large(kind, &mut chance);
            }
        }
        let (wrong, _) = wrong(&before, &after, &compared(&before, &after));
        prop_assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn neither_the_order_of_rows_nor_identifiers_decide(seed in any::<u64>(), kinds in proptest::collection::btree_set(0..10_usize, 0..4), ones in 0..6_usize) {
        let mut chance = Chance(seed);
        let (before, after) = changed(&mut chance, kinds, ones);
        let found = compared(&before, &after);
        let (mut other, mut ids) = (after.clone(), (1..=1000_u128).collect::<Vec<_>>());
        chance.shuffle(&mut other.lessons);
        chance.shuffle(&mut ids);
        let mut again = held(&before, |identity| ids[identity]);
        chance.shuffle(&mut again);
        let again = difference(&again, &before.timetable().days, &other.timetable(), &Pairing::new());
        prop_assert_eq!(told(&found), told(&again));
    }
}

/// What a comparison says, without identifiers and in no order.
fn told(found: &Difference) -> BTreeSet<String> {
    let changed = found.changed.iter().map(|one| format!("{:?} is {:?}", one.held.meeting, one.meeting));
    let kept = found.kept.iter().map(|one| format!("{:?} stays", one.meeting));
    let gone = found.gone.iter().map(|one| format!("{:?} ends", one.meeting));
    let doubts = found.doubts.iter().map(|doubt| {
        let candidates: BTreeSet<String> = doubt.candidates.iter().map(|one| format!("{one:?}")).collect();
        format!("{:?} may be {candidates:?}, most likely {:?}", doubt.held.meeting, doubt.proposed)
    });
    changed.chain(kept).chain(gone).chain(doubts).collect()
}
