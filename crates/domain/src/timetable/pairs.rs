//! Pairing what a school holds with a new timetable, by what people have said and by what both have in common.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::held_meeting::{HeldMeeting, Slot};
use super::kept_signs::KeptSigns;
use super::near::Near;
use super::same_hours::SameHours;
use super::signs::{Company, Hour, Lesson, Names, Renamed, Signs, Weights, hours_of};
use super::{CycleDay, Meeting, Timetable};
use crate::id::MeetingId;

/// What people have said that meetings become, by the key of the new one; none where it ends.
pub type Pairing = BTreeMap<MeetingId, Option<String>>;

/// What each meeting of a timetable is named by while it is paired, in their order: its number, day and first period,
/// and which of several where these do not tell.
pub fn meeting_keys(timetable: &Timetable) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let key = |meeting: &Meeting| {
        let slot = Slot::of(meeting, timetable);
        let when = slot.map_or_else(String::new, |slot| format!("{} {}", slot.day, slot.first_period));
        let key = format!("{} @ {when}", meeting.activity);
        let count = seen.entry(key.clone()).or_default();
        *count += 1;
        if *count == 1 { key } else { format!("{key} ({count})") }
    };
    timetable.meetings.iter().map(key).collect()
}

/// What is being paired.
pub(super) struct Pairs<'a> {
    /// What is held, in an order that its content gives.
    held: Vec<(&'a HeldMeeting, Lesson)>,
    pub(super) new: &'a Timetable,
    coming: Vec<Lesson>,
    same: SameHours,
    weights: Weights,
    /// Where lessons keep their hours and lose their numbers, although the file at large keeps both.
    renumbered: BTreeSet<Company>,
    renamed: Renamed,
    /// Which new one each held one is, and the other way round.
    pub(super) becomes: Vec<Option<usize>>,
    pub(super) was: Vec<Option<usize>>,
    /// What somebody has said ends.
    ends: BTreeSet<usize>,
    /// Pairs of which somebody has said so, or nothing else could be said.
    settled: BTreeSet<usize>,
    pub(super) doubts: BTreeMap<usize, BTreeSet<usize>>,
}

/// A pair that may be one lesson.
#[derive(Clone, Copy)]
struct Possible {
    held: usize,
    new: usize,
    signs: Signs,
}

impl<'a> Pairs<'a> {
    pub(super) fn of(held: &'a [HeldMeeting], before: &[CycleDay], new: &'a Timetable) -> Self {
        let mut names = Names::default();
        let mut held: Vec<&HeldMeeting> = held.iter().collect();
        held.sort_by(|one, other| content(one).cmp(&content(other)));
        let start = |slot: Option<&Slot>| slot.map_or(0, |slot| slot.start.minutes());
        let held: Vec<(&HeldMeeting, Lesson)> = held
            .into_iter()
            .map(|one| (one, Lesson::of(&one.meeting, start(one.slot.as_ref()), &mut names)))
            .collect();
        let coming: Vec<Lesson> = new
            .meetings
            .iter()
            .map(|one| Lesson::of(one, start(Slot::of(one, new).as_ref()), &mut names))
            .collect();
        let same = SameHours::between(before, &new.days);
        let kept = KeptSigns::of(&held, &coming, &same);
        Self {
            becomes: vec![None; held.len()],
            was: vec![None; coming.len()],
            weights: kept.weights(),
            renumbered: kept.renumbered,
            renamed: Renamed::default(),
            ends: BTreeSet::new(),
            settled: BTreeSet::new(),
            doubts: BTreeMap::new(),
            held,
            new,
            coming,
            same,
        }
    }

    /// What somebody has said, where it can be: a meeting that the new timetable has not is as if nothing was said.
    pub(super) fn as_said(&mut self, said: &Pairing) {
        let keys = meeting_keys(self.new);
        for (at, (held, _)) in self.held.iter().enumerate() {
            match said.get(&held.id) {
                None => {}
                Some(None) => {
                    self.ends.insert(at);
                }
                Some(Some(key)) => {
                    let found = keys.iter().position(|one| one == key);
                    if let Some(found) = found.filter(|found| self.was[*found].is_none()) {
                        self.becomes[at] = Some(found);
                        self.was[found] = Some(at);
                        self.settled.insert(at);
                    }
                }
            }
        }
    }

    /// What is the same; and where numbers say nothing, what differs in nothing but its number.
    pub(super) fn same(&mut self) {
        self.same_by(|lesson| (lesson.number, lesson.pupils));
        self.same_by(|lesson| lesson.number);
        if self.weights.hours && self.weights.number == 0 {
            self.same_by(|_| ());
        }
    }

