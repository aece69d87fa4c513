//! The timetable that FET, the free timetabling program, exports as CSV files.
//!
//! `*_timetable.csv` has a row for every period of every activity, labels joined with `+`; `*_students.csv`
//! counts the pupils of every set. Names of single pupils become head counts here and go no further.

use std::collections::{BTreeMap, BTreeSet};

use domain::direction::isolated;
use domain::fold::folded;
use domain::timetable::Timetable;
use domain::timetable::day_label::{self, UnknownDayOrder};
use domain::timetable::merge::{self, Row};
use domain::timetable::period_times::{self, LaidOut, PeriodTimesError};
use domain::timetable::teaching_group::{MOST_UNKNOWN_LABELS, Roll, Students, teaching_groups};

use crate::bell_times::BellTimes;
use crate::sheet::{self, LONGEST_FIELD, SheetError, column_place, has_control_characters, label, plain};

mod files;
mod students;

pub use files::{FetFiles, NamedBytes};

/// The most days that a cycle may have.
pub const MOST_DAYS: usize = 60;
/// The most periods that a day may have.
pub const MOST_PERIODS: usize = 60;

/// What a school says beside its files.
#[derive(Clone, Debug, Default)]
pub struct FetOptions {
    /// The labels of the cycle days in order, where the labels do not say it. Days without lessons may be
    /// among them.
    pub days: Option<Vec<String>>,
    /// When the periods start and end.
    pub bell_times: Option<BellTimes>,
}

/// What an export holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetImport {
    /// The timetable of the rows that were not refused.
    pub timetable: Timetable,
    /// The data rows of the timetable file, refused ones too.
    pub rows: usize,
    /// The rows that cannot be used, in the order of the file.
    pub refused: Vec<Refused>,
    /// What a person should know before going on, in whole sentences.
    pub warnings: Vec<String>,
    /// What the accepted rows hold.
    pub counts: Counts,
}

/// A row that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Refused {
    /// The file.
    pub file: String,
    /// The line on which the row starts, counted from 1.
    pub line: u64,
    /// Why, as a sentence without the row's own words.
    pub reason: String,
}

/// How many of each there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Counts {
    /// Days of the cycle.
    pub cycle_days: usize,
    /// Distinct period labels.
    pub periods: usize,
    /// Distinct rooms that rows use.
    pub rooms: usize,
    /// Distinct teachers, after parting joined cells.
    pub teachers: usize,
    /// Distinct teaching groups.
    pub classes: usize,
    /// Meetings in one turn of the cycle; a double is one.
    pub lessons: usize,
}

