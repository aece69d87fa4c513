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

/// A meeting of which it is not plain what it becomes: somebody has to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// What was held.
    pub held: HeldMeeting,
    /// What it most likely becomes; none where nothing is likely.
    pub proposed: Option<Meeting>,
    /// What it might become, the proposed among them.
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

/// What people have said that meetings become, by the key of the new one; none where it ends.
pub type Pairing = BTreeMap<MeetingId, Option<String>>;

/// What a meeting of a new timetable is named by while it is paired: its number, day and first period.
pub fn meeting_key(meeting: &Meeting, timetable: &Timetable) -> String {
    let slot = Slot::of(meeting, timetable);
    let when = slot.map_or_else(String::new, |slot| format!("{} {}", slot.day, slot.first_period));
    format!("{} @ {when}", meeting.activity)
}

/// Compares what is held with a new timetable: what people have said of it first, then by what stays the same.
///
/// Numbers, rooms, teachers, hours and names of classes all change while a lesson stays the lesson that it was. What
/// is the same in all, times too, is kept. Else one pair is sought after another, each by fewer things that stayed:
/// always the class and the subject, with the hour, the teachers, the room or the number; then everything but the
/// name of the class or the subject, where the old name is nowhere in the new timetable. A pair is plain where nothing
/// else on either side fits as well. What still looks alike is paired as a guess, and is in [`Difference::doubts`].
/// The order of `held` changes nothing.
pub fn difference(held: &[HeldMeeting], new: &Timetable, said: &Pairing) -> Difference {
    let mut pairs = Pairs::of(held, new);
    pairs.as_said(new, said);
    pairs.same();
    pairs.plain(|slot, one| Some((Some(&one.activity), class_of(one), &one.subject, slot.cloned())));
    pairs.plain(|slot, one| Some((class_of(one), &one.subject, slot.cloned(), &one.teachers)));
    pairs.plain(|slot, one| Some((class_of(one), &one.subject, slot.cloned())));
    pairs.plain(|slot, one| {
        let slot = slot?;
        Some((class_of(one), &one.subject, slot.day.clone(), slot.first_period.clone()))
    });
    pairs.plain(|_, one| Some((class_of(one), &one.subject, &one.teachers, &one.room, &one.activity)));
    pairs.plain(|_, one| Some((class_of(one), &one.subject, &one.teachers, &one.room)));
    pairs.plain(|_, one| Some((class_of(one), &one.subject, &one.teachers)));
    pairs.plain(|_, one| Some((class_of(one), &one.subject, &one.activity)));
    pairs.plain(|_, one| Some((class_of(one), &one.subject)));
    pairs.renamed();
    pairs.guess(|_, one| Some((class_of(one).to_owned(), one.subject.clone())));
    pairs.guess(|_, one| Some((one.activity.clone(), one.subject.clone())));
    pairs.guess(|_, one| one.class.clone().map(|class| (one.activity.clone(), class)));
    pairs.guess(|slot, one| {
        slot.map(|slot| (format!("{slot:?}"), format!("{:?} {:?}", one.room, one.teachers)))
    });
    pairs.done()
}

/// The class, or what stands for one where there is none.
fn class_of(meeting: &Meeting) -> &str {
    meeting.class.as_deref().unwrap_or(&meeting.activity)
}

/// All that makes a meeting what it is but the number of its activity.
fn content<'a>(slot: Option<&Slot>, meeting: &'a Meeting) -> impl Ord + use<'a> {
    (slot.cloned(), &meeting.class, &meeting.subject, &meeting.teachers, &meeting.room, meeting.pupils)
}

type Coming<'a> = (Option<Slot>, &'a Meeting);
type Pair<'a> = (&'a HeldMeeting, Coming<'a>);

/// What is being paired: what is left on both sides, and what was found.
struct Pairs<'a> {
    all: &'a [HeldMeeting],
    new: &'a Timetable,
    left: Vec<&'a HeldMeeting>,
    coming: Vec<Coming<'a>>,
    /// What somebody has said ends.
    ends: Vec<&'a HeldMeeting>,
    found: Difference,
}

impl<'a> Pairs<'a> {
    fn of(held: &'a [HeldMeeting], new: &'a Timetable) -> Self {
        let mut left: Vec<&HeldMeeting> = held.iter().collect();
        left.sort_by_key(|held| held.id);
        let coming = new.meetings.iter().map(|meeting| (Slot::of(meeting, new), meeting)).collect();
        Self { all: held, new, left, coming, ends: Vec::new(), found: Difference::default() }
    }

