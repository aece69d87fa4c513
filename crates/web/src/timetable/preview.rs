//! Bringing another timetable: what it would change, and putting it in force.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::ActionError;
use actions::timetable::{Brought, Confirm, ImportCounts, Preview, Said};
use axum::extract::{Multipart, State};
use axum::http::{HeaderMap, StatusCode};
use domain::Permit;
use domain::calendar::Calendar;
use domain::people::permissions::{ImportTimetable, SeeSetUp};
use domain::timetable::{Timetable, science_guess};
use http::upload::{NotTaken, Upload, UploadLimits};

use super::key;
use super::set_up::timetable_page;
use crate::answer::{Problem, page, page_with, see};
use crate::app::App;
use crate::fields::Fields;
use crate::form::{Form, Sent, nowhere_to_show};
use crate::parts::{Choice, EffectsShown, Fact, Section};
use crate::shell::shell;
use crate::timetable::preview::page::{DoubtRow, PreviewLesson, PreviewPage, RefusedLine};
use crate::timetable::set_up::page::BringForm;
use crate::visitor::Allowed;
use crate::words;
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
            page(&preview_page(&app, &allowed, &found, &almanac.calendar), &headers)
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

fn preview_page(
    app: &App,
    allowed: &Allowed<ImportTimetable>,
    found: &Preview,
    calendar: &Calendar,
) -> PreviewPage {
    let counts = &found.counts;
    let same = counts.added == 0 && counts.changed == 0 && counts.gone == 0;
    let number = |name: &str, number: usize| Fact::new(name, number.to_string());
    let science = found
        .timetable
        .meetings
        .iter()
        .filter(|meeting| science_guess(&meeting.subject, meeting.room.as_deref()))
        .count();
    PreviewPage {
        shell: shell(&allowed.visitor, "What it would change", Section::Setup),
        from: format!("It would hold from {} {}.", words::date(found.from), found.from.year()),
        sentence: if same {
            "Nothing would change: the school has this timetable already.".to_owned()
        } else {
            format!("{} lessons added, {} changed, {} gone.", counts.added, counts.changed, counts.gone)
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
        effects: EffectsShown::of(&found.effects, calendar),
        doubts: doubts(found),
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

/// What somebody has to say of lessons and of people before it is taken up.
fn doubts(found: &Preview) -> Vec<DoubtRow> {
    let choice = |value: &str, words: &str, chosen| Choice {
        value: value.to_owned(),
        words: words.to_owned(),
        chosen,
    };
    let lessons = found.doubts.iter().map(|doubt| {
        let mut choices: Vec<Choice> = doubt
            .candidates
            .iter()
            .map(|one| choice(&one.key, &one.words, doubt.proposed.as_ref() == Some(&one.key)))
            .collect();
        choices.push(choice("", "It ends: its requests wait for a decision", doubt.proposed.is_none()));
        DoubtRow { what: "lesson", id: doubt.lesson.to_string(), was: doubt.was.clone(), choices }
    });
    let people = found.people.iter().map(|person| DoubtRow {
        what: "person",
        id: person.staff.to_string(),
        was: format!("{} is not in it; {} has all of their lessons", person.was, person.proposed),
        choices: vec![
            choice(&person.proposed, "The same person, under another name", true),
            choice("", "Somebody else, who takes over", false),
        ],
    });
    lessons.chain(people).collect()
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

impl Form for Confirm {
    fn read(sent: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        let fields = sent.fields;
        let mut said = Said { yes: fields.get("yes") == "yes", ..Said::default() };
        let chosen = |words: &str| (!words.is_empty()).then(|| words.to_owned());
        for (lesson, becomes) in fields.all("lesson").zip(fields.all("lesson_becomes")) {
            said.lessons.insert(lesson.parse().map_err(|_| Problem::not_found())?, chosen(becomes));
        }
        for (person, becomes) in fields.all("person").zip(fields.all("person_becomes")) {
            said.people.insert(person.parse().map_err(|_| Problem::not_found())?, chosen(becomes));
        }
        Ok(Self { draft: fields.get("draft").parse().map_err(|_| Problem::not_found())?, said })
    }

    async fn done(_: &Sent<'_>, _: &Permit<ImportTimetable>, counts: ImportCounts) -> Answer {
        let same = counts.added == 0 && counts.changed == 0 && counts.gone == 0;
        Ok(see(if same { "/timetable?did=unchanged" } else { "/timetable?did=imported" }))
    }

    async fn came_back(_: &Sent<'_>, _: &Permit<ImportTimetable>, typed: Typed<'_>) -> Answer {
        Err(nowhere_to_show(&typed))
    }
}
