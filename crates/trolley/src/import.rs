//! `trolley import timetable`: brings the export of a timetabling program.

use std::path::{Path, PathBuf};

use std::process::ExitCode;

use actions::ActionError;
use actions::calendar::{Effects, Whereabouts};
use actions::timetable::{Brought, LessonInDoubt, LessonPaired, PersonInDoubt, Preview, Said};
use clap::{Args, Subcommand, ValueEnum};
use domain::people::{Actor, permissions};
use interchange::sheet::MOST_BYTES;
use jiff::civil::Date;
use serde::Serialize;

use crate::check::as_json;
use crate::failure::Failure;
use crate::open;
use crate::output::say;
use crate::settings::{Database, File};

/// What can be brought.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// Bring a timetable: all of it in one go, or none.
    Timetable(Timetable),
}

/// Which program's files they are.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Format {
    /// FET's CSV export.
    Fet,
}

/// What `import timetable` takes.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  trolley import timetable --school hillside --format fet --dry-run --database school.db export/\n  trolley import timetable --school hillside --format fet --from 2027-01-04 --bell-times bells.csv --database school.db export/"
)]
pub struct Timetable {
    /// The school's short name.
    #[arg(long, value_name = "SLUG")]
    pub school: String,
    /// The program the files come from.
    #[arg(long)]
    pub format: Format,
    /// The first date it holds for [default: today; for a school's first timetable, its first term].
    #[arg(long, value_name = "DATE")]
    pub from: Option<Date>,
    /// The days of the cycle in order, separated by commas, where their names do not say it.
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    pub days: Option<Vec<String>>,
    /// A CSV file with the columns period,start,end, and day where days differ.
    #[arg(long, value_name = "FILE")]
    pub bell_times: Option<PathBuf>,
    /// Say what would change, and change nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Take it up although requests lose their lessons, and take what is proposed where lessons or people are in doubt.
    #[arg(long)]
    pub yes: bool,
    /// A JSON file that says what lessons and people in doubt have become; --json prints one to begin from.
    #[arg(long, value_name = "FILE")]
    pub pairing: Option<PathBuf>,
    /// Print one JSON object.
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub database: Database,
    /// The folder of the export, or its *_timetable.csv.
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
}

#[derive(Serialize)]
struct Answer<'a> {
    #[serde(flatten)]
    counts: &'a actions::timetable::ImportCounts,
    from: Date,
    warnings: &'a [String],
    dry_run: bool,
    /// Whether it was taken up.
    done: bool,
    /// What it is put back by: `trolley act calendar.put-back`.
    change: Option<String>,
    effects: &'a Effects,
    lessons_in_doubt: &'a [LessonInDoubt],
    people_in_doubt: &'a [PersonInDoubt],
    /// Lessons with open requests that are not as they were, in doubt or not, with what else they might become.
    lessons_paired: &'a [LessonPaired],
    /// What would be said by --yes, as --pairing takes it.
    pairing: Said,
}

/// The status with which an import ends that somebody has to decide about first.
const UNDECIDED: u8 = 3;

/// Brings a timetable.
pub async fn timetable(arguments: Timetable, file: &File) -> Result<ExitCode, Failure> {
    let said = said(&arguments)?;
    let brought = Brought {
        files: export(&arguments.path)?,
        bell_times: arguments.bell_times.as_deref().map(read).transpose()?,
        days: arguments.days.map(|days| days.iter().map(|day| day.trim().to_owned()).collect()),
        from: arguments.from,
    };
    let house = open::house(&arguments.database, file).await?;
    let school = open::school(&house, &arguments.school).await?;
    let actor = Actor::operator(school.id);
    let permit = actor.permit::<permissions::ImportTimetable>().map_err(ActionError::from)?;
    let preview = if arguments.dry_run {
        actions::timetable::preview(&house, &permit, &brought, &said).await
    } else {
        actions::timetable::apply(&house, &permit, &brought, &said).await
    };
    let preview = preview.map_err(|error| match error {
        ActionError::Invalid(why) if why.field == "said" => {
            Failure::new(format!("--pairing: {}; nothing was changed", why.words))
        }
        other => other.into(),
    })?;
    house.close().await;
    let undecided = preview.needs_a_word() && !said.yes;
    let done = !arguments.dry_run && !undecided;
    if arguments.json {
        say(&as_json(&Answer {
            counts: &preview.counts,
            from: preview.from,
            warnings: &preview.warnings,
            dry_run: arguments.dry_run,
            done,
            change: preview.change.filter(|_| done).map(|change| change.to_string()),
            effects: &preview.effects,
            lessons_in_doubt: &preview.doubts,
            people_in_doubt: &preview.people,
            lessons_paired: &preview.paired,
            pairing: proposed(&preview, said),
        })?);
    } else {
        print(&preview, !done);
        tell(&preview);
        if undecided {
            say(
                "Nothing was changed: say what becomes of these with --pairing FILE, or --yes to take it as it stands here.",
            );
        }
    }
    Ok(if undecided { ExitCode::from(UNDECIDED) } else { ExitCode::SUCCESS })
}

/// What the person says of what is in doubt.
fn said(arguments: &Timetable) -> Result<Said, Failure> {
    let mut said = match &arguments.pairing {
        None => Said::default(),
        Some(path) => {
            let (name, bytes) = read(path)?;
            let no_pairing = |error: serde_json::Error| {
                Failure::new(format!("{name} is no pairing: {error}; nothing was changed"))
            };
            // A list of values in the order of the fields would be read as them.
            let object: serde_json::Map<String, serde_json::Value> =
                serde_json::from_slice(&bytes).map_err(no_pairing)?;
            serde_json::from_value(object.into()).map_err(no_pairing)?
        }
    };
    said.yes |= arguments.yes;
    Ok(said)
}