    /// What somebody has said, where it can be: a meeting that the new timetable has not is as if nothing was said.
    fn as_said(&mut self, new: &Timetable, said: &Pairing) {
        for (id, becomes) in said {
            let Some(at) = self.left.iter().position(|held| held.id == *id) else { continue };
            let Some(key) = becomes else {
                self.ends.push(self.left.remove(at));
                continue;
            };
            let found = self.coming.iter().position(|(_, meeting)| meeting_key(meeting, new) == *key);
            if let Some(place) = found {
                let pair = (self.left.remove(at), self.coming.remove(place));
                self.put(pair);
            }
        }
    }

    /// What is the same, or differs in nothing but its number.
    fn same(&mut self) {
        for pair in pair(&mut self.left, &mut self.coming, |slot, one| {
            Some((Some(&one.activity), content(slot, one)))
        }) {
            self.put(pair);
        }
        for pair in pair(&mut self.left, &mut self.coming, |slot, one| Some(content(slot, one))) {
            self.put(pair);
        }
    }

    fn put(&mut self, (held, (slot, meeting)): Pair<'a>) {
        let is_same = held.meeting.activity == meeting.activity
            && content(held.slot.as_ref(), &held.meeting) == content(slot.as_ref(), meeting);
        if is_same {
            self.found.kept.push(Kept { id: held.id, meeting: meeting.clone() });
        } else {
            self.found.changed.push(Changed { held: held.clone(), meeting: meeting.clone() });
        }
    }

