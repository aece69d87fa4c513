//! Which lesson of before each lesson of a new timetable is, where only a person can say: what is asked, and what they
//! have said.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use domain::fold::folded;
use domain::id::{MeetingId, RequisitionId, SchoolId, StaffId};
use domain::people::StaffMember;
use domain::requisition::Requisition;
use domain::timetable::difference::{Difference, HeldMeeting, Pairing, Slot, meeting_keys};
use domain::timetable::{Meeting, Timetable};
use serde::{Deserialize, Serialize};

use crate::ActionError;
use crate::unit::Unit;

/// What somebody has said of a timetable that they bring.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    /// What lessons of before become, by the key of the new one; none where a lesson ends.
    #[serde(default)]
    pub lessons: Pairing,
    /// By which name people of before go now; none where they left.
    #[serde(default)]
    pub people: BTreeMap<StaffId, Option<String>>,
    /// Requests that may lose their lessons.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub losing: BTreeSet<RequisitionId>,
    /// What was proposed holds wherever nothing is said, and requests may lose their lessons.
    #[serde(default)]
    pub yes: bool,
}

/// A lesson with open requests of which it is not plain what it becomes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LessonInDoubt {
    /// Its meeting.
    pub lesson: MeetingId,
    /// What it was, in words.
    pub was: String,
    /// How many open requests hang on it.
    pub requests: usize,
    /// What it becomes if nobody says otherwise, by its key; none where it ends.
    pub proposed: Option<String>,
    /// What it may become.
    pub candidates: Vec<Candidate>,
}

/// What a lesson may become.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Candidate {
    /// Its key.
    pub key: String,
    /// What it is, in words.
    pub words: String,
}

/// Somebody who seems to go by another name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PersonInDoubt {
    /// Who.
    pub staff: StaffId,
    /// The name that they had.
    pub was: String,
    /// The name that most of their lessons have now.
    pub proposed: String,
    /// How many lessons.
    pub lessons: usize,
    /// Whether they have an account.
    pub has_account: bool,
    /// How many open requests hang on their lessons.
    pub requests: usize,
}

/// A lesson with open requests that becomes another, and what it might become instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LessonPaired {
    /// Its meeting.
    pub lesson: MeetingId,
    /// What it was, in words.
    pub was: String,
    /// How many open requests hang on it.
    pub requests: usize,
    /// What it becomes, by its key; none where it ends.
    pub becomes: Option<String>,
    /// What it may become instead, what is likely first; what it becomes is among them.
    pub candidates: Vec<Candidate>,
}

/// The most lessons that one is offered to become.
const MOST_OFFERED: usize = 60;

/// The lessons of a new timetable by their keys.
pub(super) struct Keys<'a> {
    new: &'a Timetable,
    keys: Vec<String>,
}

impl<'a> Keys<'a> {
    pub(super) fn of(new: &'a Timetable) -> Self {
        Self { new, keys: meeting_keys(new) }
    }

    fn key(&self, meeting: &Meeting) -> Option<String> {
        // Whoever teaches it may be named in the order of before.
        let is_it = |one: &Meeting| {
            let names = |meeting: &Meeting| meeting.teachers.iter().cloned().collect::<BTreeSet<_>>();
            names(one) == names(meeting)
                && Meeting { teachers: meeting.teachers.clone(), ..one.clone() } == *meeting
        };
        let place = self.new.meetings.iter().position(is_it)?;
        self.keys.get(place).cloned()
    }

    fn candidate(&self, place: usize) -> Option<Candidate> {
        let meeting = self.new.meetings.get(place)?;
        let words = words_of(meeting, Slot::of(meeting, self.new).as_ref());
        Some(Candidate { key: self.keys.get(place)?.clone(), words })
    }

