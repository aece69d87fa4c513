//! Setting up the timetable: the versions in force, bringing another, which subjects are science, and
//! choosing whose week to see.

pub(crate) mod page;

use actions::ActionError;
use actions::timetable::{Brought, Preview};
use axum::extract::{DefaultBodyLimit, Multipart, State};
use axum::handler::Handler;
use axum::http::{HeaderMap, StatusCode};
use domain::fold::folded;
use domain::id::SchoolId;
use domain::people::permissions::{ChooseScience, ImportTimetable, SeePeople, SeeSetUp, SeeWeek};
use domain::timetable::{CycleDay, DayPlace, Timetable, science_guess};
use domain::{Permission, Permit};
use http::upload::{NotTaken, Upload, UploadLimits};

use crate::answer::{Problem, page, page_with, see};
use crate::app::App;
use crate::fields::{Fields, Query};
use crate::parts::{Fact, FieldState, Link, Mark, Meaning, Section};
use crate::routes::typed::{Typed, sentence};
use crate::routes::{Answer, Routes};
use crate::shell::{shell, with_notice};
use crate::timetable::choose::page::{ChoosePage, Letter};
use crate::timetable::preview::page::{PreviewLesson, PreviewPage, RefusedLine};
use crate::timetable::set_up::page::{BringForm, TimetablePage, VersionRow};
use crate::timetable::subjects::page::{SubjectTick, SubjectsPage};
use crate::visitor::Allowed;
use crate::words;

/// How much is taken of a timetable program's export.
const LIMITS: UploadLimits =
    UploadLimits { file: 16 * 1024 * 1024, words: 16 * 1024, all: 40 * 1024 * 1024, files: 30 };
/// Lessons and refused rows that a preview shows.
const FIRST_ROWS: usize = 12;
const FIRST_REFUSED: usize = 50;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get::<SeeSetUp, _>("/timetable", show)
        .post::<ImportTimetable, _>("/timetable/preview", preview.layer(DefaultBodyLimit::max(LIMITS.all)))
        .post::<ImportTimetable, _>("/timetable/confirm", confirm)
        .get::<SeeSetUp, _>("/timetable/subjects", subjects)
        .post::<ChooseScience, _>("/timetable/subjects", choose_subjects)
        .get::<SeeWeek, _>("/week/choose", choose)
}

async fn show(
    State(app): State<App>,
    allowed: Allowed<SeeSetUp>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let mut shown = timetable_page(&app, &allowed, None).await?;
    shown.shell = with_notice(shown.shell, &query);
    page(&shown, &headers)
}

fn key(app: &App) -> String {
    app.house.next_id::<uuid::Uuid>().to_string()
}

async fn timetable_page<P: Permission<Scope = SchoolId>>(
    app: &App,
    allowed: &Allowed<P>,
    came_back: Option<BringForm>,
) -> Result<TimetablePage, Problem> {
    let see: Permit<SeeSetUp> = allowed.actor().permit().map_err(ActionError::from)?;
    let almanac = actions::policy::read(&app.house, &see).await?;
    let subjects = actions::timetable::subjects(&app.house, &see).await?;
    let is_first = almanac.versions.is_empty();
    let today = almanac.calendar.local(app.house.now()).0;
    let in_force = almanac.version_on(today).map(|version| version.id);
    let mut facts = Vec::new();
    if !is_first {
        let lessons: u32 = subjects.iter().map(|subject| subject.meetings).sum();
        let science: u32 = subjects
            .iter()
            .map(|subject| match subject.chosen {
                Some(true) => subject.meetings,
                Some(false) => 0,
                None => subject.guessed,
            })
            .sum();
        facts.push(Fact::new("Lessons in a cycle", lessons.to_string()));
        facts.push(Fact::new("Of science", science.to_string()));
        if let Ok(permit) = allowed.actor().permit::<SeePeople>() {
            let staff = actions::people::list(&app.house, &permit).await?.staff.len();
            facts.push(Fact::new("Teachers", staff.to_string()));
        }
    }
    let versions = almanac
        .versions
        .iter()
        .rev()
        .map(|version| {
            let mut marks = Vec::new();
            if Some(version.id) == in_force {
                marks.push(Mark::new("In force", Meaning::Done));
            } else if version.valid_from > today {
                marks.push(Mark::new("To come", Meaning::Plain));
            }
            if version.provisional_times {
                marks.push(Mark::new("Provisional times", Meaning::Attention));
            }
            VersionRow {
                from: format!("From {} {}", words::date(version.valid_from), version.valid_from.year()),
                words: days_words(&version.days),
                marks,
            }
        })
        .collect();
    let link = |words: &str, url: &str| Link { words: words.to_owned(), url: url.to_owned() };
    let bring = allowed.actor().may::<ImportTimetable>().then(|| {
        came_back.unwrap_or_else(|| {
            BringForm::new(key(app), FieldState::default(), FieldState::default(), is_first)
        })
    });
    Ok(TimetablePage {
        shell: shell(&allowed.visitor, "Timetable", Section::Setup),
        versions,
        facts,
        links: vec![
            link("First day", "/set-up"),
            link("Which subjects are science", "/timetable/subjects"),
            link("Terms and weeks", "/calendar"),
            link("Deadline", "/policy"),
        ],
        bring,
    })
}