    /// Pairs what is alone with its key on both sides.
    fn plain<K: Ord>(&mut self, key: impl Fn(Option<&Slot>, &'a Meeting) -> Option<K>) {
        let (held, new) = self.by_key(&key);
        let alone = |key: Option<K>| {
            let key = key?;
            (held.get(&key)?.len() == 1 && new.get(&key)?.len() == 1).then_some(key)
        };
        for found in pair(&mut self.left, &mut self.coming, |slot, one| alone(key(slot, one))) {
            self.put(found);
        }
    }

    /// Which of what is left has which key.
    fn by_key<K: Ord>(&self, key: impl Fn(Option<&Slot>, &'a Meeting) -> Option<K>) -> (ByKey<K>, ByKey<K>) {
        let (mut held, mut new) = (ByKey::new(), ByKey::new());
        for (at, one) in self.left.iter().enumerate() {
            if let Some(key) = key(one.slot.as_ref(), &one.meeting) {
                held.entry(key).or_default().push(at);
            }
        }
        for (at, (slot, meeting)) in self.coming.iter().enumerate() {
            if let Some(key) = key(slot.as_ref(), meeting) {
                new.entry(key).or_default().push(at);
            }
        }
        (held, new)
    }

    /// What differs in the name of its class or its subject alone, where the name of before is nowhere any more and
    /// the new one was nowhere.
    fn renamed(&mut self) {
        let (all, new) = (self.all, self.new);
        let is_renamed = |of: fn(&Meeting) -> Option<&str>, one: &Meeting| {
            let name = of(one);
            let before = all.iter().any(|held| of(&held.meeting) == name);
            let after = new.meetings.iter().any(|meeting| of(meeting) == name);
            name.is_some() && before != after
        };
        self.plain(|slot, one| {
            is_renamed(|one| one.class.as_deref(), one)
                .then(|| (slot.cloned(), &one.subject, &one.teachers, &one.room))
        });
        self.plain(|slot, one| {
            is_renamed(|one| Some(one.subject.as_str()), one)
                .then(|| (slot.cloned(), &one.class, &one.teachers, &one.room))
        });
    }

    /// Pairs what has the same key in the order of the week, and says that each of these is a guess.
    fn guess<K: Ord + Clone>(&mut self, key: impl Fn(Option<&Slot>, &'a Meeting) -> Option<K>) {
        let mut candidates: BTreeMap<K, Vec<Meeting>> = BTreeMap::new();
        for (slot, meeting) in &self.coming {
            if let Some(key) = key(slot.as_ref(), meeting) {
                candidates.entry(key).or_default().push((*meeting).clone());
            }
        }
        let in_question = |one: &&'a HeldMeeting| {
            key_of(&key, one).and_then(|key| candidates.get(&key)).is_some_and(|found| !found.is_empty())
        };
        let mut open: Vec<&'a HeldMeeting> = self.left.iter().copied().filter(in_question).collect();
        let pairs = pair(&mut self.left, &mut self.coming, &key);
        for (held, (slot, meeting)) in pairs {
            open.retain(|one| one.id != held.id);
            self.doubt(held, Some(meeting), key_of(&key, held).and_then(|key| candidates.get(&key)));
            self.put((held, (slot, meeting)));
        }
        for held in open {
            self.doubt(held, None, key_of(&key, held).and_then(|key| candidates.get(&key)));
        }
    }

    fn doubt(&mut self, held: &HeldMeeting, proposed: Option<&Meeting>, candidates: Option<&Vec<Meeting>>) {
        if self.found.doubts.iter().any(|doubt| doubt.held.id == held.id) {
            return;
        }
        let candidates = candidates.cloned().unwrap_or_default();
        self.found.doubts.push(Doubt { held: held.clone(), proposed: proposed.cloned(), candidates });
    }

    fn done(mut self) -> Difference {
        self.found.added = self.coming.into_iter().map(|(_, meeting)| meeting.clone()).collect();
        self.found.gone = self.left.into_iter().chain(self.ends).cloned().collect();
        // A later guess may have found what an earlier one left open.
        for doubt in &mut self.found.doubts {
            let changed = self.found.changed.iter().find(|changed| changed.held.id == doubt.held.id);
            if let Some(changed) = changed.filter(|_| doubt.proposed.is_none()) {
                doubt.proposed = Some(changed.meeting.clone());
                doubt.candidates.push(changed.meeting.clone());
            }
        }
        self.found
    }
}

type ByKey<K> = BTreeMap<K, Vec<usize>>;

fn key_of<'a, K>(key: &impl Fn(Option<&Slot>, &'a Meeting) -> Option<K>, held: &'a HeldMeeting) -> Option<K> {
    key(held.slot.as_ref(), &held.meeting)
}

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
        let found = difference(&held(&old), &new, &Pairing::new());
        assert_eq!(found.doubts.len(), 2, "nothing says which is which: {found:?}");
    }

    proptest! {
        #[test]
        fn a_timetable_against_itself_changes_nothing(meetings in proptest::collection::vec(meeting(), 0..30)) {
            let timetable = timetable(meetings);
            let difference = difference(&held(&timetable), &timetable, &Pairing::new());
            prop_assert!(difference.changes_nothing());
            prop_assert_eq!(difference.kept.len(), timetable.meetings.len());
        }

        #[test]
        fn every_meeting_is_in_the_difference_once(old in proptest::collection::vec(meeting(), 0..30), new in proptest::collection::vec(meeting(), 0..30)) {
            let (old, new) = (timetable(old), timetable(new));
            let mut held = held(&old);
            let first = difference(&held, &new, &Pairing::new());
            prop_assert_eq!(first.added.len() + first.changed.len() + first.kept.len(), new.meetings.len());
            prop_assert_eq!(first.gone.len() + first.changed.len() + first.kept.len(), held.len());
            held.reverse();
            prop_assert_eq!(difference(&held, &new, &Pairing::new()), first);
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
            difference(&old, &timetable(vec![meeting.clone()]), &Pairing::new()).changed[0].held.id,
            old[0].id
        );
        meeting.class = Some("8C".into());
        meeting.subject = "Art".into();
        let replaced = difference(&old, &timetable(vec![meeting]), &Pairing::new());
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
        let found = difference(&old, &timetable(after.to_vec()), &Pairing::new());
        assert_eq!((found.doubts.len(), found.added.len(), found.gone.len()), (0, 0, 0));
        for (at, meeting) in after.iter().enumerate() {
            let changed = found.changed.iter().find(|changed| changed.meeting == *meeting);
            assert_eq!(changed.map(|changed| changed.held.id), Some(old[at].id), "lesson {at}");
        }
        let renamed = before.map(|one| match one.class.as_deref() {
            Some("9A") => Meeting { class: Some("9Y".into()), ..one },
            _ => one,
        });
        let found = difference(&old, &timetable(renamed.to_vec()), &Pairing::new());
        assert_eq!((found.changed.len(), found.doubts.len(), found.gone.len()), (2, 0, 0));
    }

    #[test]
    fn what_looks_alike_is_a_guess_until_somebody_says() {
        let before = [physics("1", "9A", 0, 0), physics("2", "9A", 1, 0)];
        let after = [physics("11", "9A", 0, 2), physics("12", "9A", 2, 0)];
        let old = held(&timetable(before.to_vec()));
        let new = timetable(after.to_vec());
        let found = difference(&old, &new, &Pairing::new());
        assert_eq!(found.doubts.iter().map(|doubt| doubt.candidates.len()).collect::<Vec<_>>(), [2, 2]);
        let said = Pairing::from([(old[0].id, Some(meeting_key(&after[1], &new))), (old[1].id, None)]);
        let found = difference(&old, &new, &said);
        assert_eq!(found.changed[0].meeting, after[1]);
        assert_eq!((found.doubts.len(), found.added.len(), found.gone.len()), (0, 1, 1));
    }
}
