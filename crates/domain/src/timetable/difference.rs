//! What a new timetable would change in one that a school holds.

pub use super::held_meeting::{HeldMeeting, Slot};
pub use super::pairs::{Pairing, meeting_keys};

use super::pairs::Pairs;
use super::{CycleDay, Meeting, Timetable};
use crate::id::MeetingId;

/// A meeting that stays, as the new timetable has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its id.
    pub id: MeetingId,
    /// The meeting, with places in the new timetable.
    pub meeting: Meeting,
}

/// A meeting that stays and differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// What was held, with its id, which stays.
    pub held: HeldMeeting,
    /// The meeting, with places in the new timetable.
    pub meeting: Meeting,
}

/// A meeting of which it is not plain what it becomes: somebody has to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// What was held.
    pub held: HeldMeeting,
    /// What it most likely becomes; none where nothing is likely.
    pub proposed: Option<Meeting>,
    /// What it might become, what is proposed first.
    pub candidates: Vec<Meeting>,
}

/// What taking up a new timetable does to each meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Meetings that stay as they are.
    pub kept: Vec<Kept>,
    /// Meetings that stay and differ.
    pub changed: Vec<Changed>,
    /// Meetings that are new.
    pub added: Vec<Meeting>,
    /// Meetings that end.
    pub gone: Vec<HeldMeeting>,
    /// Of those that changed or ended, the ones that are a guess.
    pub doubts: Vec<Doubt>,
}

impl Difference {
    /// Whether no meeting is added, changed or gone.
    pub fn changes_nothing(&self) -> bool {
        self.changed.is_empty() && self.added.is_empty() && self.gone.is_empty()
    }
}

/// Compares what is held, with the days that it is held in, with a new timetable: what people have said of it first,
/// then by what stays the same.
///
/// Numbers, rooms, teachers, hours and names of classes all change while a lesson stays the lesson that it was. What
/// two lessons have in common are signs, and what the file at large does not keep is none: numbers where
/// other lessons lose theirs, hours where most lessons get another. A pair is plain where its signs leave no doubt
/// against each other pair of either lesson; what is plain is taken away, and may leave others plain. Whatever is
/// left and may be one is paired with the least change, and is in [`Difference::doubts`]; so is a class that is split
/// or joined, and a double that is cut. The order of either side, and the identifiers, change nothing.
pub fn difference(held: &[HeldMeeting], before: &[CycleDay], new: &Timetable, said: &Pairing) -> Difference {
    let mut pairs = Pairs::of(held, before, new);
    pairs.as_said(said);
    pairs.same();
    pairs.plain();
    pairs.unsure();
    pairs.least_change();
    pairs.offer();
    found(&pairs)
}

fn found(pairs: &Pairs<'_>) -> Difference {
    let meeting = |new: usize| pairs.new.meetings[new].clone();
    let mut found = Difference::default();
    for (new, was) in pairs.was.iter().enumerate() {
        match was {
            None => found.added.push(meeting(new)),
            Some(held) => found.put(pairs.held(*held), meeting(new), pairs.new),
        }
    }
    for (at, held) in pairs.all_held().enumerate() {
        let becomes = pairs.becomes[at];
        if becomes.is_none() {
            found.gone.push(held.clone());
        }
        if let Some(candidates) = pairs.doubts.get(&at) {
            let others = candidates.iter().copied().filter(|new| Some(*new) != becomes);
            let candidates = becomes.into_iter().chain(others).map(meeting).collect();
            found.doubts.push(Doubt { held: held.clone(), proposed: becomes.map(meeting), candidates });
        }
    }
    found
}

