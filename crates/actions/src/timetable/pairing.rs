//! Which lesson of before each lesson of a new timetable is, where only a person can say: what is asked, and what they
//! have said.

use std::collections::{BTreeMap, BTreeSet};

use domain::fold::folded;
use domain::id::{MeetingId, SchoolId, StaffId};
use domain::requisition::Requisition;
use domain::timetable::difference::{Difference, HeldMeeting, Pairing, Slot, meeting_key};
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
    /// The name that all their lessons have now.
    pub proposed: String,
    /// How many lessons.
    pub lessons: usize,
    /// Whether they have an account.
    pub has_account: bool,
    /// How many open requests hang on their lessons.
    pub requests: usize,
}

/// The doubts of a comparison that matter to somebody, and of which nothing was said.
pub(super) fn in_doubt(
    difference: &Difference,
    new: &Timetable,
    open: &[Requisition],
    said: &Said,
) -> Vec<LessonInDoubt> {
    let mut asked = Vec::new();
    for doubt in &difference.doubts {
        let requests = open.iter().filter(|one| one.occasion.meeting == doubt.held.id).count();
        if requests == 0 || said.lessons.contains_key(&doubt.held.id) {
            continue;
        }
        let candidate = |meeting: &Meeting| Candidate {
            key: meeting_key(meeting, new),
            words: words_of(meeting, Slot::of(meeting, new).as_ref()),
        };
        asked.push(LessonInDoubt {
            lesson: doubt.held.id,
            was: words_of(&doubt.held.meeting, doubt.held.slot.as_ref()),
            requests,
            proposed: doubt.proposed.as_ref().map(|meeting| meeting_key(meeting, new)),
            candidates: doubt.candidates.iter().map(candidate).collect(),
        });
    }
    asked
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

/// People whose name is nowhere in a new timetable, and all of whose lessons have one name there that was nowhere
/// before: those of whom somebody has to say whether it is they, and those who are given the new name, with the old.
pub(super) async fn people_renamed(
    unit: &mut Unit<SchoolId>,
    held: &[HeldMeeting],
    new: &Timetable,
    open: &[Requisition],
    said: &Said,
) -> Result<(Vec<PersonInDoubt>, Vec<(StaffId, String, String)>), ActionError> {
    let accounts: BTreeSet<StaffId> = unit
        .members()
        .await?
        .into_iter()
        .filter(|member| member.ended_at.is_none())
        .filter_map(|member| member.staff)
        .collect();
    let known = unit.staff().await?;
    let is_known = |name: &str| known.iter().any(|staff| folded(&staff.name) == folded(name));
    let (mut asked, mut renamed) = (Vec::new(), Vec::new());
    for (was, proposed, lessons) in seem_renamed(held, new) {
        let Some(staff) =
            known.iter().find(|staff| folded(&staff.name) == folded(&was)).map(|staff| staff.id)
        else {
            continue;
        };
        let requests = open.iter().filter(|one| one.occasion.is_taught_by(staff)).count();
        let has_account = accounts.contains(&staff);
        if is_known(&proposed) || !has_account && requests == 0 {
            continue;
        }
        match said.people.get(&staff) {
            Some(Some(name)) => renamed.push((staff, was, name.clone())),
            Some(None) => {}
            None => {
                if said.yes {
                    renamed.push((staff, was.clone(), proposed.clone()));
                }
                asked.push(PersonInDoubt { staff, was, proposed, lessons, has_account, requests });
            }
        }
    }
    // What somebody has said beyond what is asked holds too: a name of the file is given to whom they say.
    for (staff, name) in &said.people {
        let Some(name) = name else { continue };
        let is_done = renamed.iter().any(|(done, ..)| done == staff);
        let found = known.iter().find(|known| known.id == *staff);
        if let Some(found) = found.filter(|found| !is_done && found.name != *name && !is_known(name)) {
            renamed.push((*staff, found.name.clone(), name.clone()));
        }
    }
    Ok((asked, renamed))
}

/// Names that are gone, each with the one that stands in its place in every lesson that can be told, and in how many.
fn seem_renamed(held: &[HeldMeeting], new: &Timetable) -> Vec<(String, String, usize)> {
    let named = |meetings: &mut dyn Iterator<Item = &Meeting>| -> BTreeSet<String> {
        meetings.flat_map(|meeting| meeting.teachers.iter().map(|name| folded(name))).collect()
    };
    let before = named(&mut held.iter().map(|held| &held.meeting));
    let after = named(&mut new.meetings.iter());
    let mut stands_for: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for one in held {
        let gone: Vec<&String> =
            one.meeting.teachers.iter().filter(|name| !after.contains(&folded(name))).collect();
        let [gone] = gone.as_slice() else { continue };
        let same = new.meetings.iter().find(|meeting| {
            (&meeting.class, &meeting.subject) == (&one.meeting.class, &one.meeting.subject)
                && Slot::of(meeting, new) == one.slot
        });
        let Some(same) = same else { continue };
        let come: Vec<&String> =
            same.teachers.iter().filter(|name| !before.contains(&folded(name))).collect();
        if let [come] = come.as_slice() {
            *stands_for.entry((*gone).clone()).or_default().entry((*come).clone()).or_default() += 1;
        }
    }
    let alone = |(was, names): (String, BTreeMap<String, usize>)| {
        let mut names = names.into_iter();
        let (name, lessons) = names.next()?;
        names.next().is_none().then_some((was, name, lessons))
    };
    stands_for.into_iter().filter_map(alone).collect()
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
