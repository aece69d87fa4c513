//! Bringing a timetable: bytes become a timetable, a person sees what would change, and it is
//! applied in one unit. Nothing that a requisition hangs on vanishes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::Permit;
use domain::fold::folded;
use domain::id::{MeetingId, RequisitionId, SchoolId, StaffId, TimeChangeId, TimetableId};
use domain::people::{StaffMember, permissions};
use domain::requisition::Requisition;
use domain::timetable::difference::{Difference, HeldMeeting, difference};
use domain::timetable::turning::{cycle_of, turns_as};
use domain::timetable::{KeptMeeting, Meeting, Timetable, TimetableVersion, science_guess};
use interchange::bell_times;
use interchange::fet::{FetError, FetFiles, FetOptions, Refused, read};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use storage::timetable::ImportDraft;
use storage::{Reading, Writing};
use uuid::Uuid;

use super::pairing::{
    Keys, LessonInDoubt, LessonPaired, PersonInDoubt, Renaming, Said, in_doubt, mistaken, people_renamed,
    touched, with_names,
};
use crate::almanac::Almanac;
use crate::calendar::{Dates, Effects, Reversal, SchoolTime, TimeChanged};
use crate::deed::Told;
use crate::unit::{Turn, Unit};
use crate::{ActionError, House};

/// What somebody brings.
#[derive(Clone, Debug, Default)]
pub struct Brought {
    /// The files, by name.
    pub files: Vec<(String, Vec<u8>)>,
    /// The bell times, where the labels have none.
    pub bell_times: Option<(String, Vec<u8>)>,
    /// The days of the cycle in order, where the labels do not say.
    pub days: Option<Vec<String>>,
    /// The first date it holds for: today, or the whole calendar for a school's first timetable.
    pub from: Option<Date>,
}

/// What an import counts, as `docs/timetable.md` says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportCounts {
    /// Data rows of the timetable file.
    pub rows: usize,
    /// Rows that were refused, each with its line and reason.
    pub refused: Vec<RefusedRow>,
    /// Distinct days.
    pub cycle_days: usize,
    /// Distinct periods.
    pub periods: usize,
    /// Distinct rooms that rows use.
    pub rooms: usize,
    /// People, after splitting joined cells.
    pub teachers: usize,
    /// Distinct teaching groups.
    pub classes: usize,
    /// Lessons in a cycle, doubles once.
    pub lessons: usize,
    /// Lessons the school did not have.
    pub added: usize,
    /// Lessons it had otherwise.
    pub changed: usize,
    /// Lessons it will have no longer.
    pub gone: usize,
    /// People who go by another name from then on.
    #[serde(default)]
    pub renamed: usize,
    /// What became of requests and people, and what it is put back by.
    #[serde(default)]
    pub changed_time: TimeChanged,
}

impl ImportCounts {
    /// Whether the school has this timetable already.
    pub fn changes_nothing(&self) -> bool {
        (self.added, self.changed, self.gone, self.renamed) == (0, 0, 0, 0)
    }
}

/// A row that was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedRow {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: u64,
    /// Why.
    pub reason: String,
}

impl From<Refused> for RefusedRow {
    fn from(refused: Refused) -> Self {
        Self { file: refused.file, line: refused.line, reason: refused.reason }
    }
}

/// What would change, for a person to look at before it does.
#[derive(Clone, Debug)]
pub struct Preview {
    /// What to confirm; none where nothing was kept for confirming.
    pub draft: Option<Uuid>,
    /// The counts.
    pub counts: ImportCounts,
    /// What a person should know before going on.
    pub warnings: Vec<String>,
    /// The first date it would hold for.
    pub from: Date,
    /// The timetable as it was read.
    pub timetable: Timetable,
    /// What it is put back by, once it is taken up; none where it changes nothing.
    pub change: Option<TimeChangeId>,
    /// What it does to requests and to people.
    pub effects: Effects,
    /// Lessons with open requests of which somebody has to say what they become.
    pub doubts: Vec<LessonInDoubt>,
    /// People who seem to go by another name in it, of which somebody has to say whether they do.
    pub people: Vec<PersonInDoubt>,
    /// The same, with those of whom somebody has said it.
    pub seeming: Vec<PersonInDoubt>,
    /// Lessons with open requests that are not as they were: what somebody may correct.
    pub paired: Vec<LessonPaired>,
    /// Requests that would lose their lesson, of which nobody has said that they may.
    pub losing: BTreeSet<RequisitionId>,
}

