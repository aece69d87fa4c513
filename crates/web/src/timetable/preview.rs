//! Bringing another timetable: what it would change, and putting it in force.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use std::collections::BTreeSet;

use actions::ActionError;
use actions::timetable::{Brought, Confirm, ImportCounts, LessonPaired, Preview, Said};
use axum::extract::{Multipart, State};
use axum::http::{HeaderMap, StatusCode};
use domain::Permit;
use domain::calendar::Calendar;
use domain::id::MeetingId;
use domain::people::permissions::{ImportTimetable, SeeSetUp};
use domain::timetable::{Timetable, science_guess};
use http::upload::{NotTaken, Upload, UploadLimits};

use super::key;
use super::set_up::timetable_page;
use crate::answer::{Problem, page, page_with, see};
use crate::app::App;
use crate::fields::Fields;
use crate::form::{Form, Sent};
use crate::parts::{Choice, EffectsShown, Fact, Section};
use crate::shell::shell;
use crate::timetable::preview::page::{DoubtRow, PairRow, PreviewLesson, PreviewPage, RefusedLine};
use crate::timetable::set_up::page::BringForm;
use crate::visitor::{Allowed, Visitor};
use http::Answer;
use http::typed::{Typed, sentence};

/// How much is taken of a timetable program's export.
pub(super) const LIMITS: UploadLimits =
    UploadLimits { file: 16 * 1024 * 1024, words: 16 * 1024, all: 40 * 1024 * 1024, files: 30 };
/// Lessons and refused rows that a preview shows.
const FIRST_ROWS: usize = 12;
const FIRST_REFUSED: usize = 50;

pub(super) async fn preview(
    State(app): State<App>,
    allowed: Allowed<ImportTimetable>,
    headers: HeaderMap,
    multipart: Multipart,
) -> Answer {
    let upload = match Upload::read(multipart, &LIMITS).await {
        Ok(upload) => upload,
        Err(NotTaken(words)) => {
            let nothing = Fields::default();
            return try_again(&app, &allowed, &headers, &Typed::new(&nothing), (Some(words), None)).await;
        }
    };
    let Upload { files, fields } = upload;
    let mut typed = Typed::new(&fields);
    let from = typed.date("from");
    let days: Vec<String> = fields
        .get("days")
        .split(',')
        .map(|day| day.trim().to_owned())
        .filter(|day| !day.is_empty())
        .collect();
    if !typed.is_fine() {
        return try_again(&app, &allowed, &headers, &typed, (None, None)).await;
    }
    let (bells, files): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| file.field == "bell_times");
    let bell_times = bells.into_iter().next_back().map(|file| (file.name, file.bytes));
    let bells = bell_times.as_ref().map(|(name, _)| name.clone());
    let brought = Brought {
        files: files.into_iter().map(|file| (file.name, file.bytes)).collect(),
        bell_times,
        days: (!days.is_empty()).then_some(days),
        from,
    };
    match actions::timetable::bring(&app.house, &allowed.permit, &brought).await {
        Ok(found) => {
            let see: Permit<SeeSetUp> = allowed.actor().permit().map_err(ActionError::from)?;
            let almanac = actions::policy::read(&app.house, &see).await?;
            let words = Words { calendar: &almanac.calendar, error: None, asked: &BTreeSet::new() };
            page(&preview_page(&app, &allowed.visitor, &found, &Said::default(), &words), &headers)
        }
        Err(ActionError::File(words)) => {
            let of_bells = bells.is_some_and(|bells| words.starts_with(&bells));
            let words = Some(sentence(&words));
            let errors = if of_bells { (None, words) } else { (words, None) };
            try_again(&app, &allowed, &headers, &typed, errors).await
        }
        Err(error) => {
            typed.refused(error)?;
            try_again(&app, &allowed, &headers, &typed, (None, None)).await
        }
    }
}

/// The page again, with what was typed and what is wrong with the files or the bell times.
async fn try_again(
    app: &App,
    allowed: &Allowed<ImportTimetable>,
    headers: &HeaderMap,
    typed: &Typed<'_>,
    (files, bells): (Option<String>, Option<String>),
) -> Answer {
    let see: Permit<SeeSetUp> = allowed.actor().permit().map_err(ActionError::from)?;
    let is_first = actions::policy::read(&app.house, &see).await?.versions.is_empty();
    let mut form = BringForm::new(key(app), typed.state("from"), typed.state("days"), is_first);
    form.error = files;
    form.bells_error = bells;
    let shown = timetable_page(app, allowed, Some(form)).await?;
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown, headers)
}

/// What a preview is shown with.
struct Words<'a> {
    calendar: &'a Calendar,
    /// What keeps the timetable from being used.
    error: Option<String>,
    /// Lessons that somebody is asked about, or wants to be.
    asked: &'a BTreeSet<MeetingId>,
}