/// A file that cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "each field is what the message of its variant says it is")]
pub enum FetError {
    /// A file cannot be read as a sheet.
    #[error(transparent)]
    Sheet(#[from] SheetError),
    /// A label would be one too many.
    #[error("{file}, line {line}: more than {most} different {what}")]
    TooManyLabels { file: String, line: u64, most: usize, what: &'static str },
    /// No row of the file can be used.
    #[error("{file}: no row can be used; line {line}, for example: {reason}")]
    AllRefused { file: String, line: u64, reason: String },
    /// There is no timetable among the files.
    #[error(
        "there is no file whose name ends in _timetable.csv; export the timetable from FET as CSV and bring the whole folder"
    )]
    NoTimetable,
    /// There are several files of one kind.
    #[error("there are several {kind} files: {}; bring the files of one export", .names.join(", "))]
    SeveralFiles { kind: &'static str, names: Vec<String> },
    /// Nothing orders the days.
    #[error(transparent)]
    DayOrder(#[from] UnknownDayOrder),
    /// `--days` leaves out a day of the file.
    #[error("{file}, line {line}: the day \"{day}\" is not in the list of days that was given")]
    DayNotListed { file: String, line: u64, day: String },
    /// `--days` names a day twice, or none.
    #[error("the list of days must name each day once, and {MOST_DAYS} at the most")]
    BadDayList,
    /// The periods cannot be given times.
    #[error(transparent)]
    PeriodTimes(#[from] PeriodTimesError),
}

/// Reads an export. What concerns a whole file is an error; a row that cannot be used is listed as refused,
/// and whether the rest may go in is for the caller to decide.
pub fn read(files: &FetFiles, options: &FetOptions) -> Result<FetImport, FetError> {
    let file = &files.timetable.name;
    let roll = files.students.as_ref().map(students::read).transpose()?;
    let mut read = rows(&files.timetable)?;
    made_alike(&mut read.accepted, roll.as_ref());
    if read.accepted.is_empty() {
        return Err(match read.refused.first() {
            Some(first) => {
                FetError::AllRefused { file: file.clone(), line: first.line, reason: first.reason.clone() }
            }
            None => SheetError::NoRows { file: file.clone() }.into(),
        });
    }
    let mut warnings = Vec::new();
    let students: Vec<Students<'_>> = read
        .accepted
        .iter()
        .map(|row| Students { activity: &row.activity, subject: &row.subject, labels: &row.students })
        .collect();
    let has_roll = roll.is_some();
    let grouped = teaching_groups(&students, &roll.unwrap_or_default());
    if grouped.guessed > 0 {
        let why =
            if has_roll { "that the students file does not have" } else { "and there is no students file" };
        warnings.push(format!(
            "{} rows join more than {MOST_UNKNOWN_LABELS} students sets {why}; these are taken for single pupils and only counted.",
            grouped.guessed
        ));
    }
    let laid = laid_out(file, &read.accepted, options)?;
    if laid.provisional_times {
        warnings.push(
            "The files do not say when every period starts and ends; these times are provisional.".to_owned(),
        );
    }
    if !laid.unused.is_empty() {
        let names: Vec<String> = laid.unused.iter().take(12).cloned().collect();
        warnings.push(format!("The bell times also name {}, when nothing meets.", names.join(", ")));
    }
    let day_at: BTreeMap<String, usize> =
        laid.days.iter().enumerate().map(|(at, day)| (day.label.clone(), at)).collect();
    let period_at: BTreeMap<String, usize> = laid
        .days
        .first()
        .map(|day| day.periods.iter().enumerate().map(|(at, period)| (period.label.clone(), at)).collect())
        .unwrap_or_default();
    let merged: Vec<Row> = read
        .accepted
        .into_iter()
        .zip(grouped.groups)
        .filter_map(|(row, group)| {
            Some(Row {
                day: *day_at.get(&row.day)?,
                period: *period_at.get(&row.hour)?,
                activity: row.activity,
                class: group.class,
                subject: row.subject,
                teachers: row.teachers,
                room: row.room,
                pupils: group.pupils,
            })
        })
        .collect();
    let rooms: BTreeSet<&String> = merged.iter().filter_map(|row| row.room.as_ref()).collect();
    let teachers: BTreeSet<&String> = merged.iter().flat_map(|row| &row.teachers).collect();
    let classes: BTreeSet<&String> = merged.iter().filter_map(|row| row.class.as_ref()).collect();
    let mut counts = Counts {
        cycle_days: laid.days.len(),
        periods: period_at.len(),
        rooms: rooms.len(),
        teachers: teachers.len(),
        classes: classes.len(),
        lessons: 0,
    };
    let meetings = merge::meetings(merged, &laid.touching);
    counts.lessons = meetings.len();
    let timetable = Timetable { days: laid.days, meetings, provisional_times: laid.provisional_times };
    Ok(FetImport { timetable, rows: read.rows, refused: read.refused, warnings, counts })
}

/// A row as the file has it. It holds labels of students, so it is neither shown nor kept.
struct FileRow {
    line: u64,
    activity: String,
    day: String,
    hour: String,
    students: Vec<String>,
    subject: String,
    teachers: Vec<String>,
    room: Option<String>,
}

struct FileRows {
    rows: usize,
    accepted: Vec<FileRow>,
    refused: Vec<Refused>,
}

/// The columns that are read: the key of the header word, and the word as FET writes it.
const COLUMNS: [(&str, &str); 7] = [
    ("activityid", "Activity Id"),
    ("day", "Day"),
    ("hour", "Hour"),
    ("studentssets", "Students Sets"),
    ("subject", "Subject"),
    ("teachers", "Teachers"),
    ("room", "Room"),
];

fn rows(file: &NamedBytes) -> Result<FileRows, FetError> {
    let keys = COLUMNS.map(|(key, _)| key);
    let sheet = sheet::read(&file.name, &file.bytes, &keys)?;
    let mut places = [0; COLUMNS.len()];
    for (place, (key, column)) in places.iter_mut().zip(COLUMNS) {
        *place = column_place(&file.name, &sheet.header, key, column)?;
    }
    let mut read = FileRows { rows: sheet.rows.len(), accepted: Vec::new(), refused: Vec::new() };
    let mut seen: BTreeMap<Vec<String>, u64> = BTreeMap::new();
    let (mut days, mut hours) = (BTreeSet::new(), BTreeSet::new());
    for (line, fields) in sheet.rows {
        check_lengths(&file.name, line, &fields, &places)?;
        let row = if fields.len() == sheet.header.len() {
            file_row(line, places.map(|place| fields.get(place).map_or("", String::as_str)))
        } else {
            Err(format!("the row has {} fields and the header {}", fields.len(), sheet.header.len()))
        };
        let row = row.and_then(|row| match seen.insert(fields, line) {
            Some(before) => Err(format!("the row is the same as that of line {before}")),
            None => Ok(row),
        });
        match row {
            Ok(row) => {
                days.insert(row.day.clone());
                hours.insert(row.hour.clone());
                check_labels(&file.name, line, days.len(), MOST_DAYS, "days")?;
                check_labels(&file.name, line, hours.len(), MOST_PERIODS, "periods")?;
                read.accepted.push(row);
            }
            Err(reason) => read.refused.push(Refused { file: file.name.clone(), line, reason }),
        }
    }
    Ok(read)
}

fn check_labels(
    file: &str,
    line: u64,
    count: usize,
    most: usize,
    what: &'static str,
) -> Result<(), FetError> {
    if count > most {
        Err(FetError::TooManyLabels { file: file.to_owned(), line, most, what })
    } else {
        Ok(())
    }
}

/// Only the cells that join labels may be longer than [`LONGEST_FIELD`].
fn check_lengths(
    file: &str,
    line: u64,
    fields: &[String],
    places: &[usize; COLUMNS.len()],
) -> Result<(), SheetError> {
    let joined = |at: usize| at == places[3];
    let long = fields.iter().enumerate().any(|(at, field)| field.len() > LONGEST_FIELD && !joined(at));
    if long {
        Err(SheetError::LongField { file: file.to_owned(), line, most: LONGEST_FIELD })
    } else {
        Ok(())
    }
}

/// The row, or why it cannot be used.
fn file_row(line: u64, cells: [&str; COLUMNS.len()]) -> Result<FileRow, String> {
    for (cell, (_, column)) in cells.iter().zip(COLUMNS) {
        if has_control_characters(cell) {
            return Err(format!("the column \"{column}\" holds control characters"));
        }
    }
    let [activity, day, hour, students, subject, teachers, room] = cells;
    let [activity, day, hour, subject, room] = [activity, day, hour, subject, room].map(label);
    if activity.is_empty() {
        return Err("the row has no activity id".to_owned());
    }
    if day.is_empty() || hour.is_empty() {
        let what = if day.is_empty() { "day" } else { "hour" };
        return Err(format!("the activity is not scheduled: it has no {what}"));
    }
    let room = Some(room).filter(|room| !room.is_empty());
    Ok(FileRow {
        line,
        activity,
        day,
        hour,
        students: labels(&plain(students)),
        subject,
        teachers: labels(&plain(teachers)),
        room,
    })
}

/// Spells each teacher, class, subject and room everywhere as the first row that names it: capitals, accents, and
/// kinds of apostrophe and dash do not make two of one. Classes are spelt as the list of students has them.
fn made_alike(rows: &mut [FileRow], roll: Option<&Roll>) {
    let (mut people, mut sets) = (Spellings::default(), Spellings::default());
    let (mut subjects, mut rooms) = (Spellings::default(), Spellings::default());
    for label in roll.into_iter().flat_map(Roll::labels) {
        sets.0.entry(folded(label)).or_insert_with(|| label.to_owned());
    }
    for row in rows {
        row.teachers.iter_mut().for_each(|name| people.spell(name));
        row.students.iter_mut().for_each(|label| sets.spell(label));
        subjects.spell(&mut row.subject);
        row.room.iter_mut().for_each(|room| rooms.spell(room));
    }
}

/// How each name was spelt first.
#[derive(Default)]
struct Spellings(BTreeMap<String, String>);

impl Spellings {
    fn spell(&mut self, name: &mut String) {
        let first = self.0.entry(folded(name)).or_insert_with(|| name.clone());
        first.clone_into(name);
    }
}

/// The labels of a joined cell, each once however it is spelt, in the order of the cell.
fn labels(cell: &str) -> Vec<String> {
    let mut seen = BTreeSet::new();
    cell.split('+')
        .map(str::trim)
        .filter(|label| !label.is_empty() && seen.insert(folded(label)))
        .map(|label| isolated(label).into_owned())
        .collect()
}

fn laid_out(file: &str, rows: &[FileRow], options: &FetOptions) -> Result<LaidOut, FetError> {
    let distinct = |label: fn(&FileRow) -> &String| -> Vec<String> {
        rows.iter().map(label).collect::<BTreeSet<_>>().into_iter().cloned().collect()
    };
    let days = match &options.days {
        None => day_label::in_order(&distinct(|row| &row.day))?,
        Some(list) => given_days(file, rows, list)?,
    };
    let used: BTreeSet<(&str, &str)> = rows.iter().map(|row| (row.day.as_str(), row.hour.as_str())).collect();
    let bells = options.bell_times.as_ref().map_or(&[][..], |bells| &bells.times);
    Ok(period_times::lay_out(days, &distinct(|row| &row.hour), bells, |day, hour| {
        used.contains(&(day, hour))
    })?)
}

/// The days in the order given, spelt as the file spells them.
fn given_days(
    file: &str,
    rows: &[FileRow],
    list: &[String],
) -> Result<Vec<(String, domain::timetable::DayPlace)>, FetError> {
    let key = |text: &str| label(text).to_lowercase();
    let mut labels: Vec<String> = list.iter().map(|text| label(text)).collect();
    let keys: BTreeSet<String> = labels.iter().map(|label| key(label)).collect();
    if keys.len() != labels.len() || keys.is_empty() || keys.contains("") || keys.len() > MOST_DAYS {
        return Err(FetError::BadDayList);
    }
    for row in rows {
        let at = labels
            .iter()
            .position(|label| *label == row.day)
            .or_else(|| labels.iter().position(|label| key(label) == key(&row.day)));
        let Some(at) = at else {
            return Err(FetError::DayNotListed {
                file: file.to_owned(),
                line: row.line,
                day: row.day.chars().take(80).collect(),
            });
        };
        labels[at].clone_from(&row.day);
    }
    // Two spellings of one day in the file cannot both be it.
    if let Some(row) = rows.iter().find(|row| !labels.contains(&row.day)) {
        return Err(FetError::DayNotListed {
            file: file.to_owned(),
            line: row.line,
            day: row.day.chars().take(80).collect(),
        });
    }
    Ok(day_label::in_given_order(&labels))
}