impl Preview {
    /// Whether somebody has to decide, or to say that it is so meant, before it is taken up.
    pub fn needs_a_word(&self) -> bool {
        !self.doubts.is_empty() || !self.people.is_empty() || !self.losing.is_empty()
    }
}

/// A timetable as it was read, kept until it is confirmed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Read {
    timetable: Timetable,
    counts: ImportCounts,
    warnings: Vec<String>,
}

/// Minutes that an unconfirmed timetable is kept.
const KEPT_MINUTES: i64 = 24 * 60;

/// Reads what was brought and says what it would change, and keeps nothing.
pub async fn preview(
    house: &House,
    permit: &Permit<permissions::ImportTimetable>,
    brought: &Brought,
    said: &Said,
) -> Result<Preview, ActionError> {
    let read = read_brought(brought)?;
    let mut turn = Turn::<SchoolTime>::begin(house, permit, ()).await?;
    let (preview, _) = Box::pin(put(&mut turn, read, brought.from, said)).await?;
    Ok(preview)
}

/// Like [`preview`], and keeps what was read for [`super::Confirm`]. The effects are those of what is proposed.
pub async fn bring(
    house: &House,
    permit: &Permit<permissions::ImportTimetable>,
    brought: &Brought,
) -> Result<Preview, ActionError> {
    let read = read_brought(brought)?;
    let mut turn = Turn::<SchoolTime>::begin(house, permit, ()).await?;
    let proposed = Said { yes: true, ..Said::default() };
    let (preview, _) = put(&mut turn, read.clone(), brought.from, &proposed).await?;
    // What it would do has been seen, and is not kept.
    drop(turn);
    let id: Uuid = house.next_id();
    let mut writing = house.storage.write(permit.school()).await?;
    let draft = ImportDraft {
        id,
        account: permit.actor().account,
        valid_from: preview.from,
        payload: serde_json::to_string(&read)?,
        created_at: house.now(),
    };
    writing.add_import_draft(&draft, house.now().plus_minutes(-KEPT_MINUTES)).await?;
    writing.commit().await?;
    Ok(Preview { draft: Some(id), ..preview })
}

/// What is kept for confirming, as it would be with what somebody says of it, and with what is proposed for the rest.
pub async fn preview_again(
    house: &House,
    permit: &Permit<permissions::ImportTimetable>,
    draft: Uuid,
    said: Said,
) -> Result<Preview, ActionError> {
    let mut turn = Turn::<SchoolTime>::begin(house, permit, ()).await?;
    let (read, from) = kept(&mut turn, draft).await?;
    let said = Said { yes: true, ..said };
    let (preview, _) = put(&mut turn, read, Some(from), &said).await?;
    Ok(Preview { draft: Some(draft), ..preview })
}

/// What was read and is kept until it is confirmed, and from when it would hold.
pub(super) async fn kept(turn: &mut Turn<SchoolTime>, draft: Uuid) -> Result<(Read, Date), ActionError> {
    let kept = turn.unit.find_import_draft(draft).await?;
    let kept = kept.ok_or(ActionError::NotFound("timetable to confirm"))?;
    Ok((serde_json::from_str(&kept.payload)?, kept.valid_from))
}

/// Reads what was brought and applies it at once: the command's way. Where somebody has to decide first, nothing is
/// changed, and the preview says what.
pub async fn apply(
    house: &House,
    permit: &Permit<permissions::ImportTimetable>,
    brought: &Brought,
    said: &Said,
) -> Result<Preview, ActionError> {
    let read = read_brought(brought)?;
    let mut turn = Turn::<SchoolTime>::begin(house, permit, ()).await?;
    let (preview, told) = Box::pin(put(&mut turn, read, brought.from, said)).await?;
    if preview.needs_a_word() && !said.yes {
        return Ok(preview);
    }
    turn.close("timetable.import", told).await?;
    Ok(preview)
}