/// `10 days in weeks A and B, 8 periods a day`.
pub(crate) fn days_words(days: &[CycleDay]) -> String {
    let weeks: u8 = days
        .iter()
        .map(|day| match day.place {
            DayPlace::Weekday { week, .. } => week + 1,
            DayPlace::Rotating => 1,
        })
        .max()
        .unwrap_or(1);
    let is_rotating = days.iter().any(|day| day.place == DayPlace::Rotating);
    let turn = match weeks {
        _ if is_rotating => ", turning over school days".to_owned(),
        1 => String::new(),
        weeks => format!(" over {weeks} weeks"),
    };
    let most = days.iter().map(|day| day.periods.len()).max().unwrap_or(0);
    let count = |number: usize, one, many| words::count(u32::try_from(number).unwrap_or(u32::MAX), one, many);
    format!("{}{turn}, {} a day", count(days.len(), "day", "days"), count(most, "period", "periods"))
}

async fn preview(
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
        Ok(found) => page(&preview_page(&app, &allowed, &found), &headers),
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

fn preview_page(app: &App, allowed: &Allowed<ImportTimetable>, found: &Preview) -> PreviewPage {
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
        touched: touched_words(found.requisitions_touched),
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

fn touched_words(touched: usize) -> Option<String> {
    match touched {
        0 => None,
        1 => Some("1 open request is for a lesson that changes or goes. It stays, and waits in the inbox for a decision.".to_owned()),
        more => Some(format!("{more} open requests are for lessons that change or go. They stay, and wait in the inbox for a decision.")),
    }
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

async fn confirm(State(app): State<App>, allowed: Allowed<ImportTimetable>, fields: Fields) -> Answer {
    let draft = fields.get("draft").parse().map_err(|_| Problem::not_found())?;
    let once = fields.once("timetable-confirm")?;
    let counts = actions::timetable::confirm(&app.house, &allowed.permit, draft, once).await?;
    let same = counts.added == 0 && counts.changed == 0 && counts.gone == 0;
    Ok(see(if same { "/timetable?did=unchanged" } else { "/timetable?did=imported" }))
}

/// Whether a subject is taken to be science: as chosen, or as most of its lessons were guessed.
fn is_science(chosen: Option<bool>, guessed: u32, meetings: u32) -> bool {
    chosen.unwrap_or(guessed.saturating_mul(2) > meetings)
}

async fn subjects(
    State(app): State<App>,
    allowed: Allowed<SeeSetUp>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let mut ticks: Vec<SubjectTick> = actions::timetable::subjects(&app.house, &allowed.permit)
        .await?
        .into_iter()
        .map(|subject| {
            let how = match subject.chosen {
                Some(_) => "you chose".to_owned(),
                None if subject.guessed > 0 && subject.guessed < subject.meetings => {
                    format!("{} of them guessed to be science by their room", subject.guessed)
                }
                None => "guessed".to_owned(),
            };
            SubjectTick {
                words: format!("{}, {how}", words::count(subject.meetings, "lesson", "lessons")),
                science: is_science(subject.chosen, subject.guessed, subject.meetings),
                name: subject.subject,
            }
        })
        .collect();
    ticks.sort_by_key(|tick| !tick.science);
    let title = "Which subjects are science";
    let shell = with_notice(shell(&allowed.visitor, title, Section::Setup), &query);
    page(&SubjectsPage { shell, once: key(&app), subjects: ticks }, &headers)
}

async fn choose_subjects(State(app): State<App>, allowed: Allowed<ChooseScience>, fields: Fields) -> Answer {
    let see_permit: Permit<SeeSetUp> = allowed.actor().permit().map_err(ActionError::from)?;
    let ticked: Vec<&str> = fields.all("science").collect();
    let shown: Vec<&str> = fields.all("shown").collect();
    // Only what differs from how it stood is a choice; the rest goes on being guessed.
    let choices: Vec<(String, bool)> = actions::timetable::subjects(&app.house, &see_permit)
        .await?
        .into_iter()
        .filter(|subject| shown.contains(&subject.subject.as_str()))
        .filter_map(|subject| {
            let wanted = ticked.contains(&subject.subject.as_str());
            let stood = is_science(subject.chosen, subject.guessed, subject.meetings);
            (wanted != stood).then_some((subject.subject, wanted))
        })
        .collect();
    let once = fields.once("timetable-subjects")?;
    actions::timetable::choose(&app.house, &allowed.permit, &choices, once).await?;
    Ok(see("/timetable/subjects?did=saved"))
}

async fn choose(
    State(app): State<App>,
    allowed: Allowed<SeeWeek>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let typed = query.get("q").trim().to_owned();
    let wanted = folded(&typed);
    let acts_for_anyone = allowed.actor().acts_for_anyone();
    let staff =
        if acts_for_anyone { actions::people::staff(&app.house, &allowed.permit).await? } else { Vec::new() };
    let anybody = !staff.is_empty();
    let mut letters: Vec<Letter> = Vec::new();
    for one in staff.into_iter().filter(|one| folded(&one.name).contains(&wanted)) {
        let letter = words::capitalised(&folded(&one.name).chars().take(1).collect::<String>());
        let link = Link { url: format!("/week/of/{}", one.id), words: one.name };
        match letters.last_mut().filter(|last| last.letter == letter) {
            Some(last) => last.teachers.push(link),
            None => letters.push(Letter { letter, teachers: vec![link] }),
        }
    }
    let shown = ChoosePage {
        shell: shell(&allowed.visitor, "Whose week?", Section::Week),
        words: typed,
        letters,
        anybody,
        acts_for_anyone,
    };
    page(&shown, &headers)
}
