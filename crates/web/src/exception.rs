//! What is otherwise on a day: a teacher out, cover, rooms and lessons swapped, other bells, some off the timetable.
//! Each form says first what it does to requests, and does it when that was seen.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::ActionError;
use actions::calendar::{SchoolTime, TimeChanged};
use actions::deed::Deed;
use actions::exception::{
    Changing, Cover, DayToChange, MarkOut, MoveRoom, Ring, SwapLessons, SwapRooms, TakeOff, change_day, day,
};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use domain::id::{LessonId, TimeChangeId};
use domain::lesson::Lesson;
use domain::people::permissions::{ChangeDay, SeeBoard};
use domain::timetable::exception::Rung;
use domain::timetable::years::read_years;
use jiff::civil::Date;

use crate::answer::{Problem, page, page_with, see};
use crate::app::{App, Routes};
use crate::exception::page::{ConfirmPage, DayPage, Otherwise, TypedForm};
use crate::fields::{Fields, Query};
use crate::form::key;
use crate::parts::{Choice, EffectsShown, Link, Section};
use crate::shell::{may, shell, with_notice};
use crate::visitor::Allowed;
use crate::words;
use http::Answer;
use http::typed::{Typed, read_time};

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get::<ChangeDay, _>("/day/{date}", show)
        .post::<ChangeDay, _>("/day/out", change::<MarkOut>)
        .post::<ChangeDay, _>("/day/cover", change::<Cover>)
        .post::<ChangeDay, _>("/day/room", change::<MoveRoom>)
        .post::<ChangeDay, _>("/day/swap-rooms", change::<SwapRooms>)
        .post::<ChangeDay, _>("/day/swap", change::<SwapLessons>)
        .post::<ChangeDay, _>("/day/off", change::<TakeOff>)
        .post::<ChangeDay, _>("/day/bells", change::<Ring>)
}

async fn show(
    State(app): State<App>,
    allowed: Allowed<ChangeDay>,
    Path(date): Path<String>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let date: Date = date.parse().map_err(|_| Problem::not_found())?;
    let typed = TypedForm { beside: query.get(BESIDE).parse().ok(), ..TypedForm::default() };
    let mut shown = day_page(&app, &allowed, date, typed).await?;
    shown.shell = with_notice(shown.shell, &query);
    shown.undo =
        query.get("change").parse::<TimeChangeId>().ok().map(|change| format!("/calendar/changes/{change}"));
    page(&shown, &headers)
}

/// The field that says with which other day's lessons those of this day may be swapped.
const BESIDE: &str = "beside";

async fn day_page(
    app: &App,
    allowed: &Allowed<ChangeDay>,
    date: Date,
    typed: TypedForm,
) -> Result<DayPage, Problem> {
    let found = day(&app.house, &allowed.permit, date).await?;
    let lessons = choices(&found);
    let mut others = lessons.clone();
    if let Some(beside) = typed.beside.filter(|beside| *beside != date) {
        let beside_it = day(&app.house, &allowed.permit, beside).await?;
        others.extend(
            choices(&beside_it).into_iter().map(|choice| Choice {
                words: format!("{}: {}", words::date(beside), choice.words),
                ..choice
            }),
        );
    }
    let DayToChange { almanac, rooms, teachers, changes, stands, .. } = found;
    let now = app.house.now();
    let changes = changes.into_iter().map(|change| Otherwise {
        words: change.words,
        who: format!("{}, {}", change.actor, words::moment(&almanac.calendar, change.made_at, now)),
        url: format!("/calendar/changes/{}?day={date}", change.id),
    });
    let (back, section) = if may::<SeeBoard>(&allowed.visitor) {
        (Link { words: "Board".to_owned(), url: format!("/board/{date}") }, Section::Board)
    } else {
        (Link { words: "Terms and weeks".to_owned(), url: "/calendar".to_owned() }, Section::Setup)
    };
    Ok(DayPage {
        shell: shell(&allowed.visitor, "Otherwise", section),
        heading: words::date(date),
        date: date.to_string(),
        back,
        otherwise: changes.collect(),
        lessons,
        others,
        rooms,
        teachers,
        once: key(app),
        stands,
        typed,
        undo: None,
    })
}

/// The lessons of a day, to choose from.
fn choices(day: &DayToChange) -> Vec<Choice> {
    let choice = |lesson: &Lesson| {
        let times = words::times(&day.almanac.calendar, lesson.interval);
        let room = lesson.room.as_deref().unwrap_or("no room");
        let periods = words::periods(&lesson.periods);
        let (class, teachers) = (lesson.class_words(), lesson.teacher_words());
        let off = day.almanac.why_off(lesson).map_or_else(String::new, |why| format!(" (off: {why})"));
        Choice {
            value: lesson.id.to_string(),
            words: format!("{class}, {periods}, {times}, {room}, {teachers}{off}"),
            chosen: false,
        }
    };
    day.lessons.iter().map(choice).collect()
}