fn read_brought(brought: &Brought) -> Result<Read, ActionError> {
    let file = |error: FetError| ActionError::File(error.to_string());
    let files = FetFiles::choose(brought.files.clone()).map_err(file)?;
    let bell_times = match &brought.bell_times {
        Some((name, bytes)) => Some(bell_times::read(name, bytes).map_err(|error| file(error.into()))?),
        None => None,
    };
    let options = FetOptions { days: brought.days.clone(), bell_times };
    let import = read(&files, &options).map_err(file)?;
    Ok(Read {
        counts: ImportCounts {
            rows: import.rows,
            refused: import.refused.into_iter().map(RefusedRow::from).collect(),
            cycle_days: import.counts.cycle_days,
            periods: import.counts.periods,
            rooms: import.counts.rooms,
            teachers: import.counts.teachers,
            classes: import.counts.classes,
            lessons: import.counts.lessons,
            ..ImportCounts::default()
        },
        warnings: import.warnings,
        timetable: import.timetable,
    })
}

fn usual_start(house: &House, almanac: &Almanac) -> Date {
    let today = almanac.calendar.local(house.now()).0;
    if !almanac.versions.is_empty() {
        return today;
    }
    almanac.calendar.terms.iter().map(|term| term.first).min().map_or(today, |first| first.min(today))
}

fn with_difference(counts: ImportCounts, difference: &Difference) -> ImportCounts {
    ImportCounts {
        added: difference.added.len(),
        changed: difference.changed.len(),
        gone: difference.gone.len(),
        ..counts
    }
}

async fn held_meetings(
    reading: &mut Reading,
    version: &TimetableVersion,
) -> Result<Vec<HeldMeeting>, ActionError> {
    let timetable = Timetable {
        days: version.days.clone(),
        meetings: Vec::new(),
        provisional_times: version.provisional_times,
    };
    Ok(reading
        .meetings(version.id)
        .await?
        .into_iter()
        .map(|kept| HeldMeeting::of(kept.id, &kept.meeting, &timetable))
        .collect())
}

/// Puts what was read in force, and says what that does. The same timetable brought twice leaves no trace.
pub(super) async fn put(
    turn: &mut Turn<SchoolTime>,
    read: Read,
    from: Option<Date>,
    said: &Said,
) -> Result<(Preview, Told<ImportCounts>), ActionError> {
    let house = turn.unit.house.clone();
    let almanac = Arc::clone(&turn.at.before);
    let from = from.unwrap_or_else(|| usual_start(&house, &almanac));
    let Read { mut timetable, counts, warnings } = read;
    spell_as_known(&mut turn.unit, &mut timetable).await?;
    let in_force = almanac.version_on(from);
    let held = match in_force {
        Some(version) => held_meetings(&mut turn.unit, version).await?,
        None => Vec::new(),
    };
    let days = in_force.map_or(&[][..], |version| version.days.as_slice());
    spell_names_as_known(&held, &mut timetable);
    let keys = Keys::of(&timetable);
    check_said(turn, said, &held, &keys).await?;
    let open = open_from(turn, from).await?;
    let first_sight = difference(&held, days, &timetable, &said.lessons);
    let Renaming { seeming, renamed } =
        people_renamed(&mut turn.unit, &first_sight, &held, &timetable, &open, said).await?;
    let renamed_held = with_names(held.clone(), &renamed);
    let difference = difference(&renamed_held, days, &timetable, &said.lessons);
    let counts = ImportCounts { renamed: renamed.len(), ..with_difference(counts, &difference) };
    let mut preview = Preview {
        draft: None,
        counts: counts.clone(),
        warnings,
        from,
        timetable: timetable.clone(),
        change: None,
        effects: Effects::default(),
        doubts: in_doubt(&difference, &keys, &open, said),
        people: seeming.iter().filter(|one| !said.people.contains_key(&one.staff)).cloned().collect(),
        seeming,
        paired: touched(&difference, &held, &keys, &open, said),
        losing: BTreeSet::new(),
    };
    if difference.changes_nothing() && renamed.is_empty() {
        return Ok((preview, Told::nothing(counts)));
    }
    for (staff, _, name) in &renamed {
        turn.unit.rename_staff(*staff, name, &folded(name)).await?;
    }
    let calendar = set_cycle(&house, &mut turn.unit, &almanac, &timetable, from).await?;
    let (added, replaced) = add_version(turn, timetable, difference, from).await?;
    let words = import_words(&counts);
    let reversal = Reversal::Timetable { added, replaced, calendar, renamed };
    let Told { answer, entries } = turn.settle(words, &reversal).await?;
    preview.change = answer.change;
    preview.effects = answer.effects.clone();
    preview.losing = losing(&preview.effects, &open, said);
    Ok((preview, Told::all(ImportCounts { changed_time: answer, ..counts }, entries)))
}