fn preview_page(
    app: &App,
    visitor: &Visitor,
    found: &Preview,
    said: &Said,
    words: &Words<'_>,
) -> PreviewPage {
    let counts = &found.counts;
    let same = counts.changes_nothing();
    let number = |name: &str, number: usize| Fact::new(name, number.to_string());
    let science = found
        .timetable
        .meetings
        .iter()
        .filter(|meeting| science_guess(&meeting.subject, meeting.room.as_deref()))
        .count();
    PreviewPage {
        shell: shell(visitor, "What it would change", Section::Setup),
        from: format!("It would hold from {} {}.", crate::words::date(found.from), found.from.year()),
        sentence: if same {
            "Nothing would change: the school has this timetable already.".to_owned()
        } else {
            let renamed = match counts.renamed {
                0 => String::new(),
                1 => " One person goes by another name.".to_owned(),
                renamed => format!(" {renamed} people go by other names."),
            };
            format!(
                "{} lessons added, {} changed, {} gone.{renamed}",
                counts.added, counts.changed, counts.gone
            )
        },
        same,
        facts: vec![
            number("Rows", counts.rows),
            number("Lessons", counts.lessons),
            number("Days", counts.cycle_days),
            number("Periods", counts.periods),
            number("Classes", counts.classes),
            number("Teachers", counts.teachers),
            number("Rooms", counts.rooms),
        ],
        error: words.error.clone(),
        effects: EffectsShown::of(&found.effects, words.calendar),
        doubts: doubts(found, said, words.asked),
        pairs: pairs(found, words.asked),
        losing: found.effects.orphaned.iter().map(|one| one.id.to_string()).collect(),
        warnings: found.warnings.iter().map(|warning| sentence(warning)).collect(),
        refused: counts
            .refused
            .iter()
            .take(FIRST_REFUSED)
            .map(|row| RefusedLine {
                file: row.file.clone(),
                line: row.line.to_string(),
                reason: row.reason.clone(),
            })
            .collect(),
        refused_count: counts.refused.len(),
        science: format!("{science} of {} lessons are taken to be science.", counts.lessons),
        lessons: first_lessons(&found.timetable),
        once: key(app),
        draft: found.draft.map_or_else(String::new, |draft| draft.to_string()),
    }
}

/// What somebody has to say of lessons and of people before it is taken up, with what they chose.
fn doubts(found: &Preview, said: &Said, asked: &BTreeSet<MeetingId>) -> Vec<DoubtRow> {
    let choice = |value: &str, words: &str, chosen: &str| Choice {
        value: value.to_owned(),
        words: words.to_owned(),
        chosen: value == chosen,
    };
    let lessons = found.paired.iter().filter(|one| is_asked(found, asked, one)).map(|one| {
        let shown = one.becomes.clone().unwrap_or_default();
        let chosen = said.lessons.get(&one.lesson).map(|key| key.clone().unwrap_or_default());
        let chosen = chosen.unwrap_or_else(|| shown.clone());
        let mut choices: Vec<Choice> =
            one.candidates.iter().map(|one| choice(&one.key, &one.words, &chosen)).collect();
        choices.push(choice("", "It ends: its requests wait for a decision", &chosen));
        DoubtRow { what: "lesson", id: one.lesson.to_string(), was: one.was.clone(), shown, choices }
    });
    let people = found.seeming.iter().map(|person| {
        let is_open = found.people.iter().any(|one| one.staff == person.staff);
        let proposed = Some(person.proposed.clone());
        let chosen = said.people.get(&person.staff).unwrap_or(&proposed).clone().unwrap_or_default();
        let mut choices = vec![
            choice(&person.proposed, "The same person, under another name", &chosen),
            choice("", "Somebody else, who takes over", &chosen),
        ];
        if choices.iter().all(|one| !one.chosen) {
            choices.push(choice(&chosen, &format!("The same person as {chosen}"), &chosen));
        }
        DoubtRow {
            what: "person",
            id: person.staff.to_string(),
            was: format!(
                "{} is not in it; {} has {}",
                person.was,
                person.proposed,
                their_lessons(person.lessons)
            ),
            shown: if is_open { person.proposed.clone() } else { chosen.clone() },
            choices,
        }
    });
    lessons.chain(people).collect()
}

fn their_lessons(lessons: usize) -> String {
    if lessons == 1 { "one of their lessons".to_owned() } else { format!("{lessons} of their lessons") }
}

fn is_asked(found: &Preview, asked: &BTreeSet<MeetingId>, one: &LessonPaired) -> bool {
    asked.contains(&one.lesson) || found.doubts.iter().any(|doubt| doubt.lesson == one.lesson)
}

/// What becomes of the lessons with requests that are plain, which somebody may know better.
fn pairs(found: &Preview, asked: &BTreeSet<MeetingId>) -> Vec<PairRow> {
    let plain = found.paired.iter().filter(|one| !is_asked(found, asked, one));
    let row = |one: &LessonPaired| {
        let is = one.becomes.as_ref().and_then(|key| one.candidates.iter().find(|other| other.key == *key));
        PairRow {
            id: one.lesson.to_string(),
            was: one.was.clone(),
            is: is.map_or_else(|| "it ends".to_owned(), |is| is.words.clone()),
        }
    };
    plain.map(row).collect()
}