    fn same_by<K: Ord>(&mut self, more: impl Fn(&Lesson) -> K) {
        let key = |lesson: &Lesson, hour: Hour| {
            (lesson.company(), hour, lesson.people.clone(), lesson.room, more(lesson))
        };
        let mut waiting: BTreeMap<_, VecDeque<usize>> = BTreeMap::new();
        for (at, lesson) in self.coming.iter().enumerate().filter(|(at, _)| self.was[*at].is_none()) {
            waiting.entry(key(lesson, lesson.hour())).or_default().push_back(at);
        }
        for at in self.open_held() {
            let lesson = &self.held[at].1;
            let hours = hours_of(lesson, &self.same);
            // A week that has become two has the lesson in each of them.
            let [hour] = hours.as_slice() else { continue };
            let found = waiting.get_mut(&key(lesson, *hour)).and_then(VecDeque::pop_front);
            if let Some(found) = found {
                self.becomes[at] = Some(found);
                self.was[found] = Some(at);
                self.settled.insert(at);
            }
        }
    }

    /// What is held, in the order in which it is paired.
    pub(super) fn all_held(&self) -> impl Iterator<Item = &'a HeldMeeting> + '_ {
        self.held.iter().map(|(held, _)| *held)
    }

    pub(super) fn held(&self, at: usize) -> &'a HeldMeeting {
        self.held[at].0
    }

    fn open_held(&self) -> Vec<usize> {
        (0..self.held.len()).filter(|at| self.becomes[*at].is_none() && !self.ends.contains(at)).collect()
    }

    /// Takes what is plain, round by round, until nothing is.
    pub(super) fn plain(&mut self) {
        loop {
            let possible = self.possible();
            let plain = plain_of(&possible);
            if plain.is_empty() {
                return;
            }
            for pair in plain {
                self.becomes[pair.held] = Some(pair.new);
                self.was[pair.new] = Some(pair.held);
            }
            self.learn();
        }
    }

    /// Every pair that may be one, of what is open on both sides.
    fn possible(&self) -> Vec<Possible> {
        self.pairs_where(Signs::may_be)
    }

    fn pairs_where(&self, may_be: impl Fn(Signs) -> bool) -> Vec<Possible> {
        let near = Near::of(self.coming.iter().enumerate().filter(|(at, _)| self.was[*at].is_none()));
        let mut possible = Vec::new();
        for held in self.open_held() {
            for new in near.to(&self.held[held].1, &self.same) {
                let signs = self.signs(held, new);
                if may_be(signs) {
                    possible.push(Possible { held, new, signs });
                }
            }
        }
        possible
    }

    fn signs(&self, held: usize, new: usize) -> Signs {
        let lesson = &self.held[held].1;
        let number = if self.renumbered.contains(&lesson.company()) { 0 } else { self.weights.number };
        let weights = Weights { number, ..self.weights };
        Signs::of(lesson, &self.coming[new], &self.same, &weights, &self.renamed)
    }

    /// Notes which class, subject and room is called what now, where all pairs agree.
    fn learn(&mut self) {
        let pairs: Vec<(&Lesson, &Lesson)> = (0..self.held.len())
            .filter_map(|at| self.becomes[at].map(|new| (&self.held[at].1, &self.coming[new])))
            .collect();
        let (held, new) = (self.held.iter().map(|(_, lesson)| lesson), self.coming.iter());
        self.renamed = Renamed {
            classes: renamed(&pairs, held.clone(), new.clone(), |one| Some(one.class.clone())),
            subjects: renamed(&pairs, held.clone(), new.clone(), |one| Some(one.subject)),
            rooms: renamed(&pairs, held, new, |one| one.room),
        };
    }

    /// Finds the plain pairs of which it is not plain after all: beside whose other half something is left over.
    pub(super) fn unsure(&mut self) {
        let left_new: Vec<usize> = (0..self.coming.len()).filter(|at| self.was[*at].is_none()).collect();
        let left_held = self.open_held();
        let is_new = |class: &Vec<u32>| self.held.iter().all(|(_, held)| held.class != *class);
        let is_gone = |class: &Vec<u32>| self.coming.iter().all(|new| new.class != *class);
        let mut doubts: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for (at, (_, lesson)) in self.held.iter().enumerate() {
            let Some(becomes) = self.becomes[at].filter(|_| !self.settled.contains(&at)) else { continue };
            let now = &self.coming[becomes];
            let is_cut = now.last - now.first < lesson.last - lesson.first;
            let is_renamed = now.class != lesson.class;
            if !is_cut && !is_renamed {
                continue;
            }
            for new in &left_new {
                let signs = self.signs(at, *new);
                let other_half = is_cut && signs.keep_class() && signs.keep_subject();
                let split = is_renamed
                    && signs.keep_hour()
                    && signs.keep_subject()
                    && is_new(&self.coming[*new].class);
                if other_half || split {
                    doubts.entry(at).or_default().extend([becomes, *new]);
                }
            }
            for other in left_held.iter().filter(|_| is_renamed) {
                let signs = self.signs(*other, becomes);
                if signs.keep_hour() && signs.keep_subject() && is_gone(&self.held[*other].1.class) {
                    doubts.entry(at).or_default().insert(becomes);
                    doubts.entry(*other).or_default().insert(becomes);
                }
            }
        }
        for (held, candidates) in doubts {
            self.doubts.entry(held).or_default().extend(candidates);
        }
    }

    /// Pairs what is left and may be one: what has most in common first, then what is nearest in time.
    pub(super) fn least_change(&mut self) {
        let mut possible = self.possible();
        for pair in &possible {
            self.doubts.entry(pair.held).or_default().insert(pair.new);
        }
        let apart = |pair: &Possible| {
            let (held, new) = (&self.held[pair.held].1, &self.coming[pair.new]);
            let minutes = u64::from(held.start.abs_diff(new.start));
            self.same.days_apart(held.day, new.day).saturating_mul(24 * 60).saturating_add(minutes)
        };
        let mut order: Vec<usize> = (0..self.coming.len()).collect();
        order.sort_by(|one, other| {
            meeting_content(&self.new.meetings[*one]).cmp(&meeting_content(&self.new.meetings[*other]))
        });
        let mut place = vec![0; order.len()];
        for (at, new) in order.into_iter().enumerate() {
            place[new] = at;
        }
        possible.sort_by_key(|pair| (Reverse(pair.signs.sum()), apart(pair), pair.held, place[pair.new]));
        for pair in possible {
            if self.becomes[pair.held].is_none() && self.was[pair.new].is_none() {
                self.becomes[pair.held] = Some(pair.new);
                self.was[pair.new] = Some(pair.held);
            }
        }
    }

    /// Offers what ends whatever it might have become at all, and proposes none of it.
    pub(super) fn offer(&mut self) {
        let faint = self.pairs_where(Signs::may_be_offered);
        for pair in faint {
            self.doubts.entry(pair.held).or_default().insert(pair.new);
        }
    }
}