/// What somebody has said must be of lessons and people there are, and give each lesson and each name once.
async fn check_said(
    turn: &mut Turn<SchoolTime>,
    said: &Said,
    held: &[HeldMeeting],
    keys: &Keys<'_>,
) -> Result<(), ActionError> {
    if said.lessons.is_empty() && said.people.is_empty() {
        return Ok(());
    }
    let mut known: BTreeSet<MeetingId> = held.iter().map(|held| held.id).collect();
    if said.lessons.keys().any(|lesson| !known.contains(lesson)) {
        // A pairing that was taken up already may be given again.
        for version in &Arc::clone(&turn.at.before).versions {
            known.extend(turn.unit.meetings(version.id).await?.into_iter().map(|kept| kept.id));
        }
    }
    let staff = turn.unit.staff().await?;
    match mistaken(said, (held, &known), &staff, keys) {
        Some(words) => Err(ActionError::field("said", words)),
        None => Ok(()),
    }
}

/// Requests that lose their lesson, of which nobody has said so: neither of them nor of the lesson that ends.
fn losing(effects: &Effects, open: &[Requisition], said: &Said) -> BTreeSet<RequisitionId> {
    let ends = |id: &RequisitionId| {
        let request = open.iter().find(|one| one.id == *id);
        request.is_some_and(|one| said.lessons.get(&one.occasion.meeting) == Some(&None))
    };
    let orphaned = effects.orphaned.iter().map(|one| one.id);
    orphaned.filter(|id| !said.losing.contains(id) && !ends(id)).collect()
}

async fn add_version(
    turn: &mut Turn<SchoolTime>,
    timetable: Timetable,
    difference: Difference,
    from: Date,
) -> Result<(TimetableId, Vec<TimetableId>), ActionError> {
    let house = turn.unit.house.clone();
    let staff = known_staff(&house, &mut turn.unit, &timetable).await?;
    let meetings: Vec<KeptMeeting> = with_ids(&house, difference)
        .into_iter()
        .map(|(id, meeting)| KeptMeeting {
            timetable: TimetableId(Uuid::nil()),
            id,
            staff: meeting.teachers.iter().filter_map(|name| staff.get(&folded(name)).copied()).collect(),
            science: science_guess(&meeting.subject, meeting.room.as_deref()),
            meeting,
        })
        .collect();
    let version = TimetableVersion {
        id: house.next_id(),
        valid_from: from,
        provisional_times: timetable.provisional_times,
        days: timetable.days,
    };
    // A plan for a later date stays: this one holds until then.
    let same_date = turn.at.before.versions.iter().filter(|held| held.valid_from == from);
    let replaced: Vec<TimetableId> = same_date.map(|held| held.id).collect();
    let now = turn.unit.now;
    for version in &replaced {
        turn.unit.replace_timetable(*version, now).await?;
    }
    turn.unit.add_timetable(&version, &meetings, now).await?;
    Ok((version.id, replaced))
}

/// Teachers as the school knows them already, however the file spells them.
async fn spell_as_known(unit: &mut Unit<SchoolId>, timetable: &mut Timetable) -> Result<(), ActionError> {
    let known: BTreeMap<String, String> =
        unit.staff().await?.into_iter().map(|staff| (folded(&staff.name), staff.name)).collect();
    for name in timetable.meetings.iter_mut().flat_map(|meeting| &mut meeting.teachers) {
        if let Some(spelt) = known.get(&folded(name)) {
            spelt.clone_into(name);
        }
    }
    Ok(())
}