impl Difference {
    /// Adds a pair. Teachers who are the same are named in the order they were.
    fn put(&mut self, held: &HeldMeeting, mut meeting: Meeting, new: &Timetable) {
        let sorted = |meeting: &Meeting| {
            let mut names = meeting.teachers.clone();
            names.sort();
            names
        };
        if sorted(&held.meeting) == sorted(&meeting) {
            meeting.teachers.clone_from(&held.meeting.teachers);
        }
        let is_same = held.slot == Slot::of(&meeting, new)
            && held.meeting
                == Meeting {
                    day: held.meeting.day,
                    first_period: held.meeting.first_period,
                    last_period: held.meeting.last_period,
                    ..meeting.clone()
                };
        if is_same {
            self.kept.push(Kept { id: held.id, meeting });
        } else {
            self.changed.push(Changed { held: held.clone(), meeting });
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::instant::TimeOfDay;
    use crate::timetable::{CycleDay, DayPlace, Period};

    fn timetable(meetings: Vec<Meeting>) -> Timetable {
        let time = |minutes| TimeOfDay::from_minutes(minutes).unwrap();
        let periods: Vec<Period> = (0..4_u16)
            .map(|at| Period {
                label: format!("P{at}"),
                start: time(500 + at * 50),
                end: time(550 + at * 50),
            })
            .collect();
        let day = |at: usize| CycleDay {
            label: format!("Day {at}"),
            place: DayPlace::Rotating,
            periods: periods.clone(),
        };
        Timetable { days: (0..3).map(day).collect(), meetings, provisional_times: false }
    }

    fn held(timetable: &Timetable) -> Vec<HeldMeeting> {
        let id = |at: usize| MeetingId(uuid::Uuid::from_u128(at as u128 + 1));
        timetable
            .meetings
            .iter()
            .enumerate()
            .map(|(at, meeting)| HeldMeeting::of(id(at), meeting, timetable))
            .collect()
    }

    prop_compose! {
        fn meeting()(activity in 0..6_u8, day in 0..3_usize, first in 0..4_usize, class in proptest::option::of(0..3_u8), subject in 0..3_u8, teacher in 0..2_u8) -> Meeting {
            Meeting {
                activity: activity.to_string(), day, first_period: first, last_period: first, class: class.map(|class| format!("1{class}")),
                subject: format!("S{subject}"), teachers: vec![format!("T{teacher}")], room: None, pupils: None,
            }
        }
    }

    #[test]
    fn a_day_is_known_by_its_name_and_not_by_its_place() {
        let lesson = |activity: &str, day, first, room: &str| Meeting {
            activity: activity.to_owned(),
            day,
            first_period: first,
            last_period: first,
            class: Some("10A".to_owned()),
            subject: "Biology".to_owned(),
            teachers: vec![format!("T{room}")],
            room: Some(room.to_owned()),
            pupils: None,
        };
        let old = timetable(vec![lesson("1", 0, 0, "Lab 2"), lesson("2", 1, 0, "Lab 2")]);
        let mut new = timetable(vec![lesson("3", 0, 3, "Lab 1"), lesson("4", 1, 0, "Lab 1")]);
        // The first day has no lesson any more, so that the second stands in its place.
        new.days.remove(0);
        let found = difference(&held(&old), &old.days, &new, &Pairing::new());
        assert_eq!(found.doubts.len(), 2, "nothing says which is which: {found:?}");
    }

    proptest! {
        #[test]
        fn a_timetable_against_itself_changes_nothing(meetings in proptest::collection::vec(meeting(), 0..30)) {
            let timetable = timetable(meetings);
            let difference = difference(&held(&timetable), &timetable.days, &timetable, &Pairing::new());
            prop_assert!(difference.changes_nothing());
            prop_assert_eq!(difference.kept.len(), timetable.meetings.len());
        }

        #[test]
        fn every_meeting_is_in_the_difference_once(old in proptest::collection::vec(meeting(), 0..30), new in proptest::collection::vec(meeting(), 0..30)) {
            let (old, new) = (timetable(old), timetable(new));
            let mut held = held(&old);
            let first = difference(&held, &old.days, &new, &Pairing::new());
            prop_assert_eq!(first.added.len() + first.changed.len() + first.kept.len(), new.meetings.len());
            prop_assert_eq!(first.gone.len() + first.changed.len() + first.kept.len(), held.len());
            held.reverse();
            prop_assert_eq!(difference(&held, &old.days, &new, &Pairing::new()), first);
        }
    }

    #[test]
    fn another_teacher_changes_a_lesson_and_another_class_replaces_it() {
        let mut meeting = Meeting {
            activity: "7".into(),
            day: 0,
            first_period: 0,
            last_period: 1,
            class: Some("9A".into()),
            subject: "Physics".into(),
            teachers: vec!["A".into()],
            room: None,
            pupils: None,
        };
        let old = held(&timetable(vec![meeting.clone()]));
        meeting.teachers = vec!["B".into()];
        assert_eq!(
            difference(&old, &timetable(Vec::new()).days, &timetable(vec![meeting.clone()]), &Pairing::new())
                .changed[0]
                .held
                .id,
            old[0].id
        );
        meeting.class = Some("8C".into());
        meeting.subject = "Art".into();
        let replaced =
            difference(&old, &timetable(Vec::new()).days, &timetable(vec![meeting]), &Pairing::new());
        assert_eq!((replaced.added.len(), replaced.gone.len()), (1, 1));
    }

    fn physics(activity: &str, class: &str, day: usize, first: usize) -> Meeting {
        Meeting {
            activity: activity.into(),
            day,
            first_period: first,
            last_period: first,
            class: Some(class.into()),
            subject: "Physics".into(),
            teachers: vec!["A".into()],
            room: Some("Lab 1".into()),
            pupils: None,
        }
    }

    #[test]
    fn numbers_rooms_teachers_hours_and_classes_may_change_while_a_lesson_stays() {
        let before = [physics("1", "9A", 0, 0), physics("2", "9B", 0, 1), physics("3", "9A", 1, 0)];
        let mut after = before.clone();
        // The numbers go round, one room and one teacher change, 9B moves, and 9A is called 9Y.
        after[0] = Meeting { activity: "2".into(), room: Some("Chemistry 1".into()), ..after[0].clone() };
        after[1] =
            Meeting { activity: "3".into(), day: 2, first_period: 3, last_period: 3, ..after[1].clone() };
        after[2] = Meeting { activity: "1".into(), teachers: vec!["B".into()], ..after[2].clone() };
        let old = held(&timetable(before.to_vec()));
        let found =
            difference(&old, &timetable(Vec::new()).days, &timetable(after.to_vec()), &Pairing::new());
        assert_eq!((found.doubts.len(), found.added.len(), found.gone.len()), (0, 0, 0));
        for (at, meeting) in after.iter().enumerate() {
            let changed = found.changed.iter().find(|changed| changed.meeting == *meeting);
            assert_eq!(changed.map(|changed| changed.held.id), Some(old[at].id), "lesson {at}");
        }
        let renamed = before.map(|one| match one.class.as_deref() {
            Some("9A") => Meeting { class: Some("9Y".into()), ..one },
            _ => one,
        });
        let found =
            difference(&old, &timetable(Vec::new()).days, &timetable(renamed.to_vec()), &Pairing::new());
        assert_eq!((found.changed.len(), found.doubts.len(), found.gone.len()), (2, 0, 0));
    }

    #[test]
    fn what_looks_alike_is_a_guess_until_somebody_says() {
        let before = [physics("1", "9A", 0, 0), physics("2", "9A", 1, 0)];
        let after = [physics("11", "9A", 0, 2), physics("12", "9A", 2, 0)];
        let old = held(&timetable(before.to_vec()));
        let new = timetable(after.to_vec());
        let found = difference(&old, &new.days, &new, &Pairing::new());
        assert_eq!(found.doubts.iter().map(|doubt| doubt.candidates.len()).collect::<Vec<_>>(), [2, 2]);
        let said = Pairing::from([(old[0].id, Some(meeting_keys(&new)[1].clone())), (old[1].id, None)]);
        let found = difference(&old, &new.days, &new, &said);
        assert_eq!(found.changed[0].meeting, after[1]);
        assert_eq!((found.doubts.len(), found.added.len(), found.gone.len()), (0, 1, 1));
    }
}