fn first_lessons(timetable: &Timetable) -> Vec<PreviewLesson> {
    let mut meetings: Vec<_> = timetable.meetings.iter().collect();
    meetings.sort_by_key(|meeting| (meeting.day, meeting.first_period));
    meetings
        .into_iter()
        .filter_map(|meeting| {
            let day = timetable.days.get(meeting.day)?;
            let (first, last) =
                (day.periods.get(meeting.first_period)?, day.periods.get(meeting.last_period)?);
            let labels = if first.label == last.label {
                first.label.clone()
            } else {
                format!("{} to {}", first.label, last.label)
            };
            Some(PreviewLesson {
                day: day.label.clone(),
                period: format!("{labels}, {} – {}", first.start, last.end),
                class: meeting.class.clone().unwrap_or_else(|| "No class".to_owned()),
                subject: meeting.subject.clone(),
                teacher: if meeting.teachers.is_empty() {
                    "No teacher".to_owned()
                } else {
                    meeting.teachers.join(", ")
                },
                room: meeting.room.clone().unwrap_or_else(|| "No room".to_owned()),
            })
        })
        .take(FIRST_ROWS)
        .collect()
}

/// What the page said, and which lessons it asked about.
fn read_said(fields: &Fields) -> Result<Said, Problem> {
    let mut said = Said::default();
    let chosen = |words: &str| (!words.is_empty()).then(|| words.to_owned());
    for (lesson, becomes) in fields.all("lesson").zip(fields.all("lesson_becomes")) {
        said.lessons.insert(lesson.parse().map_err(|_| Problem::not_found())?, chosen(becomes));
    }
    for (person, becomes) in fields.all("person").zip(fields.all("person_becomes")) {
        said.people.insert(person.parse().map_err(|_| Problem::not_found())?, chosen(becomes));
    }
    for request in fields.all("losing") {
        said.losing.insert(request.parse().map_err(|_| Problem::not_found())?);
    }
    Ok(said)
}

/// Whether something was chosen of which the page did not show what it does.
fn chose_otherwise(fields: &Fields) -> bool {
    let all = |name: &str| fields.all(name).map(str::to_owned).collect::<Vec<_>>();
    ["lesson", "person"].into_iter().any(|what| {
        let shown = all(&format!("{what}_shown"));
        !shown.is_empty() && shown != all(&format!("{what}_becomes"))
    })
}

/// Whether the page was sent to see what a choice does, or to choose for one lesson more.
fn only_looks(fields: &Fields) -> bool {
    fields.get("do") == "look" || !fields.get("correct").is_empty()
}

impl Form for Confirm {
    fn read(sent: &Sent<'_>, typed: &mut Typed<'_>) -> Result<Self, Problem> {
        let fields = sent.fields;
        if only_looks(fields) {
            typed.fail("said", "this is what it would change");
        } else if chose_otherwise(fields) {
            typed.fail("said", "you chose otherwise than was shown; look at what it does now, then use it");
        }
        let draft = fields.get("draft").parse().map_err(|_| Problem::not_found())?;
        Ok(Self { draft, said: read_said(fields)? })
    }

    async fn done(_: &Sent<'_>, _: &Permit<ImportTimetable>, counts: ImportCounts) -> Answer {
        Ok(see(if counts.changes_nothing() { "/timetable?did=unchanged" } else { "/timetable?did=imported" }))
    }

    /// The page again, with what was chosen and what that does.
    async fn came_back(sent: &Sent<'_>, permit: &Permit<ImportTimetable>, typed: Typed<'_>) -> Answer {
        let Sent { app, visitor, fields, headers, .. } = sent;
        let draft = fields.get("draft").parse().map_err(|_| Problem::not_found())?;
        let said = read_said(fields)?;
        let mut asked: BTreeSet<MeetingId> = said.lessons.keys().copied().collect();
        asked.extend(fields.get("correct").parse::<MeetingId>().ok());
        let mut error = typed.error("said").filter(|_| !only_looks(fields));
        let found = match actions::timetable::preview_again(&app.house, permit, draft, said.clone()).await {
            // What was chosen cannot be: it stays chosen, and what is shown is what is proposed.
            Err(ActionError::Invalid(why)) => {
                error = Some(sentence(&why.words));
                actions::timetable::preview_again(&app.house, permit, draft, Said::default()).await?
            }
            found => found?,
        };
        let see: Permit<SeeSetUp> = permit.actor().permit().map_err(ActionError::from)?;
        let almanac = actions::policy::read(&app.house, &see).await?;
        let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        let words = Words { calendar: &almanac.calendar, error, asked: &asked };
        page_with(status, &preview_page(app, visitor, &found, &said, &words), headers)
    }
}