/// Classes, subjects and rooms as the timetable of before spells them, however the file does.
fn spell_names_as_known(held: &[HeldMeeting], timetable: &mut Timetable) {
    let sets = |class: &str| class.split('+').map(folded).collect::<BTreeSet<_>>();
    let (mut classes, mut subjects, mut rooms) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for HeldMeeting { meeting, .. } in held {
        if let Some(class) = &meeting.class {
            classes.entry(sets(class)).or_insert(class);
        }
        if let Some(room) = &meeting.room {
            rooms.entry(folded(room)).or_insert(room);
        }
        subjects.entry(folded(&meeting.subject)).or_insert(&meeting.subject);
    }
    for meeting in &mut timetable.meetings {
        if let Some(class) = &mut meeting.class
            && let Some(known) = classes.get(&sets(class))
        {
            (*known).clone_into(class);
        }
        if let Some(room) = &mut meeting.room
            && let Some(known) = rooms.get(&folded(room))
        {
            (*known).clone_into(room);
        }
        if let Some(known) = subjects.get(&folded(&meeting.subject)) {
            (*known).clone_into(&mut meeting.subject);
        }
    }
}

/// What is open for lessons from a date on that are not over.
async fn open_from(turn: &mut Turn<SchoolTime>, from: Date) -> Result<Vec<Requisition>, ActionError> {
    let now = turn.unit.now;
    let mut open = turn.unit.requisitions_open_from(now).await?;
    open.retain(|one| one.occasion.date >= from);
    Ok(open)
}

/// Every meeting of the new version with its identifier: the one it had, or a new one.
fn with_ids(house: &House, difference: Difference) -> Vec<(MeetingId, Meeting)> {
    let kept = difference.kept.into_iter().map(|kept| (kept.id, kept.meeting));
    let changed = difference.changed.into_iter().map(|changed| (changed.held.id, changed.meeting));
    let added = difference.added.into_iter().map(|meeting| (house.next_id(), meeting));
    kept.chain(changed).chain(added).collect()
}

async fn known_staff(
    house: &House,
    work: &mut Writing,
    timetable: &Timetable,
) -> Result<BTreeMap<String, StaffId>, ActionError> {
    let mut known: BTreeMap<String, StaffId> =
        work.staff().await?.into_iter().map(|staff| (folded(&staff.name), staff.id)).collect();
    for name in timetable.meetings.iter().flat_map(|meeting| &meeting.teachers) {
        let key = folded(name);
        if known.contains_key(&key) {
            continue;
        }
        let staff = StaffMember { id: house.next_id(), name: name.clone() };
        work.add_staff(&staff, &key).await?;
        known.insert(key, staff.id);
    }
    Ok(known)
}

/// Makes the calendar turn as the timetable does, where it does not already. A timetable for a date to come
/// leaves the calendar as it is: until then, its own days say how it turns.
async fn set_cycle(
    house: &House,
    work: &mut Writing,
    almanac: &Almanac,
    timetable: &Timetable,
    from: Date,
) -> Result<Option<(Box<Dates>, Box<Dates>)>, ActionError> {
    let is_to_come = !almanac.versions.is_empty() && from > almanac.calendar.local(house.now()).0;
    if is_to_come || turns_as(&almanac.calendar.cycle, &timetable.days) {
        return Ok(None);
    }
    let mut calendar = almanac.calendar.clone();
    calendar.cycle = cycle_of(&almanac.calendar, &timetable.days, from);
    work.set_calendar(&calendar).await?;
    Ok(Some((Box::new(Dates::from(almanac.calendar.clone())), Box::new(Dates::from(calendar)))))
}

pub(super) fn import_words(counts: &ImportCounts) -> String {
    format!(
        "Brought a timetable: {} lessons added, {} changed, {} gone",
        counts.added, counts.changed, counts.gone
    )
}
