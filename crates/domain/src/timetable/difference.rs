//! What a new timetable would change in one that a school holds.

use std::collections::{BTreeMap, VecDeque};

use super::{Meeting, Timetable};
use crate::id::MeetingId;
use crate::instant::TimeOfDay;

/// When a meeting is, in words that hold from one timetable to the next.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot {
    /// The cycle day's label.
    pub day: String,
    /// The label of the first period.
    pub first_period: String,
    /// The label of the last period.
    pub last_period: String,
    /// When the first period starts.
    pub start: TimeOfDay,
    /// When the last period ends.
    pub end: TimeOfDay,
}

impl Slot {
    /// When `meeting` is in `timetable`; `None` where the timetable has no such day or period.
    pub fn of(meeting: &Meeting, timetable: &Timetable) -> Option<Self> {
        let day = timetable.days.get(meeting.day)?;
        let first = day.periods.get(meeting.first_period)?;
        let last = day.periods.get(meeting.last_period)?;
        Some(Self {
            day: day.label.clone(),
            first_period: first.label.clone(),
            last_period: last.label.clone(),
            start: first.start,
            end: last.end,
        })
    }
}

/// A meeting that the school holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldMeeting {
    /// Its id, which requisitions hang on.
    pub id: MeetingId,
    /// The meeting; its day and periods are places in the held timetable.
    pub meeting: Meeting,
    /// When it is in the held timetable; `None` where that has no such day or period.
    pub slot: Option<Slot>,
}

impl HeldMeeting {
    /// The meeting `meeting` of the held `timetable`, with its id.
    pub fn of(id: MeetingId, meeting: &Meeting, timetable: &Timetable) -> Self {
        Self { id, meeting: meeting.clone(), slot: Slot::of(meeting, timetable) }
    }
}

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
}

impl Difference {
    /// Whether no meeting is added, changed or gone.
    pub fn changes_nothing(&self) -> bool {
        self.changed.is_empty() && self.added.is_empty() && self.gone.is_empty()
    }
}

/// Compares what is held with a new timetable.
///
/// A meeting that is the same in all, times too, is kept. Else one that differs in nothing but the number of
/// its activity, and else one of the same activity that still has its class or its subject, is changed and
/// keeps its id. The rest is gone or added. The order of `held` changes nothing.
pub fn difference(held: &[HeldMeeting], new: &Timetable) -> Difference {
    let mut left: Vec<&HeldMeeting> = held.iter().collect();
    left.sort_by_key(|held| held.id);
    let mut coming: Vec<(Option<Slot>, &Meeting)> =
        new.meetings.iter().map(|meeting| (Slot::of(meeting, new), meeting)).collect();
    let mut difference = Difference::default();

    for (held, (_, meeting)) in pair(&mut left, &mut coming, |slot, meeting| {
        Some((meeting.activity.as_str(), content(slot, meeting)))
    }) {
        difference.kept.push(Kept { id: held.id, meeting: meeting.clone() });
    }
    let mut change = |pairs: Vec<Pair<'_>>| {
        difference.changed.extend(
            pairs
                .into_iter()
                .map(|(held, (_, meeting))| Changed { held: held.clone(), meeting: meeting.clone() }),
        );
    };
    change(pair(&mut left, &mut coming, |slot, meeting| Some(content(slot, meeting))));
    // Of several meetings of one activity, those that stay in their slot are matched first.
    change(pair(&mut left, &mut coming, |slot, meeting| {
        Some((&meeting.activity, &meeting.class, &meeting.subject, slot.cloned()))
    }));
    change(pair(&mut left, &mut coming, |_, meeting| {
        Some((&meeting.activity, &meeting.class, &meeting.subject))
    }));
    change(pair(&mut left, &mut coming, |_, meeting| Some((&meeting.activity, &meeting.subject))));
    change(pair(&mut left, &mut coming, |_, meeting| {
        meeting.class.as_ref().map(|class| (&meeting.activity, class))
    }));
    difference.added = coming.into_iter().map(|(_, meeting)| meeting.clone()).collect();
    difference.gone = left.into_iter().cloned().collect();
    difference
}

/// All that makes a meeting what it is but the number of its activity.
fn content<'a>(slot: Option<&Slot>, meeting: &'a Meeting) -> impl Ord + use<'a> {
    (slot.cloned(), &meeting.class, &meeting.subject, &meeting.teachers, &meeting.room, meeting.pupils)
}

type Coming<'a> = (Option<Slot>, &'a Meeting);
type Pair<'a> = (&'a HeldMeeting, Coming<'a>);

/// Takes out of both lists, and pairs in order, what has the same key. What has none stays.
fn pair<'a, K: Ord>(
    left: &mut Vec<&'a HeldMeeting>,
    coming: &mut Vec<Coming<'a>>,
    key: impl Fn(Option<&Slot>, &'a Meeting) -> Option<K>,
) -> Vec<Pair<'a>> {
    let mut waiting: BTreeMap<K, VecDeque<usize>> = BTreeMap::new();
    for (at, held) in left.iter().enumerate() {
        if let Some(key) = key(held.slot.as_ref(), &held.meeting) {
            waiting.entry(key).or_default().push_back(at);
        }
    }
    let mut taken = vec![false; left.len()];
    let mut pairs = Vec::new();
    let mut unmatched = Vec::new();
    for (slot, meeting) in coming.drain(..) {
        let found =
            key(slot.as_ref(), meeting).and_then(|key| waiting.get_mut(&key)).and_then(VecDeque::pop_front);
        if let Some(at) = found {
            taken[at] = true;
            pairs.push((left[at], (slot, meeting)));
        } else {
            unmatched.push((slot, meeting));
        }
    }
    *coming = unmatched;
    let mut at = 0;
    left.retain(|_| {
        at += 1;
        !taken[at - 1]
    });
    pairs
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
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

    proptest! {
        #[test]
        fn a_timetable_against_itself_changes_nothing(meetings in proptest::collection::vec(meeting(), 0..30)) {
            let timetable = timetable(meetings);
            let difference = difference(&held(&timetable), &timetable);
            prop_assert!(difference.changes_nothing());
            prop_assert_eq!(difference.kept.len(), timetable.meetings.len());
        }

        #[test]
        fn every_meeting_is_in_the_difference_once(old in proptest::collection::vec(meeting(), 0..30), new in proptest::collection::vec(meeting(), 0..30)) {
            let (old, new) = (timetable(old), timetable(new));
            let mut held = held(&old);
            let first = difference(&held, &new);
            prop_assert_eq!(first.added.len() + first.changed.len() + first.kept.len(), new.meetings.len());
            prop_assert_eq!(first.gone.len() + first.changed.len() + first.kept.len(), held.len());
            held.reverse();
            prop_assert_eq!(difference(&held, &new), first);
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
        assert_eq!(difference(&old, &timetable(vec![meeting.clone()])).changed[0].held.id, old[0].id);
        meeting.class = Some("8C".into());
        meeting.subject = "Art".into();
        let replaced = difference(&old, &timetable(vec![meeting]));
        assert_eq!((replaced.added.len(), replaced.gone.len()), (1, 1));
    }
}