/// What is said already, and what is proposed for the rest.
fn proposed(preview: &Preview, mut said: Said) -> Said {
    for doubt in &preview.doubts {
        said.lessons.insert(doubt.lesson, doubt.proposed.clone());
    }
    for person in &preview.people {
        said.people.insert(person.staff, Some(person.proposed.clone()));
    }
    said.losing.extend(&preview.losing);
    said
}

/// What becomes of lessons, requests and people.
fn tell(preview: &Preview) {
    for doubt in &preview.doubts {
        let becomes = doubt.proposed.as_deref().unwrap_or("nothing");
        say(&format!("In doubt: {} ({} requests) becomes {becomes}?", doubt.was, doubt.requests));
        for candidate in &doubt.candidates {
            say(&format!("  it may be {}: {}", candidate.key, candidate.words));
        }
    }
    for person in &preview.people {
        say(&format!(
            "In doubt: {} is not in it; {} has {} of their lessons. The same person?",
            person.was, person.proposed, person.lessons
        ));
    }
    let effects = &preview.effects;
    for one in effects.moved.iter().chain(&effects.found) {
        let now = one.now.as_ref().map_or_else(String::new, place);
        say(&format!("Moves with its lesson: {}, {}, now {now}.", one.title, place(&one.was)));
    }
    for one in &effects.orphaned {
        say(&format!("Loses its lesson: {}, {}.", one.title, place(&one.was)));
    }
    for one in &effects.short {
        say(&format!("Short where it goes: {} of {} {} ({}).", one.short, one.wanted, one.name, one.id));
    }
    for one in &effects.untied {
        say(&format!(
            "No longer in the timetable: {}, who has an account and {} open requests.",
            one.name, one.open
        ));
    }
}

fn place(place: &Whereabouts) -> String {
    let Whereabouts { date, periods, class, room, .. } = place;
    format!("{class}, {date}, {periods}, {room}")
}

fn print(preview: &Preview, dry_run: bool) {
    let counts = &preview.counts;
    say(&format!(
        "{} rows: {} days, {} periods, {} rooms, {} teachers, {} classes, {} lessons.",
        counts.rows,
        counts.cycle_days,
        counts.periods,
        counts.rooms,
        counts.teachers,
        counts.classes,
        counts.lessons
    ));
    let (would, unless) = if dry_run { ("Would change", " Nothing was changed.") } else { ("Changed", "") };
    say(&format!(
        "{would} from {}: {} lessons added, {} changed, {} gone; {} people by another name.{unless}",
        preview.from, counts.added, counts.changed, counts.gone, counts.renamed
    ));
    preview.warnings.iter().for_each(|warning| say(&format!("Note: {warning}")));
    for row in &counts.refused {
        say(&format!("Refused: {}, line {}: {}.", row.file, row.line, row.reason));
    }
}

/// The endings of the files that are read of an export.
const ENDINGS: [&str; 2] = ["timetable.csv", "students.csv"];

/// The files of an export: those of a folder, or one timetable and its companions beside it.
fn export(path: &Path) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    if path.is_file() {
        return companions(path);
    }
    if !path.is_dir() {
        return Err(Failure::new(format!(
            "there is nothing at {}; give the folder that holds the *_timetable.csv, or that file",
            path.display()
        )));
    }
    let unreadable = |error: std::io::Error| {
        Failure::new(format!("the folder {} cannot be read: {error}", path.display()))
    };
    let mut files = Vec::new();
    for entry in path.read_dir().map_err(unreadable)? {
        let inner = entry.map_err(unreadable)?.path();
        let name = inner.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
        if inner.is_file() && ENDINGS.iter().any(|ending| name.ends_with(ending)) {
            files.push(inner);
        }
    }
    files.sort();
    files.iter().map(|file| read(file)).collect()
}

fn companions(path: &Path) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let (name, bytes) = read(path)?;
    let prefix = name.strip_suffix("timetable.csv").map(str::to_owned);
    let students = prefix.map(|prefix| path.with_file_name(format!("{prefix}students.csv")));
    // Whatever the file is called, it was named by hand, so it is the timetable.
    let name =
        if name.to_lowercase().ends_with("timetable.csv") { name } else { format!("{name}_timetable.csv") };
    let mut files = vec![(name, bytes)];
    if let Some(students) = students.filter(|students| students.is_file()) {
        files.push(read(&students)?);
    }
    Ok(files)
}

/// A file's name and content. One that is larger than is ever read is refused before it fills memory.
fn read(path: &Path) -> Result<(String, Vec<u8>), Failure> {
    let unreadable =
        |error: std::io::Error| Failure::new(format!("{} cannot be read: {error}", path.display()));
    let size = path.metadata().map_err(unreadable)?.len();
    if size > u64::try_from(MOST_BYTES).unwrap_or(u64::MAX) {
        return Err(Failure::new(format!(
            "{} is larger than {} MiB, the most that is read; is it the right file?",
            path.display(),
            MOST_BYTES / (1024 * 1024)
        )));
    }
    let bytes = std::fs::read(path).map_err(unreadable)?;
    Ok((path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(), bytes))
}