    /// What a lesson of before might be, by what they have in common at first sight.
    fn offered(&self, held: &HeldMeeting, first: &[String]) -> Vec<Candidate> {
        let alike = |meeting: &Meeting| {
            let slot = Slot::of(meeting, self.new);
            let same_day = slot.as_ref().map(|slot| &slot.day) == held.slot.as_ref().map(|slot| &slot.day);
            let same_start = slot.map(|slot| slot.start) == held.slot.as_ref().map(|slot| slot.start);
            let shares = meeting.teachers.iter().any(|name| held.meeting.teachers.contains(name));
            4 * usize::from(meeting.class == held.meeting.class)
                + 2 * usize::from(meeting.subject == held.meeting.subject)
                + 2 * usize::from(same_day && same_start)
                + usize::from(shares)
                + usize::from(meeting.room.is_some() && meeting.room == held.meeting.room)
        };
        let mut places: Vec<(bool, usize, usize)> = self
            .new
            .meetings
            .iter()
            .enumerate()
            .map(|(place, meeting)| (first.contains(&self.keys[place]), alike(meeting), place))
            .filter(|(is_first, alike, _)| *is_first || *alike > 0)
            .collect();
        places.sort_by_key(|(is_first, alike, place)| (Reverse((*is_first, *alike)), *place));
        places.into_iter().take(MOST_OFFERED).filter_map(|(.., place)| self.candidate(place)).collect()
    }
}

/// The doubts of a comparison that matter to somebody, and of which nothing was said.
pub(super) fn in_doubt(
    difference: &Difference,
    keys: &Keys<'_>,
    open: &[Requisition],
    said: &Said,
) -> Vec<LessonInDoubt> {
    let mut asked = Vec::new();
    for doubt in &difference.doubts {
        let requests = requests_on(open, doubt.held.id);
        if requests == 0 || said.lessons.contains_key(&doubt.held.id) {
            continue;
        }
        let candidates = doubt.candidates.iter().filter_map(|meeting| {
            let words = words_of(meeting, Slot::of(meeting, keys.new).as_ref());
            Some(Candidate { key: keys.key(meeting)?, words })
        });
        asked.push(LessonInDoubt {
            lesson: doubt.held.id,
            was: words_of(&doubt.held.meeting, doubt.held.slot.as_ref()),
            requests,
            proposed: doubt.proposed.as_ref().and_then(|meeting| keys.key(meeting)),
            candidates: candidates.collect(),
        });
    }
    asked
}

/// Lessons with open requests that are not as they were, in doubt or not, and those of which somebody has said
/// something: what may be corrected.
pub(super) fn touched(
    difference: &Difference,
    held: &[HeldMeeting],
    keys: &Keys<'_>,
    open: &[Requisition],
    said: &Said,
) -> Vec<LessonPaired> {
    let changed = difference.changed.iter().map(|one| (one.held.id, &one.meeting));
    let kept: BTreeMap<MeetingId, &Meeting> =
        difference.kept.iter().map(|one| (one.id, &one.meeting)).collect();
    let changed: BTreeMap<MeetingId, &Meeting> = changed.collect();
    let mut touched = Vec::new();
    for held in held {
        let requests = requests_on(open, held.id);
        let is_as_it_was = kept.contains_key(&held.id) && !said.lessons.contains_key(&held.id);
        if requests == 0 || is_as_it_was {
            continue;
        }
        let becomes = changed.get(&held.id).or_else(|| kept.get(&held.id));
        let becomes = becomes.and_then(|meeting| keys.key(meeting));
        let doubt = difference.doubts.iter().find(|doubt| doubt.held.id == held.id);
        let likely = doubt.into_iter().flat_map(|doubt| &doubt.candidates);
        let first: Vec<String> = likely.filter_map(|one| keys.key(one)).chain(becomes.clone()).collect();
        touched.push(LessonPaired {
            lesson: held.id,
            was: words_of(&held.meeting, held.slot.as_ref()),
            requests,
            candidates: keys.offered(held, &first),
            becomes,
        });
    }
    touched.sort_by(|one, other| (&one.was, one.lesson).cmp(&(&other.was, other.lesson)));
    touched
}

fn requests_on(open: &[Requisition], lesson: MeetingId) -> usize {
    open.iter().filter(|one| one.occasion.meeting == lesson).count()
}