/// A deed that a form of the day asks for.
trait DayForm: Deed<At = SchoolTime, May = ChangeDay, Answer = TimeChanged> {
    /// What the form asks for; none where something is wrong with it, which is noted beside its field.
    fn read(typed: &mut Typed<'_>, date: Date) -> Option<Self>;
}

async fn change<D: DayForm>(
    State(app): State<App>,
    allowed: Allowed<ChangeDay>,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let date: Date = fields.get("date").parse().map_err(|_| Problem::not_found())?;
    let once = fields.once()?;
    let form = D::KEY.rsplit('.').next().unwrap_or_default();
    let mut typed = Typed::new(&fields);
    let deed = D::read(&mut typed, date);
    let Some(deed) = deed.filter(|_| typed.is_fine()) else {
        return try_again(&app, &allowed, &headers, date, form, &typed).await;
    };
    let seen = (fields.get("stands"), fields.get("seen"));
    match change_day(&app.house, &allowed.permit, deed, once, date, seen).await {
        Ok(Changing::Done(done)) => {
            let undo = done.change.map_or_else(String::new, |change| format!("&change={change}"));
            Ok(see(&format!("/day/{date}?did=saved{undo}")))
        }
        Ok(Changing::ToSee { told, words, seen, overtaken }) => {
            let almanac = actions::exception::almanac(&app.house, &allowed.permit).await?;
            let typed = fields.iter().filter(|(name, _)| *name != "seen");
            let shown = ConfirmPage {
                shell: shell(&allowed.visitor, "What it does", Section::Board),
                words,
                overtaken,
                effects: EffectsShown::of(&told.effects, &almanac.calendar),
                action: format!("/day/{form}"),
                fields: typed.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
                seen,
                back_url: format!("/day/{date}"),
            };
            page(&shown, &headers)
        }
        Err(ActionError::NotFound("lesson")) => {
            typed.fail("lesson", "this lesson is not in the timetable any more; choose another");
            let shown = day_page(&app, &allowed, date, TypedForm::of(form, &typed, BESIDE)).await?;
            page_with(StatusCode::NOT_FOUND, &shown, &headers)
        }
        Err(error) => {
            typed.refused(error)?;
            try_again(&app, &allowed, &headers, date, form, &typed).await
        }
    }
}

/// The day again, with what was typed and what is wrong with it.
async fn try_again(
    app: &App,
    allowed: &Allowed<ChangeDay>,
    headers: &HeaderMap,
    date: Date,
    form: &'static str,
    typed: &Typed<'_>,
) -> Answer {
    let shown = day_page(app, allowed, date, TypedForm::of(form, typed, BESIDE)).await?;
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown, headers)
}

/// The lesson that a field names.
fn lesson(typed: &mut Typed<'_>, name: &'static str) -> Option<LessonId> {
    let lesson = typed.fields.get(name).parse().ok();
    if lesson.is_none() {
        typed.fail(name, "choose a lesson");
    }
    lesson
}

/// The last day; the day itself where none is given, and none where what is given is no date.
fn last(typed: &mut Typed<'_>, date: Date) -> Option<Date> {
    if typed.fields.get("last").trim().is_empty() { Some(date) } else { typed.date("last") }
}

impl DayForm for MarkOut {
    fn read(typed: &mut Typed<'_>, date: Date) -> Option<Self> {
        let last = last(typed, date)?;
        Some(Self { teacher: typed.fields.get("teacher").to_owned(), first: date, last })
    }
}

impl DayForm for Cover {
    fn read(typed: &mut Typed<'_>, _: Date) -> Option<Self> {
        let lesson = lesson(typed, "lesson")?;
        Some(Self { lesson, teacher: typed.fields.get("teacher").to_owned() })
    }
}

impl DayForm for MoveRoom {
    fn read(typed: &mut Typed<'_>, _: Date) -> Option<Self> {
        let lesson = lesson(typed, "lesson")?;
        let new_room = typed.fields.is_ticked("new");
        Some(Self { lesson, room: typed.fields.get("room").to_owned(), new_room })
    }
}

impl DayForm for SwapRooms {
    fn read(typed: &mut Typed<'_>, date: Date) -> Option<Self> {
        let name = |field: &str| typed.fields.get(field).to_owned();
        Some(Self { date, one: name("one"), other: name("other") })
    }
}

impl DayForm for SwapLessons {
    fn read(typed: &mut Typed<'_>, _: Date) -> Option<Self> {
        let (one, other) = (lesson(typed, "one"), lesson(typed, "other"));
        Some(Self { one: one?, other: other? })
    }
}

impl DayForm for TakeOff {
    fn read(typed: &mut Typed<'_>, date: Date) -> Option<Self> {
        let fields = typed.fields;
        let list = |name: &str| -> Vec<String> {
            let parts = fields.get(name).split([',', ';']).map(|part| part.trim().to_owned());
            parts.filter(|part| !part.is_empty()).collect()
        };
        let years = read_years(fields.get("years"));
        if let Err(part) = &years {
            typed.fail("years", &format!("“{part}” is no year; write years such as 11, 13 or 7-9"));
        }
        let last = last(typed, date);
        Some(Self {
            first: date,
            last: last?,
            reason: fields.get("reason").to_owned(),
            years: years.ok()?,
            classes: list("classes"),
            rooms: list("rooms"),
            everybody: fields.is_ticked("everybody"),
        })
    }
}

impl DayForm for Ring {
    fn read(typed: &mut Typed<'_>, date: Date) -> Option<Self> {
        let fields = typed.fields;
        let mut periods = Vec::new();
        for line in fields.get("periods").lines().map(str::trim).filter(|line| !line.is_empty()) {
            let Some(period) = period(line) else {
                let words = format!("“{line}” is no period with two times, such as “P1 09:00 09:40”");
                typed.fail("periods", &words);
                continue;
            };
            periods.push(period);
        }
        let weekday = (fields.get("weekday") == "same").then(|| date.weekday());
        Some(Self { first: date, last: last(typed, date)?, weekday, periods })
    }
}

/// A period with its two times, as a line: `P1 09:00 09:40`.
fn period(line: &str) -> Option<Rung> {
    let mut parts = line.rsplitn(3, char::is_whitespace);
    let (end, start, label) = (parts.next()?, parts.next()?, parts.next()?);
    Some(Rung { label: label.trim().to_owned(), start: read_time(start)?, end: read_time(end)? })
}