/// Those pairs of which no other pair of either lesson leaves a doubt.
fn plain_of(possible: &[Possible]) -> Vec<Possible> {
    let mut of_held: BTreeMap<usize, Vec<Possible>> = BTreeMap::new();
    let mut of_new: BTreeMap<usize, Vec<Possible>> = BTreeMap::new();
    for pair in possible {
        of_held.entry(pair.held).or_default().push(*pair);
        of_new.entry(pair.new).or_default().push(*pair);
    }
    let outdoes = |pair: &Possible, others: Option<&Vec<Possible>>| {
        others
            .into_iter()
            .flatten()
            .all(|other| (other.held, other.new) == (pair.held, pair.new) || pair.signs.outdo(other.signs))
    };
    let is_plain = |pair: &&Possible| {
        pair.signs.suffice() && outdoes(pair, of_held.get(&pair.held)) && outdoes(pair, of_new.get(&pair.new))
    };
    possible.iter().filter(is_plain).copied().collect()
}

/// Names that are gone, each with the one that stands for it in all pairs and was nowhere before.
fn renamed<'a, T: Ord + Clone>(
    pairs: &[(&Lesson, &Lesson)],
    held: impl Iterator<Item = &'a Lesson>,
    new: impl Iterator<Item = &'a Lesson>,
    name: impl Fn(&Lesson) -> Option<T>,
) -> BTreeMap<T, T> {
    let before: BTreeSet<T> = held.filter_map(&name).collect();
    let after: BTreeSet<T> = new.filter_map(&name).collect();
    let mut stands_for: BTreeMap<T, BTreeSet<T>> = BTreeMap::new();
    for (held, new) in pairs {
        if let (Some(was), Some(is)) = (name(held), name(new)) {
            stands_for.entry(was).or_default().insert(is);
        }
    }
    let alone = |(was, mut names): (T, BTreeSet<T>)| {
        let is = names.pop_first().filter(|_| names.is_empty())?;
        (!after.contains(&was) && !before.contains(&is)).then_some((was, is))
    };
    stands_for.into_iter().filter_map(alone).collect()
}

/// All that a held meeting is known by but its identifier, which comes last.
fn content(held: &HeldMeeting) -> impl Ord + '_ {
    (meeting_content(&held.meeting), &held.slot, held.id)
}

fn meeting_content(meeting: &Meeting) -> impl Ord + '_ {
    let Meeting { activity, day, first_period, last_period, class, subject, teachers, room, pupils } =
        meeting;
    (day, first_period, last_period, class, subject, teachers, room, activity, pupils)
}