/// What of a pairing cannot be, in words that name it; none where all of it can.
pub(super) fn mistaken(
    said: &Said,
    (held, known): (&[HeldMeeting], &BTreeSet<MeetingId>),
    staff: &[StaffMember],
    keys: &Keys<'_>,
) -> Option<String> {
    let lesson_words = |id: MeetingId| match held.iter().find(|held| held.id == id) {
        Some(held) => format!("{} ({id})", words_of(&held.meeting, held.slot.as_ref())),
        None => id.to_string(),
    };
    let mut taken: BTreeMap<&str, MeetingId> = BTreeMap::new();
    for (lesson, key) in &said.lessons {
        if !known.contains(lesson) {
            return Some(format!("there is no lesson {lesson} here"));
        }
        let Some(key) = key else { continue };
        if !keys.keys.contains(key) {
            return Some(format!(
                "lesson {lesson} cannot become \"{key}\": the new timetable has no such lesson"
            ));
        }
        if let Some(other) = taken.insert(key, *lesson) {
            return Some(format!(
                "{} and {} cannot both become \"{key}\"",
                lesson_words(other),
                lesson_words(*lesson)
            ));
        }
    }
    let names: BTreeSet<String> =
        keys.new.meetings.iter().flat_map(|meeting| &meeting.teachers).map(|name| folded(name)).collect();
    let mut given: BTreeMap<String, StaffId> = BTreeMap::new();
    let named = |id: StaffId| staff.iter().find(|known| known.id == id).map(|known| &known.name);
    for (person, name) in &said.people {
        let Some(was) = named(*person) else {
            return Some(format!("there is no person {person} in the timetable here"));
        };
        let Some(name) = name else { continue };
        if !names.contains(&folded(name)) {
            return Some(format!(
                "person {person} cannot be \"{name}\": nobody of that name is in the new timetable"
            ));
        }
        if let Some(other) = given.insert(folded(name), *person) {
            let other = named(other).map_or("", String::as_str);
            return Some(format!("{other} and {was} ({person}) cannot both be \"{name}\""));
        }
    }
    None
}

/// A meeting as people tell it from others.
fn words_of(meeting: &Meeting, slot: Option<&Slot>) -> String {
    let mut words = vec![meeting.class.clone().unwrap_or_default(), meeting.subject.clone()];
    words.extend(slot.map(|slot| format!("{} {}", slot.day, slot.first_period)));
    words.push(meeting.teachers.join(", "));
    words.extend(meeting.room.clone());
    words.retain(|word| !word.is_empty());
    words.join(", ")
}

/// Who takes another name, and who seems to.
pub(super) struct Renaming {
    /// People who seem to have taken another name, whether or not somebody has said so.
    pub(super) seeming: Vec<PersonInDoubt>,
    /// Who is given which name, with the one before: whoever gives a name up stands before whoever takes it.
    pub(super) renamed: Vec<(StaffId, String, String)>,
}

