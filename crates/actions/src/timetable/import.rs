//! Bringing a timetable: bytes become a timetable, a person sees what would change, and it is
//! applied in one unit. Nothing that a requisition hangs on vanishes.

use domain::Permit;
use domain::history::Kind;
use std::collections::BTreeMap;

use domain::fold::folded;
use domain::id::{MeetingId, StaffId};
use domain::people::{StaffMember, permissions};
use domain::timetable::difference::{Difference, HeldMeeting, difference};
use domain::timetable::{KeptMeeting, Meeting, Timetable, TimetableVersion, science_guess};
use interchange::bell_times;
use interchange::fet::{FetError, FetFiles, FetOptions, Refused, read};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use storage::timetable::ImportDraft;
use storage::{Reading, Writing};
use uuid::Uuid;

use crate::almanac::{Almanac, cycle_of, turns_as};
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
    /// Open requisitions whose lesson would be gone or otherwise.
    pub requisitions_touched: usize,
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
) -> Result<Preview, ActionError> {
    let read = read_brought(brought)?;
    let mut reading = house.storage.read(permit.school()).await?;
    weigh(house, &mut reading, read, brought.from, None).await
}

/// Like [`preview`], and keeps what was read for [`super::Confirm`].
pub async fn bring(
    house: &House,
    permit: &Permit<permissions::ImportTimetable>,
    brought: &Brought,
) -> Result<Preview, ActionError> {
    let read = read_brought(brought)?;
    let mut writing = house.storage.write(permit.school()).await?;
    let id: Uuid = house.next_id();
    let preview = weigh(house, &mut writing, read.clone(), brought.from, Some(id)).await?;
    let draft = ImportDraft {
        id,
        account: permit.actor().account,
        valid_from: preview.from,
        payload: serde_json::to_string(&read)?,
        created_at: house.now(),
    };
    writing.add_import_draft(&draft, house.now().plus_minutes(-KEPT_MINUTES)).await?;
    writing.commit().await?;
    Ok(preview)
}

/// Reads what was brought and applies it at once: the command's way.
pub async fn apply(
    house: &House,
    permit: &Permit<permissions::ImportTimetable>,
    brought: &Brought,
) -> Result<Preview, ActionError> {
    let read = read_brought(brought)?;
    let mut work = house.storage.write(permit.school()).await?;
    work.lock_school().await?;
    let preview = weigh(house, &mut work, read.clone(), brought.from, None).await?;
    let (counts, is_new) = put(house, &mut work, read, Some(preview.from)).await?;
    if is_new {
        let words = import_words(&counts);
        work.record(house.history(permit.actor(), Kind::TimetableImport, None, words)).await?;
    }
    work.commit().await?;
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

async fn weigh(
    house: &House,
    reading: &mut Reading,
    read: Read,
    from: Option<Date>,
    draft: Option<Uuid>,
) -> Result<Preview, ActionError> {
    let almanac = Almanac::read(reading).await?;
    let from = from.unwrap_or_else(|| usual_start(house, &almanac));
    let difference = difference_from(reading, &almanac, from, &read.timetable).await?;
    let touched: Vec<MeetingId> = difference
        .changed
        .iter()
        .map(|changed| changed.held.id)
        .chain(difference.gone.iter().map(|held| held.id))
        .collect();
    let first = almanac.calendar.instant(from, domain::TimeOfDay::from_minutes(0).unwrap_or_else(midnight));
    let open = reading.requisitions_open_from(first.max(house.now())).await?;
    Ok(Preview {
        draft,
        counts: with_difference(read.counts, &difference),
        warnings: read.warnings,
        from,
        timetable: read.timetable,
        requisitions_touched: open.iter().filter(|open| touched.contains(&open.occasion.meeting)).count(),
    })
}

fn midnight() -> domain::TimeOfDay {
    unreachable!("minute 0 is a time of day")
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

async fn difference_from(
    reading: &mut Reading,
    almanac: &Almanac,
    from: Date,
    new: &Timetable,
) -> Result<Difference, ActionError> {
    let held = match almanac.version_on(from) {
        Some(version) => held_meetings(reading, version).await?,
        None => Vec::new(),
    };
    Ok(difference(&held, new))
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

/// Puts what was read in force, and says whether that changed anything: the same timetable brought twice
/// leaves no trace.
pub(super) async fn put(
    house: &House,
    work: &mut Writing,
    read: Read,
    from: Option<Date>,
) -> Result<(ImportCounts, bool), ActionError> {
    let almanac = Almanac::read(work).await?;
    let from = from.unwrap_or_else(|| usual_start(house, &almanac));
    let difference = difference_from(work, &almanac, from, &read.timetable).await?;
    let counts = with_difference(read.counts, &difference);
    let is_replaced_later = almanac.versions.iter().any(|version| version.valid_from > from);
    if difference.changes_nothing() && !is_replaced_later {
        return Ok((counts, false));
    }
    set_cycle(house, work, &almanac, &read.timetable, from).await?;
    let staff = known_staff(house, work, &read.timetable).await?;
    let meetings: Vec<KeptMeeting> = with_ids(house, difference)
        .into_iter()
        .map(|(id, meeting)| KeptMeeting {
            timetable: domain::id::TimetableId(Uuid::nil()),
            id,
            staff: meeting.teachers.iter().filter_map(|name| staff.get(&folded(name)).copied()).collect(),
            science: science_guess(&meeting.subject, meeting.room.as_deref()),
            meeting,
        })
        .collect();
    let version = TimetableVersion {
        id: house.next_id(),
        valid_from: from,
        provisional_times: read.timetable.provisional_times,
        days: read.timetable.days,
    };
    work.add_timetable(&version, &meetings, house.now()).await?;
    Ok((counts, true))
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
) -> Result<(), ActionError> {
    let is_to_come = !almanac.versions.is_empty() && from > almanac.calendar.local(house.now()).0;
    if is_to_come || turns_as(&almanac.calendar.cycle, &timetable.days) {
        return Ok(());
    }
    let mut calendar = almanac.calendar.clone();
    calendar.cycle = cycle_of(&almanac.calendar, &timetable.days, from);
    work.set_calendar(&calendar).await?;
    Ok(())
}

pub(super) fn import_words(counts: &ImportCounts) -> String {
    format!(
        "Brought a timetable: {} lessons added, {} changed, {} gone",
        counts.added, counts.changed, counts.gone
    )
}