/// People whose name is nowhere in a new timetable, and most of whose lessons have one name there that was nowhere
/// before: those who seem to be meant, and those who are given the new name.
pub(super) async fn people_renamed(
    unit: &mut Unit<SchoolId>,
    difference: &Difference,
    held: &[HeldMeeting],
    new: &Timetable,
    open: &[Requisition],
    said: &Said,
) -> Result<Renaming, ActionError> {
    let accounts: BTreeSet<StaffId> = unit
        .members()
        .await?
        .into_iter()
        .filter(|member| member.ended_at.is_none())
        .filter_map(|member| member.staff)
        .collect();
    let known = unit.staff().await?;
    let named = |name: &str| known.iter().find(|staff| folded(&staff.name) == folded(name));
    let mut taken: BTreeSet<String> = said.people.values().flatten().map(|name| folded(name)).collect();
    let (mut seeming, mut chosen) = (Vec::new(), Vec::new());
    for Seeming { was, proposed, lessons } in seem_renamed(difference, held, new) {
        let Some(staff) = named(&was).map(|staff| staff.id) else { continue };
        let requests = open.iter().filter(|one| one.occasion.is_taught_by(staff)).count();
        let has_account = accounts.contains(&staff);
        let is_another = named(&proposed).is_some_and(|other| accounts.contains(&other.id));
        if is_another || !has_account && requests == 0 {
            continue;
        }
        let is_said = said.people.contains_key(&staff);
        // One name is one person: whoever has more of its lessons is asked about.
        if !is_said && !taken.insert(folded(&proposed)) {
            continue;
        }
        if said.yes && !is_said {
            chosen.push((staff, proposed.clone()));
        }
        seeming.push(PersonInDoubt { staff, was, proposed, lessons, has_account, requests });
    }
    // What somebody has said beyond what is asked holds too: a name of the file is given to whom they say.
    let said = said.people.iter().filter_map(|(staff, name)| Some((*staff, name.clone()?)));
    let mut renamed = Vec::new();
    for (staff, name) in said.chain(chosen) {
        let Some(found) = known.iter().find(|known| known.id == staff) else { continue };
        if folded(&found.name) == folded(&name) {
            continue;
        }
        if let Some(other) = named(&name) {
            let teaches = held.iter().flat_map(|held| &held.meeting.teachers).any(|one| *one == other.name);
            if teaches || accounts.contains(&other.id) {
                let words =
                    format!("{} cannot be \"{name}\": somebody else goes by that name already", found.name);
                return Err(ActionError::field("said", words));
            }
            let mut parked = format!("{} (before {})", other.name, found.name);
            while named(&parked).is_some() {
                parked.push('*');
            }
            renamed.push((other.id, other.name.clone(), parked));
        }
        renamed.push((staff, found.name.clone(), name));
    }
    Ok(Renaming { seeming, renamed })
}

/// A name that is gone, with the one that stands in its place, and in how many lessons.
struct Seeming {
    was: String,
    proposed: String,
    lessons: usize,
}

/// Names that are gone, each with the one that stands in its place in most of its lessons. Where two of a lesson have
/// another name, those who stand in the same place of the cell are taken for each other.
fn seem_renamed(difference: &Difference, held: &[HeldMeeting], new: &Timetable) -> Vec<Seeming> {
    let named = |meetings: &mut dyn Iterator<Item = &Meeting>| -> BTreeSet<String> {
        meetings.flat_map(|meeting| meeting.teachers.iter().map(|name| folded(name))).collect()
    };
    let before = named(&mut held.iter().map(|held| &held.meeting));
    let after = named(&mut new.meetings.iter());
    let mut stands_for: BTreeMap<&String, BTreeMap<&String, usize>> = BTreeMap::new();
    let mut lessons: BTreeMap<&String, usize> = BTreeMap::new();
    for pair in &difference.changed {
        let is_gone = |name: &&String| !after.contains(&folded(name));
        let gone: Vec<&String> = pair.held.meeting.teachers.iter().filter(is_gone).collect();
        let is_new = |name: &&String| !before.contains(&folded(name));
        let come: Vec<&String> = pair.meeting.teachers.iter().filter(is_new).collect();
        for was in &gone {
            *lessons.entry(was).or_default() += 1;
        }
        if gone.len() == come.len() {
            for (was, is) in gone.into_iter().zip(come) {
                *stands_for.entry(was).or_default().entry(is).or_default() += 1;
            }
        }
    }
    let mut seeming: Vec<Seeming> = Vec::new();
    for (was, names) in stands_for {
        let most = names.into_iter().max_by_key(|(name, count)| (*count, Reverse(*name)));
        let Some((name, count)) = most else { continue };
        if count * 2 > lessons.get(was).copied().unwrap_or_default() {
            seeming.push(Seeming { was: was.clone(), proposed: name.clone(), lessons: count });
        }
    }
    seeming.sort_by(|one, other| (Reverse(one.lessons), &one.was).cmp(&(Reverse(other.lessons), &other.was)));
    seeming
}

/// Held meetings with the names that people go by now.
pub(super) fn with_names(
    mut held: Vec<HeldMeeting>,
    renamed: &[(StaffId, String, String)],
) -> Vec<HeldMeeting> {
    for name in held.iter_mut().flat_map(|held| &mut held.meeting.teachers) {
        if let Some((_, _, is)) = renamed.iter().find(|(_, was, _)| was == name) {
            is.clone_into(name);
        }
    }
    held
}
